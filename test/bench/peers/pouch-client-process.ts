import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchActes } from './actes.ts';
import { loadPouch, type Replicated } from './packages.ts';

/**
 * One PouchDB poste: pulls `--base` of `--origine` into an empty LevelDB, or with `--actes` writes that many actes
 * first and pushes them there. Prints one JSON line: the time of the replication alone, and what arrived.
 */
const { values } = parseArgs({
  options: {
    installe: { type: 'string', default: '' },
    dossier: { type: 'string', default: '' },
    origine: { type: 'string', default: '' },
    base: { type: 'string', default: '' },
    lot: { type: 'string', default: '' },
    actes: { type: 'string' },
  },
});
mkdirSync(values.dossier, { recursive: true });
const Pouch = loadPouch(values.installe, values.dossier);
const local = new Pouch('poste');
const remote = `${values.origine}/${values.base}`;
const options = { batch_size: Number(values.lot) };

const timed = async (replicate: () => Promise<Replicated>): Promise<{ ms: number; failures: number }> => {
  const start = performance.now();
  const result = await replicate();
  const ms = performance.now() - start;
  if (!result.ok) throw new Error('the replication did not end well');
  return { ms, failures: result.doc_write_failures };
};
const countRemote = async (): Promise<number> => (await new Pouch(remote).info()).doc_count;

if (values.actes === undefined) {
  const result = await timed(() => local.replicate.from(remote, options));
  process.stdout.write(`${JSON.stringify({ ...result, rows: (await local.info()).doc_count })}\n`);
} else {
  const documents = benchActes(Number(values.actes)).map(({ id, ...acte }) => ({ _id: id, ...acte }));
  const written = await local.bulkDocs(documents);
  if (written.some(({ ok }) => ok !== true)) throw new Error('an acte was refused');
  const result = await timed(() => local.replicate.to(remote, options));
  process.stdout.write(`${JSON.stringify({ ...result, rows: await countRemote() })}\n`);
}
await local.close();
