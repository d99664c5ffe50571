import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { benchRows } from '../rows.ts';
import { loadPouch, pouchApp } from './packages.ts';

/**
 * express-pouchdb over LevelDB on disk, in a process of its own, holding one document per row of `--voeux` vœux.
 * Prints one JSON line when it listens; stops when its standard input closes.
 */
const { values } = parseArgs({
  options: {
    installe: { type: 'string', default: '' },
    dossier: { type: 'string', default: '' },
    voeux: { type: 'string', default: '0' },
  },
});
const corps = z.record(z.string(), z.unknown());
const base = 'banc';
const rowsPerWrite = 5_000;

mkdirSync(values.dossier, { recursive: true });
const Pouch = loadPouch(values.installe, values.dossier);
const database = new Pouch(base);
let rows = 0;
let documents: object[] = [];
const write = async (): Promise<void> => {
  const answers = await database.bulkDocs(documents);
  if (answers.some(({ ok }) => ok !== true)) throw new Error('a document was refused');
  rows += documents.length;
  documents = [];
};
for (const row of benchRows(Number(values.voeux))) {
  // The row's own fields last: `dossier` names the pupil in both.
  documents.push({
    ...corps.parse(JSON.parse(row.corps)),
    _id: row.id,
    type: row.type,
    v: row.v,
    dossier: row.dossierId,
  });
  if (documents.length === rowsPerWrite) await write();
}
if (documents.length > 0) await write();

const server = pouchApp(values.installe, Pouch).listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;
  process.stdout.write(`${JSON.stringify({ origin, base, rows })}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
