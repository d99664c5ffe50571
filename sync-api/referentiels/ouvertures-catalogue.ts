import type { Kysely, Selectable } from 'kysely';
import type { Origine } from '../../shared/domain/demandes/origines.ts';
import { InsertMany } from '../store/insert-many.ts';
import type { Tables } from '../store/tables.ts';

type Row = Selectable<Tables['ouverture']>;

const insertOuvertures = new InsertMany<Row>((trx, rows) => trx.insertInto('ouverture').values(rows).compile());

const idOf = (cle: string, origine: string): string => `${origine} ${cle}`;

/**
 * Makes the openings of these trainings those of the catalogue, but for what the operator decided. Trainings that the file
 * does not name keep theirs.
 *
 * @returns how many openings changed
 */
export const appliquerOuvertures = async (
  trx: Kysely<Tables>,
  parCle: ReadonlyMap<string, readonly Origine[]>,
  decideeLe: string,
): Promise<number> => {
  const rows = await trx.selectFrom('ouverture').selectAll().execute();
  const connues = new Map(rows.map((row) => [idOf(row.cle_ministere_educatif, row.origine), row]));
  const nouvelles: Row[] = [];
  const voulues = new Set<string>();
  const changees: Row[] = [];
  for (const [cle, origines] of parCle) {
    for (const origine of origines) {
      const id = idOf(cle, origine);
      voulues.add(id);
      const connue = connues.get(id);
      const row: Row = { cle_ministere_educatif: cle, origine, ouverte: 1, par: 'catalogue', decidee_le: decideeLe };
      if (connue === undefined) nouvelles.push(row);
      else if (connue.par === 'catalogue' && connue.ouverte === 0) changees.push(row);
    }
  }
  for (const [id, row] of connues) {
    if (row.par === 'catalogue' && row.ouverte === 1 && parCle.has(row.cle_ministere_educatif) && !voulues.has(id))
      changees.push({ ...row, ouverte: 0, decidee_le: decideeLe });
  }
  await insertOuvertures.run(trx, nouvelles);
  for (const { cle_ministere_educatif, origine, ouverte, decidee_le } of changees) {
    await trx
      .updateTable('ouverture')
      .set({ ouverte, decidee_le })
      .where('cle_ministere_educatif', '=', cle_ministere_educatif)
      .where('origine', '=', origine)
      .execute();
  }
  return nouvelles.length + changees.length;
};
