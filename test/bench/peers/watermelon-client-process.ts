import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadWatermelon } from './packages.ts';
import { type Pulled, type RawRecord, type TableName, tableNames, tables } from './watermelon-tables.ts';

/**
 * One WatermelonDB poste: its first `synchronize` of `--origine` into an empty SQLite file, as the manual writes it.
 * Its turbo mode asks for React Native (JSI) and throws on Node; `_unsafeBatchPerCollection` saves it memory and costs
 * it half as much time again, so it is left off. No column has an index, which is what it is fastest with.
 * Prints one JSON line: the time from the call to its end, and the records that the file holds after it.
 */
const { values } = parseArgs({
  options: {
    installe: { type: 'string', default: '' },
    dossier: { type: 'string', default: '' },
    origine: { type: 'string', default: '' },
  },
});
const watermelon = loadWatermelon(values.installe);
const modelOf = (name: string) =>
  class extends watermelon.Model {
    static override table = name;
  };
const adapter = new watermelon.SQLiteAdapter({
  dbName: join(values.dossier, 'poste.db'),
  schema: watermelon.appSchema({
    version: 1,
    tables: tableNames.map((name) => watermelon.tableSchema({ name, columns: tables[name] })),
  }),
});
const database = new watermelon.Database({ adapter, modelClasses: tableNames.map(modelOf) });
await adapter.initializingPromise;

const samples: { table: TableName; record: RawRecord }[] = [];
const start = performance.now();
await watermelon.synchronize({
  database,
  pullChanges: async () => {
    const response = await fetch(`${values.origine}/sync`);
    if (!response.ok) throw new Error(await response.text());
    const pulled: Pulled = await response.json();
    for (const table of tableNames) {
      const record = pulled.changes[table].created[0];
      if (record !== undefined) samples.push({ table, record: { ...record } });
    }
    return pulled;
  },
});
const ms = performance.now() - start;

let rows = 0;
for (const table of tableNames) rows += await database.get(table).query().fetchCount();
// A field that no column receives would be dropped without a word, and would make it look faster.
for (const { table, record } of samples) {
  const kept = await database.get(table).find(record.id);
  const lost = Object.keys(record).find((name) => kept._raw[name] !== record[name]);
  if (lost !== undefined) throw new Error(`${table} did not keep ${lost}`);
}
process.stdout.write(`${JSON.stringify({ ms, rows })}\n`);
