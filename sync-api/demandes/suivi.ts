import { setImmediate as turn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { estActive } from '../../shared/domain/agenda/places.ts';
import { suiviDeReservation } from '../agenda/suivi-reservation.ts';
import type { Clock } from '../context.ts';
import type { GuichetServeur } from '../guichet/cote-serveur.ts';
import type { Suivi } from '../guichet/suivi.ts';
import type { Journal } from '../journal.ts';
import { isBusy } from '../store/busy.ts';
import type { Tables } from '../store/tables.ts';
import { findParJeton } from './lien-reservation.ts';
import { type DemandeRow, direSuivi, lireDemande } from './ligne.ts';
import { findFormation, siteDe } from './site.ts';

/**
 * Tells the guichet what the pages of personal links may show. What changed is written down in the base, in the
 * transaction that changed it (`suivi_a_dire`), by whichever process that is, and told here afterwards: a crash tells it
 * twice, and never forgets it.
 */

export interface SuivisDeps {
  db: Kysely<Tables>;
  clock: Clock;
  guichet: Pick<
    GuichetServeur,
    | 'ecrireSuivi'
    | 'retirerSuivi'
    | 'listerSuivis'
    | 'ecrireSuiviReservation'
    | 'listerSuivisReservation'
    | 'retirerGardes'
  >;
}

const ditsEnsemble = 200;

const suiviDe = async (db: Kysely<Tables>, row: DemandeRow): Promise<Suivi | null> => {
  const corps = await lireDemande(db, row);
  const formation = await findFormation(db, row.cle_ministere_educatif);
  if (corps === null || formation === undefined) return null;
  return {
    empreinteJeton: row.empreinte_jeton,
    intitule: corps.formation?.intitule ?? formation.intitule,
    raisonSociale: corps.cfa,
    mode: row.mode,
    souhaits: corps.souhaits,
    etat: row.etat,
    recueLe: row.recue_le,
    fuseau: (await siteDe(db, formation)).fuseau,
  };
};

type Dire = Pick<SuivisDeps, 'db' | 'guichet'> & { journal?: Pick<Journal, 'note'> };

type Page =
  | { de: 'demande'; suivi: Suivi }
  | { de: 'reservation'; suivi: NonNullable<Awaited<ReturnType<typeof suiviDeReservation>>> };

/** Of a demande or of a réservation: two tokens are never the same. null when its link leads nowhere. */
const lirePage = async (db: Kysely<Tables>, empreinte: string): Promise<Page | null> => {
  const row = await db.selectFrom('demande').selectAll().where('empreinte_jeton', '=', empreinte).executeTakeFirst();
  if (row !== undefined) {
    const suivi = await suiviDe(db, row);
    return suivi === null ? null : { de: 'demande', suivi };
  }
  const reservation = await findParJeton({ trx: db }, empreinte);
  const suivi = reservation === undefined ? null : await suiviDeReservation(db, reservation);
  return suivi === null ? null : { de: 'reservation', suivi };
};

/** undefined when it cannot be read: its page stays as it is until something else changes, and the others are told. */
const lireOuNoter = async ({ db, journal }: Dire, empreinte: string): Promise<Page | null | undefined> => {
  try {
    return await lirePage(db, empreinte);
  } catch (error: unknown) {
    if (isBusy(error)) throw error;
    journal?.note({ code: 'SUIVI_EN_ACCIDENT' });
    return undefined;
  }
};

/** @returns whether its link leads somewhere */
const direUn = async (deps: Dire, empreinte: string): Promise<boolean> => {
  const page = await lireOuNoter(deps, empreinte);
  if (page === null) return false;
  if (page?.de === 'demande') await deps.guichet.ecrireSuivi(page.suivi);
  if (page?.de === 'reservation') await deps.guichet.ecrireSuiviReservation(page.suivi);
  return true;
};

const dire = async (deps: Dire, empreintes: readonly string[]): Promise<void> => {
  const { db, guichet } = deps;
  const partis: string[] = [];
  for (const empreinte of empreintes) {
    if (!(await direUn(deps, empreinte))) partis.push(empreinte);
    // The databases answer at once: without a turn, postes would wait for all of them.
    await turn();
  }
  await guichet.retirerSuivi(partis);
  // Of a person who is erased, nothing is to be taken again.
  for (const marque of partis) {
    const rows = await db.selectFrom('depot_pris').select('id').where('marque', '=', marque).execute();
    await guichet.retirerGardes(rows.map(({ id }) => id));
    await db.updateTable('depot_pris').set({ marque: null }).where('marque', '=', marque).execute();
  }
};

/**
 * Tells what changed since the last time.
 *
 * @returns how many changes were told
 * @throws the error of either database when it is busy: to be called again
 */
export const direSuivis = async (deps: Dire): Promise<number> => {
  let dits = 0;
  for (;;) {
    const rows = await deps.db
      .selectFrom('suivi_a_dire')
      .select(['id', 'empreinte_jeton'])
      .orderBy('id')
      .limit(ditsEnsemble)
      .execute();
    const dernier = rows.at(-1);
    if (dernier === undefined) return dits;
    await dire(deps, [...new Set(rows.map(({ empreinte_jeton }) => empreinte_jeton))]);
    // What changed again meanwhile has a greater number, and stays.
    await deps.db.deleteFrom('suivi_a_dire').where('id', '<=', dernier.id).execute();
    dits += rows.length;
  }
};

/** Réservations whose page says another state, or may say another hour or place: those of meetings that are still to come. */
const reservationsADire = async ({ db, clock, guichet }: SuivisDeps) => {
  const connues = await db
    .selectFrom('reservation')
    .leftJoin('creneau', 'creneau.id', 'reservation.creneau_id')
    .select(['reservation.empreinte_jeton', 'reservation.etat', 'creneau.fin'])
    .execute();
  const dites = new Map(
    (await guichet.listerSuivisReservation()).map(({ empreinte_jeton, etat }) => [empreinte_jeton, etat]),
  );
  const presentes = new Set(connues.map(({ empreinte_jeton }) => empreinte_jeton));
  const maintenant = clock.now().toISOString();
  return {
    orphelines: [...dites.keys()].filter((empreinte) => !presentes.has(empreinte)),
    aDire: connues
      .filter(
        ({ empreinte_jeton, etat, fin }) =>
          dites.get(empreinte_jeton) !== etat || (estActive(etat) && (fin ?? '') > maintenant),
      )
      .map(({ empreinte_jeton }) => empreinte_jeton),
  };
};

/**
 * At start: a guichet that was lost, replaced or put back from a backup gets every page again that it lacks or that says
 * another state, and loses those that no demande and no réservation has any more. What an open demande wishes changes without its state: all
 * of those, a few days of demandes, are told again. @returns how many pages are told again or removed
 */
export const reparerSuivis = async (deps: SuivisDeps): Promise<number> => {
  const { db, guichet } = deps;
  const connus = await db.selectFrom('demande').select(['empreinte_jeton', 'etat']).execute();
  const presents = new Set(connus.map(({ empreinte_jeton }) => empreinte_jeton));
  const dits = new Map((await guichet.listerSuivis()).map(({ empreinte_jeton, etat }) => [empreinte_jeton, etat]));
  const orphelins = [...dits.keys()].filter((empreinte) => !presents.has(empreinte));
  const aDire = connus.filter((row) => row.etat === 'ouverte' || dits.get(row.empreinte_jeton) !== row.etat);
  const reservations = await reservationsADire(deps);
  const partis = [...orphelins, ...reservations.orphelines];
  const aRedire = [...aDire.map(({ empreinte_jeton }) => empreinte_jeton), ...reservations.aDire];
  await guichet.retirerSuivi(partis);
  await db.transaction().execute((trx) => direSuivi(trx, aRedire));
  return partis.length + aRedire.length;
};
