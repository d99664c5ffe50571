import { parseArgs } from 'node:util';
import { fillSearch, textsPerStep } from '../../../main/core/candidats/search-index.ts';
import { makeLookups } from '../../../main/core/store/lookups.ts';
import { connect } from '../../../main/core/store/sqlite.ts';
import { openStore } from '../../../main/core/store/store.ts';
import { rowsAtOnce } from '../../../main/core/sync/first-sync.ts';
import { success } from '../../../shared/contract/errors.ts';

/**
 * The same rows as a finished first sync, `--modele`, inserted bare into a fresh file of the same encrypted schema:
 * read beforehand, nothing parsed, nothing folded, no network. Same pragmas, same batches, same order, the search and
 * the indexes at the end. What is left between this and the sync is what the sync adds of its own.
 */
const { values } = parseArgs({
  options: { modele: { type: 'string' }, fichier: { type: 'string' }, cle: { type: 'string' } },
});
const keyHex = values.cle ?? '';
const tables = ['ligne', 'ligne_corps', 'dossier_etat', 'candidat', 'candidat_corps', 'candidat_valeur'] as const;

const model = connect(values.modele ?? '', keyHex, undefined);
const read = new Map(
  tables.map((table) => [table, model.prepare<[], unknown[]>(`SELECT * FROM ${table}`).raw().all()]),
);
const small = ['flux', 'valeur', 'compteur', 'flux_transmission', 'relecture', 'a_refaire'].map((table) => ({
  table,
  rows: model.prepare<[], unknown[]>(`SELECT * FROM ${table}`).raw().all(),
}));
model.close();

const opened = openStore({ file: values.fichier ?? '', keyHex, mode: 'premiere' });
if (!opened.ok) throw new Error(opened.error.code);
const store = opened.value;
const db = store.bulk;
const cpu = process.cpuUsage();
const start = performance.now();
const lignes = read.get('ligne')?.length ?? 0;
const batches = Math.ceil(lignes / rowsAtOnce);
const insertOf = (table: string, width: number) =>
  db.prepare<unknown[]>(`INSERT INTO ${table} VALUES (${Array.from({ length: width }, () => '?').join(', ')})`);
const inserts = [...read].map(([table, rows]) => ({ rows, run: insertOf(table, rows[0]?.length ?? 1) }));
for (let batch = 0; batch < batches; batch += 1) {
  store.writeBulk(() => {
    for (const { rows, run } of inserts) {
      const end = Math.floor((rows.length * (batch + 1)) / batches);
      for (let at = Math.floor((rows.length * batch) / batches); at < end; at += 1) run.run(...(rows[at] ?? []));
    }
    return success(null);
  });
}
store.writeBulk(() => {
  for (const { table, rows } of small) for (const row of rows) insertOf(table, row.length).run(...row);
  makeLookups(db);
  return success(null);
});
for (let rang: number | null = 0; rang !== null; ) {
  const after: number = rang;
  store.writeBulk(() => {
    rang = fillSearch(db, after, textsPerStep);
    return success(null);
  });
}
store.finishFirstSync();
const ms = performance.now() - start;
const count = db.prepare<[], { lignes: number; candidats: number }>(
  'SELECT (SELECT count(*) FROM ligne) AS lignes, (SELECT count(*) FROM candidat) AS candidats',
);
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(`${JSON.stringify({ ms, cpuMs: (user + system) / 1000, ...count.get() })}\n`);
store.close();
