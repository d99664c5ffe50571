import { setImmediate as turn } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { finDeLOffre, finDeLOffreParAppel } from '../../shared/domain/agenda/places.ts';
import type { Accidents } from '../accidents.ts';
import type { Ecriture } from '../actes/ecriture.ts';
import type { Clock, Random } from '../context.ts';
import type { Tete } from '../flux/direct.ts';
import type { Journal } from '../journal.ts';
import { isBusy } from '../store/busy.ts';
import { lockFlux } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';
import { lireReservationEcrite } from './ecrite.ts';
import { type CreneauRow, findCreneau, findReservation, poserReservations, type ReservationRow } from './ligne.ts';
import { annoncer } from './nouvelles.ts';
import { placesDe } from './places.ts';

/** There are no longer too many: those who were to be called for it keep their places, in the order in which they came. */
const rendreLesPlaces = async (ecriture: Ecriture, creneau: CreneauRow): Promise<void> => {
  const signalees = await ecriture.trx
    .selectFrom('reservation')
    .selectAll()
    .where('creneau_id', '=', creneau.id)
    .where('etat', '=', 'a_reconfirmer')
    .where('motif', '=', 'capacite')
    .orderBy('rang')
    .execute();
  if (signalees.length === 0) return;
  const { prises, capacite } = await placesDe(ecriture.trx, creneau);
  const rendues = signalees.slice(0, Math.max(0, signalees.length - Math.max(0, prises - capacite)));
  const maintenant = ecriture.clock.now().toISOString();
  await poserReservations(
    ecriture,
    creneau,
    rendues.map((row) => ({ ...row, etat: 'confirmee', motif: null, etat_le: maintenant })),
  );
};

/** For somebody who cannot be written to: she is in the queue of staff, who call her. null for the others. */
const finParAppel = async (
  { trx, clock }: Ecriture,
  { debut }: CreneauRow,
  row: ReservationRow,
): Promise<string | null> => {
  const ecrite = await lireReservationEcrite(trx, row);
  if (ecrite === null || ecrite.destinataire !== null) return null;
  return finDeLOffreParAppel(clock.now().toISOString(), debut, ecrite.reservation.fuseau);
};

/**
 * Offers what is free of a créneau to those who wait, in the order in which they came, each for a time of her own. To be
 * called in the transaction of whatever freed a place. Too near the meeting nothing is offered by mail: staff see the
 * free place beside the waiting list, and call.
 *
 * @returns how many places were offered
 */
export const promouvoir = async (ecriture: Ecriture, creneauId: string): Promise<number> => {
  const { trx, clock } = ecriture;
  const creneau = await findCreneau(trx, creneauId);
  if (creneau === undefined || creneau.etat === 'annule') return 0;
  await rendreLesPlaces(ecriture, creneau);
  const places = await placesDe(trx, creneau);
  const maintenant = clock.now().toISOString();
  const parCourriel = finDeLOffre(maintenant, creneau.debut);
  const libres = creneau.capacite - places.prises;
  if (parCourriel === null || libres <= 0 || places.enAttente === 0) return 0;
  const suivantes = await trx
    .selectFrom('reservation')
    .selectAll()
    .where('creneau_id', '=', creneau.id)
    .where('etat', '=', 'attente')
    .orderBy('rang')
    .limit(libres)
    .execute();
  const offertes: ReservationRow[] = [];
  for (const row of suivantes) {
    const expire_le = (await finParAppel(ecriture, creneau, row)) ?? parCourriel;
    offertes.push({ ...row, etat: 'offerte', motif: null, etat_le: maintenant, expire_le });
  }
  await poserReservations(ecriture, creneau, offertes);
  for (const row of offertes) await annoncer(ecriture, creneau, row, { candidat: 'offerte', cfa: null });
  return offertes.length;
};

/** The offer of a place was not taken in time: the place goes to the next who waits. Its end is kept (reconfirmer.ts). */
export const laisserExpirer = async (ecriture: Ecriture, row: ReservationRow): Promise<ReservationRow> => {
  const creneau = await findCreneau(ecriture.trx, row.creneau_id);
  if (creneau === undefined) return row;
  const expiree: ReservationRow = { ...row, etat: 'expiree', etat_le: ecriture.clock.now().toISOString() };
  await poserReservations(ecriture, creneau, [expiree]);
  await annoncer(ecriture, creneau, expiree, { candidat: 'expiree', cfa: 'expiree' });
  await promouvoir(ecriture, creneau.id);
  return expiree;
};

export interface ExpirationDeps {
  db: Kysely<Tables>;
  clock: Clock;
  random: Random;
  journal?: Pick<Journal, 'note'>;
  /** Offers that could not be ended a moment ago. */
  accidents?: Accidents;
  /** Tells postes that heads moved, once it is committed. */
  annoncer(tetes: readonly Tete[]): void;
}

/** @returns whether it ended here */
const expirer = async ({ db, clock, random, journal, annoncer }: ExpirationDeps, id: string, fluxId: string) => {
  const tetes = new Map<string, number>();
  const estFinie = await db.transaction().execute(async (trx) => {
    await lockFlux(trx, [fluxId]);
    const row = await findReservation(trx, id);
    if (row?.etat !== 'offerte' || (row.expire_le ?? '') > clock.now().toISOString()) return false;
    await laisserExpirer({ trx, clock, random, tetes, ...(journal === undefined ? {} : { journal }) }, row);
    return true;
  });
  annoncer([...tetes].map(([flux, tete]) => ({ flux, tete })));
  return estFinie;
};

/**
 * Ends the offers that nobody took, each in one short transaction that also offers the place to the next. To be called
 * now and then, once all that was pressed in time was taken; called twice, or by two processes, it changes nothing more.
 * One that fails by accident is noted, and stops none of the others.
 *
 * @returns how many ended
 * @throws the database's own error when it is busy: to be called again
 */
export const expirerOffres = async (deps: ExpirationDeps): Promise<number> => {
  const { db, clock, journal, accidents } = deps;
  const dues = await db
    .selectFrom('reservation')
    .select(['id', 'flux_id'])
    // Written out, not bound: the index is of offers only, and the database must see that it applies.
    .where('etat', '=', sql.lit('offerte'))
    .where('expire_le', '<=', clock.now().toISOString())
    .orderBy('expire_le')
    .orderBy('id')
    .execute();
  let nombre = 0;
  for (const { id, flux_id: fluxId } of dues) {
    if (accidents?.attend(id) === true) continue;
    try {
      if (await expirer(deps, id, fluxId)) nombre += 1;
    } catch (error: unknown) {
      if (isBusy(error)) throw error;
      accidents?.noter(id);
      journal?.note({ code: 'OFFRE_EN_ACCIDENT', id });
    }
    // The database answers at once: without a turn, postes would wait for all of them.
    await turn();
  }
  return nombre;
};
