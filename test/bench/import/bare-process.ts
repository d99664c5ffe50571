import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { z } from 'zod';

/**
 * Bare inserts of the rows that an import wrote, read from its file: the same tables and indexes, the same cipher, one
 * prepared statement a table, one transaction. Nothing is read, checked, compared or numbered. Prints what it took,
 * without the reading.
 */
const { values } = parseArgs({
  options: { source: { type: 'string' }, vide: { type: 'string' }, cle: { type: 'string' } },
});

/** Parents first. */
const tables = ['relation', 'flux', 'dossier', 'voeu', 'ligne'];
const rowsAtOnce = 5_000;
const row = z.array(z.union([z.string(), z.number(), z.null()]));

const open = (file: string): Database.Database => {
  const db = new Database(file);
  db.pragma("cipher='sqlcipher'");
  db.pragma(`key="x'${values.cle ?? ''}'"`);
  for (const pragma of ['journal_mode=WAL', 'synchronous=FULL', 'foreign_keys=ON', 'temp_store=MEMORY'])
    db.pragma(pragma);
  db.pragma('cache_size=-65536');
  return db;
};

const source = open(values.source ?? '');
const target = open(values.vide ?? '');
let ms = 0;
let rows = 0;
const timed = (run: () => void): void => {
  const start = performance.now();
  run();
  ms += performance.now() - start;
};

timed(() => target.exec('begin immediate'));
for (const table of tables) {
  const columns = z.array(z.object({ name: z.string() })).parse(target.pragma(`table_info(${table})`));
  const insert = target.prepare(`insert into ${table} values (${columns.map(() => '?').join(', ')})`);
  let last = 0;
  for (;;) {
    const part = source
      .prepare(`select rowid, * from ${table} where rowid > ? order by rowid limit ${rowsAtOnce}`)
      .raw()
      .all(last)
      .map((one) => row.parse(one));
    if (part.length === 0) break;
    last = Number(part.at(-1)?.[0]);
    rows += part.length;
    timed(() => {
      for (const [, ...one] of part) insert.run(...one);
    });
  }
}
timed(() => target.exec('commit'));
source.close();
target.close();
process.stdout.write(`${JSON.stringify({ rows, ms })}\n`);
