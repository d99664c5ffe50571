import type { Kysely, Selectable } from 'kysely';
import type { Origine } from '../../shared/domain/demandes/origines.ts';
import { InsertMany } from '../store/insert-many.ts';
import type { Tables } from '../store/tables.ts';

type Row = Selectable<Tables['ouverture']>;

const insertOuvertures = new InsertMany<Row>((trx, rows) => trx.insertInto('ouverture').values(rows).compile());

const idOf = (cle: string, origine: string): string => `${origine} ${cle}`;

/** Openings that a catalogue changes. */
export interface ChangementsOuvertures {
  nouvelles: { cle_ministere_educatif: string; origine: string }[];
  changees: { cle_ministere_educatif: string; origine: string; ouverte: 0 | 1 }[];
}

/**
 * What would make the openings of these trainings those of the catalogue, but for what the operator decided. Trainings
 * that the file does not name keep theirs.
 */
export const comparerOuvertures = async (
  db: Kysely<Tables>,
  parCle: ReadonlyMap<string, readonly Origine[]>,
): Promise<ChangementsOuvertures> => {
  const rows = await db
    .selectFrom('ouverture')
    .select(['cle_ministere_educatif', 'origine', 'ouverte', 'par'])
    .execute();
  const connues = new Map(rows.map((row) => [idOf(row.cle_ministere_educatif, row.origine), row]));
  const voulues = new Set<string>();
  const changements: ChangementsOuvertures = { nouvelles: [], changees: [] };
  for (const [cle_ministere_educatif, origines] of parCle) {
    for (const origine of origines) {
      const id = idOf(cle_ministere_educatif, origine);
      voulues.add(id);
      const connue = connues.get(id);
      if (connue === undefined) changements.nouvelles.push({ cle_ministere_educatif, origine });
      else if (connue.par === 'catalogue' && connue.ouverte === 0)
        changements.changees.push({ cle_ministere_educatif, origine, ouverte: 1 });
    }
  }
  for (const [id, { cle_ministere_educatif, origine, ouverte, par }] of connues) {
    if (par === 'catalogue' && ouverte === 1 && parCle.has(cle_ministere_educatif) && !voulues.has(id))
      changements.changees.push({ cle_ministere_educatif, origine, ouverte: 0 });
  }
  return changements;
};

export const ecrireOuvertures = async (
  trx: Kysely<Tables>,
  { nouvelles, changees }: ChangementsOuvertures,
  decideeLe: string,
): Promise<void> => {
  await insertOuvertures.run(
    trx,
    nouvelles.map((row) => ({ ...row, ouverte: 1, par: 'catalogue', decidee_le: decideeLe })),
  );
  for (const { cle_ministere_educatif, origine, ouverte } of changees) {
    await trx
      .updateTable('ouverture')
      .set({ ouverte, decidee_le: decideeLe })
      .where('cle_ministere_educatif', '=', cle_ministere_educatif)
      .where('origine', '=', origine)
      .execute();
  }
};
