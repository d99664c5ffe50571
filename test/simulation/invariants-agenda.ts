import { z } from 'zod';
import { reservationLigne } from '../../shared/contract/lignes.ts';
import { plierCreneau } from '../../shared/domain/agenda/creneau-plie.ts';
import { estActive, tientUnePlace } from '../../shared/domain/agenda/places.ts';
import { listActes } from '../../sync-api/actes/acte-repository.ts';
import { type CreneauRow, enLigneReservation, type ReservationRow } from '../../sync-api/agenda/ligne.ts';
import { reservationOf } from './agenda-families.ts';
import { checkCourrielsAgenda } from './invariants-agenda-courriels.ts';
import { checkDemandesAgenda } from './invariants-agenda-demandes.ts';
import { checkGuichetAgenda } from './invariants-agenda-guichet.ts';
import { checkAgendas } from './invariants-agenda-postes.ts';
import { broken } from './invariants-base.ts';
import { isTooOld } from './invariants-demandes.ts';
import type { Passage } from './passages.ts';
import type { World } from './world.ts';

/** What is promised of the agenda (PROTOCOL 8): only the server gives a place, in order, and to no more than there are. */

const tient = (etat: string | null): boolean =>
  etat !== null && ['confirmee', 'offerte', 'a_reconfirmer'].includes(etat);

/** Whoever staff note once it began stands at the door. */
const isWalkIn = ({ source, demandeeLe, debut }: Passage): boolean =>
  source === 'poste' && (demandeeLe ?? '') >= (debut ?? '~');

/** What was true at each step of each réservation, whatever it became since. */
function checkPassages(world: World): void {
  for (const one of world.server.passages) {
    if (one.genre !== 'reservation') continue;
    const { avant, etat, prises, capacite, devant } = one;
    const takesOne = tient(etat) && !tient(avant);
    if (takesOne && !isWalkIn(one) && (prises ?? 0) > (capacite ?? 0))
      throw broken(world, 'a place was given that there is not', one);
    if (etat === 'offerte' && (devant ?? 0) > 0)
      throw broken(world, 'somebody who waits was overtaken by an offer', one);
    if (avant === null && takesOne && one.source === 'public' && (devant ?? 0) > 0)
      throw broken(world, 'somebody who waits was overtaken by a family that came later', one);
    // An offer that was taken in time, and lapsed before the server heard of it, is taken.
    const isLate = avant === 'expiree' && tient(etat);
    if (avant !== null && !isGoingOn(avant) && etat !== avant && !isLate)
      throw broken(world, 'a réservation that was over began again', one);
    world.ledger.saw(one);
  }
}

const isGoingOn = (etat: string): boolean => tient(etat) || etat === 'attente';

const hoursRead = reservationLigne.pick({ genre: true, debut: true, fin: true });

/** One that is over keeps the hours that it had then. */
const withHours = (creneau: CreneauRow, { etat }: ReservationRow, corps = '{}'): CreneauRow => {
  const read = hoursRead.safeParse(JSON.parse(corps));
  return estActive(etat) || !read.success ? creneau : { ...creneau, ...read.data };
};

/** One row, one line that says the same; nobody twice at one créneau; nobody at one that is cancelled. */
async function checkRows(world: World): Promise<ReservationRow[]> {
  const { db } = world.server;
  const rows = await db.selectFrom('reservation').selectAll().orderBy('id').execute();
  const lines = await db
    .selectFrom('ligne')
    .select(['id', 'flux_id', 'dossier_id', 'corps'])
    .where('type', '=', 'reservation')
    .where('v', '=', 1)
    .execute();
  const byId = Map.groupBy(lines, ({ id }) => id);
  const creneaux = new Map((await db.selectFrom('creneau').selectAll().execute()).map((row) => [row.id, row]));
  const places = new Set<string>();
  for (const row of rows) {
    const creneau = creneaux.get(row.creneau_id);
    const own = byId.get(row.id) ?? [];
    const said = creneau === undefined ? null : enLigneReservation(row, withHours(creneau, row, own[0]?.corps)).corps;
    if (
      own.length !== 1 ||
      own[0]?.corps !== said ||
      own[0]?.flux_id !== row.flux_id ||
      own[0].dossier_id !== row.dossier_id
    )
      throw broken(world, 'a réservation and its line differ', { row, own, said });
    if (!estActive(row.etat)) continue;
    if (creneau?.etat !== 'prevu') throw broken(world, 'a cancelled créneau holds somebody', row);
    const place = `${row.creneau_id} ${row.dossier_id}`;
    if (places.has(place)) throw broken(world, 'somebody is active twice at one créneau', row);
    places.add(place);
  }
  const known = new Set(rows.map(({ id }) => id));
  const orphan = lines.find(({ id }) => !known.has(id));
  if (orphan !== undefined) throw broken(world, 'a line tells of a réservation that is not', orphan);
  for (const { id, capacite } of creneaux.values()) {
    const here = rows.filter(({ creneau_id }) => creneau_id === id);
    if (new Set(here.map(({ rang }) => rang)).size !== here.length)
      throw broken(world, 'a rank was given twice', { id, capacite, here });
  }
  return rows;
}

