import { fermeLe } from '../demandes/creneau-offert.ts';
import { type OffresDeps, offrables } from './offres.ts';

/** Rows of one statement. */
const ensemble = 400;

/**
 * Offers that the guichet lacks although this base makes them: a clock that was ahead closed them, and nothing changed
 * since. They are told at the next direOffres. To be called now and then.
 *
 * @returns how many
 * @throws the error of either database when it is busy: to be called again
 */
export const redireOffresOubliees = async ({ db, clock, guichet }: OffresDeps): Promise<number> => {
  const maintenant = clock.now().toISOString();
  const dites = new Set(await guichet.listerOffres());
  const creneaux = await offrables(db, maintenant).select('debut').execute();
  const oubliees = creneaux.filter((creneau) => !dites.has(creneau.id) && maintenant < fermeLe(creneau));
  for (let start = 0; start < oubliees.length; start += ensemble)
    await db
      .insertInto('offre_a_dire')
      .values(oubliees.slice(start, start + ensemble).map(({ id }) => ({ creneau_id: id })))
      .execute();
  return oubliees.length;
};
