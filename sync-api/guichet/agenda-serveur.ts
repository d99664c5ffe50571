import type { Kysely } from 'kysely';
import type { TablesGuichet } from './tables.ts';

/** What the server writes of the agenda: créneaux that families may book, and the pages of their réservations. */

/** A créneau with the trainings (clés ministère éducatif) that offer it. */
export interface OffreDeCreneau {
  creneau: TablesGuichet['creneau_offert'];
  formations: readonly string[];
}

type Db = Kysely<TablesGuichet>;

/** Rows of one créneau: far below what one statement may bind. */
const formationsEnsemble = 400;

/** Makes the offer of one créneau this one, in one transaction: a page never lists it for a training that left it. */
export const ecrireOffre = (db: Db, { creneau, formations }: OffreDeCreneau): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await trx.replaceInto('creneau_offert').values(creneau).execute();
    await trx.deleteFrom('creneau_formation').where('creneau_id', '=', creneau.id).execute();
    const cles = [...new Set(formations)];
    for (let start = 0; start < cles.length; start += formationsEnsemble)
      await trx
        .insertInto('creneau_formation')
        .values(
          cles.slice(start, start + formationsEnsemble).map((cle) => ({
            cle_ministere_educatif: cle,
            debut: creneau.debut,
            creneau_id: creneau.id,
          })),
        )
        .execute();
  });

/** These are offered no more. */
export const retirerOffres = (db: Db, ids: readonly string[]): Promise<void> =>
  db.transaction().execute(async (trx) => {
    for (const id of ids) {
      await trx.deleteFrom('creneau_formation').where('creneau_id', '=', id).execute();
      await trx.deleteFrom('creneau_offert').where('id', '=', id).execute();
    }
  });

/** @param jusqua beginning at this instant or before, ISO 8601 UTC; every one of them when absent @returns their ids */
export const listerOffres = async (db: Db, jusqua?: string): Promise<string[]> => {
  const query = db.selectFrom('creneau_offert').select('id').orderBy('id');
  const rows = await (jusqua === undefined ? query : query.where('debut', '<=', jusqua)).execute();
  return rows.map(({ id }) => id);
};

/** What the page of the link of a réservation may show, new or changed. */
export const ecrireSuiviReservation = async (db: Db, suivi: TablesGuichet['suivi_reservation']): Promise<void> => {
  await db.replaceInto('suivi_reservation').values(suivi).execute();
};

/** Meetings that are over by this instant (ISO 8601 UTC) leave no address behind. The index `suivi_reservation_avec_lien`. */
export const effacerLiens = async (db: Db, maintenant: string): Promise<void> => {
  await db
    .updateTable('suivi_reservation')
    .set({ lien: null })
    .where('lien', 'is not', null)
    .where('fin', '<=', maintenant)
    .execute();
};

/** Every link of a réservation that leads somewhere, with what its page says, for the repair at start. */
export const listerSuivisReservation = (
  db: Db,
): Promise<Pick<TablesGuichet['suivi_reservation'], 'empreinte_jeton' | 'etat'>[]> =>
  db.selectFrom('suivi_reservation').select(['empreinte_jeton', 'etat']).execute();
