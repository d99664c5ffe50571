import { setImmediate as turn } from 'node:timers/promises';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Accidents } from '../accidents.ts';
import { type CreneauRow, findCreneau } from '../agenda/ligne.ts';
import type { ReservationADemander } from '../agenda/reserver.ts';
import { reserverDeNouveau } from '../agenda/reserver-de-nouveau.ts';
import type { Clock, Random } from '../context.ts';
import type { Tete } from '../flux/direct.ts';
import type { Journal } from '../journal.ts';
import { isBusy } from '../store/busy.ts';
import { lockFlux } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';
import { estOffertA } from './creneau-offert.ts';
import { dossierDeLaPlace } from './dossier.ts';
import { findDemande } from './etat.ts';
import type { Passage } from './passage.ts';

/** Bookings that wait, since a restore, for a créneau that only a poste can bring back (PROTOCOL 3). */

type Attendue = Selectable<Tables['reservation_attendue']>;

/**
 * Waits for its créneau to be known again, or as it was. A créneau that has changed no more since is not tried again: how
 * many changes it had is counted, since the clock of a server that is put back may say anything.
 */
export const attendre = async (
  { trx }: Pick<Passage, 'trx'>,
  attendue: Omit<Attendue, 'sequence_vue'>,
  creneau: CreneauRow | undefined,
): Promise<void> => {
  const sequence_vue = creneau?.sequence ?? null;
  await trx
    .insertInto('reservation_attendue')
    .values({ ...attendue, sequence_vue })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ sequence_vue }))
    .execute();
};

export interface AttenduesDeps {
  db: Kysely<Tables>;
  clock: Clock;
  random: Random;
  journal: Journal;
  serveur: { secretIne: string };
  /** Bookings that could not be settled a moment ago. */
  accidents: Accidents;
  /** Tells postes that heads moved, once it is committed. */
  annoncer(tetes: readonly Tete[]): void;
}

type Reprise = Pick<Passage, 'trx' | 'clock' | 'random' | 'journal' | 'tetes' | 'secret'>;

/** @returns whether it waits no more: booked, or answered by what became of her demande since */
const regler = async (ecriture: Reprise, une: Attendue): Promise<boolean> => {
  const { trx } = ecriture;
  const row = await findDemande(trx, une.demande_id);
  if (row === undefined || row.etat === 'annulee') return true;
  const creneau = await findCreneau(trx, une.creneau_id);
  const pour = { cle: row.cle_ministere_educatif, origine: une.origine, le: une.demandee_le };
  if (creneau === undefined || (creneau.etat !== 'annule' && !estOffertA(creneau, pour))) {
    await attendre(ecriture, une, creneau);
    return false;
  }
  await lockFlux(trx, [creneau.flux_id]);
  const dossierId = await dossierDeLaPlace(ecriture, row, { fluxId: creneau.flux_id, reservationId: une.id });
  // Of another CFA: her demande itself waits for hers.
  if (dossierId === null) return true;
  const r: ReservationADemander = {
    id: une.id,
    fluxId: creneau.flux_id,
    dossierId,
    creneauId: une.creneau_id,
    demandeId: row.id,
    debutVu: une.debut_vu,
    source: 'public',
    remplaceId: une.remplace_id,
    le: une.demandee_le,
  };
  await reserverDeNouveau(ecriture, r);
  return true;
};

const reprendreUne = async (ecriture: Reprise, id: string): Promise<boolean> => {
  const { trx } = ecriture;
  // A write first: SQLite then gives the writer lock at once.
  const une = await trx
    .updateTable('reservation_attendue')
    .set((eb) => ({ sequence_vue: eb.ref('sequence_vue') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  const estReglee = une === undefined || (await regler(ecriture, une));
  if (estReglee) await trx.deleteFrom('reservation_attendue').where('id', '=', id).execute();
  return estReglee;
};

const reprendreSeule = async (deps: AttenduesDeps, id: string): Promise<boolean> => {
  const { db, clock, random, journal, serveur } = deps;
  const tetes = new Map<string, number>();
  const ecriture = { clock, random, journal, tetes, secret: serveur.secretIne };
  const estReglee = await db.transaction().execute((trx) => reprendreUne({ ...ecriture, trx }, id));
  deps.annoncer([...tetes].map(([flux, tete]) => ({ flux, tete })));
  return estReglee;
};

/**
 * Makes the bookings that waited for a créneau which a poste has brought back since, in the order in which they were asked.
 * One that fails by accident is noted, and stops none of the others.
 *
 * @returns how many wait no more
 * @throws the database's own error when it is busy: to be called again
 */
export const reprendreAttendues = async (deps: AttenduesDeps): Promise<number> => {
  const { db, journal, accidents } = deps;
  const attendues = await db
    .selectFrom('reservation_attendue')
    .innerJoin('creneau', 'creneau.id', 'reservation_attendue.creneau_id')
    .select('reservation_attendue.id')
    .where(sql<boolean>`reservation_attendue.sequence_vue is not creneau.sequence`)
    .orderBy('reservation_attendue.demandee_le')
    .orderBy('reservation_attendue.id')
    .execute();
  let faites = 0;
  for (const { id } of attendues) {
    if (accidents.attend(id)) continue;
    try {
      if (await reprendreSeule(deps, id)) faites += 1;
    } catch (error: unknown) {
      if (isBusy(error)) throw error;
      accidents.noter(id);
      journal.note({ code: 'RESERVATION_EN_ACCIDENT', id });
    }
    await turn();
  }
  return faites;
};