/** More people than places: only because it was made smaller, moved, or staff said so. */
async function checkTooMany(world: World, rows: readonly ReservationRow[]): Promise<void> {
  for (const { id, capacite } of await world.server.db.selectFrom('creneau').selectAll().execute()) {
    const held = rows.filter(({ creneau_id, etat }) => creneau_id === id && tientUnePlace(etat)).length;
    if (held <= capacite) continue;
    const changes = (await actesDe(world, id)).filter(({ acte }) => acte.type === 'creneau-modifie').length;
    const walkIns = world.server.passages.some((one) => one.creneau === id && isWalkIn(one));
    if (changes === 0 && !walkIns) throw broken(world, 'more places are held than there are', { id, capacite, held });
  }
}

const actesDe = async (world: World, creneau: string) => {
  const flux = await world.server.db
    .selectFrom('creneau')
    .select('flux_id')
    .where('id', '=', creneau)
    .executeTakeFirst();
  return flux === undefined ? [] : listActes(world.server.db, flux.flux_id, creneau);
};

const creneauActe = z.object({ type: z.literal('creneau-cree'), dossier: z.string() });

/** The table is what the actes say, and every one of them is there. */
async function checkCreneaux(world: World): Promise<void> {
  const { db } = world.server;
  const rows = await db.selectFrom('creneau').selectAll().execute();
  for (const row of rows) {
    const plie = plierCreneau(row.id, await listActes(db, row.flux_id, row.id));
    const { corps, etat, sequence } = plie ?? {};
    const said = [etat, sequence, corps?.debut, corps?.fin, corps?.capacite, corps?.liste_attente, corps?.lieu ?? null];
    const held = [row.etat, row.sequence, row.debut, row.fin, row.capacite, row.liste_attente === 1, row.lieu];
    if (JSON.stringify(said) !== JSON.stringify(held))
      throw broken(world, 'a créneau is not what its actes make it', { row, plie });
  }
  const known = new Set(rows.map(({ id }) => id));
  const lines = await db.selectFrom('ligne').select('corps').where('type', '=', 'acte').execute();
  const made = lines.flatMap(({ corps }) => {
    const read = creneauActe.safeParse(JSON.parse(corps));
    return read.success ? [read.data] : [];
  });
  const lost = made.find(({ dossier }) => !known.has(dossier));
  if (lost !== undefined) throw broken(world, 'a créneau was made and is not there', lost);
}

const bookingActe = z.object({
  type: z.literal('reservation-demandee'),
  dossier: z.string(),
  corps: z.object({ reservation: z.string(), creneau: z.string() }),
});

/** What was acknowledged to staff, or to a family, is exactly one réservation, whatever it became. */
async function checkBookings(world: World, rows: readonly ReservationRow[]): Promise<void> {
  const { db } = world.server;
  const known = new Map(rows.map((row) => [row.id, row]));
  const actes = await db.selectFrom('ligne').select('corps').where('type', '=', 'acte').execute();
  for (const { corps } of actes) {
    const acte: unknown = JSON.parse(corps);
    const asked = bookingActe.safeParse(acte);
    if (!asked.success) continue;
    const row = known.get(asked.data.corps.reservation);
    if (row?.creneau_id !== asked.data.corps.creneau || row.dossier_id !== asked.data.dossier)
      throw broken(world, 'a booking that the server took is no réservation', asked.data);
  }
  for (const [depot, { creneau, cle, mayBeNothing, atMs }] of world.ledger.deposits) {
    if (creneau === undefined || mayBeNothing || isTooOld(world, atMs)) continue;
    const id = reservationOf(world, depot);
    if (known.has(id)) continue;
    const dossiers = world.ledger.dossiers.get(cle ?? '') ?? new Set();
    const own = rows.filter(({ dossier_id }) => dossiers.has(dossier_id));
    // She had a place there, or waits there, by another form; or she has as many as one demande may have.
    if (own.some(({ creneau_id }) => creneau_id === creneau) || own.length >= 3) continue;
    const waits = await db.selectFrom('reservation_attendue').select('id').where('id', '=', id).executeTakeFirst();
    if (waits !== undefined || (await wasDropped(world, depot, dossiers))) continue;
    throw broken(world, 'a créneau that a family chose led to nothing', { depot, creneau, own });
  }
}

/** Its person was erased, or it was not to be taken. */
async function wasDropped(world: World, depot: string, dossiers: ReadonlySet<string>): Promise<boolean> {
  if (world.guichet.notes.some(({ id }) => id === depot)) return true;
  if ([...dossiers].some((id) => world.ledger.erased.has(id))) return true;
  const erased = await world.server.db
    .selectFrom('dossier')
    .select('id')
    .where('id', 'in', [...dossiers, ''])
    .where('efface_le', 'is not', null)
    .executeTakeFirst();
  return erased !== undefined;
}

export async function checkAgenda(world: World): Promise<void> {
  await world.server.note();
  checkPassages(world);
  const rows = await checkRows(world);
  await checkTooMany(world, rows);
  await checkCreneaux(world);
  await checkBookings(world, rows);
  checkCourrielsAgenda(world);
  await checkDemandesAgenda(world, rows);
  await checkGuichetAgenda(world, rows);
  await checkAgendas(world, rows);
}
