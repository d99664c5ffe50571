import { listActes } from '../../sync-api/actes/acte-repository.ts';
import { broken, isErased } from './invariants-base.ts';
import type { Passage } from './passages.ts';
import type { World } from './world.ts';

/** What is promised of the mails about réservations: nothing before the server settled, nothing twice, nobody who is not to be written to. */

const active = ['confirmee', 'attente', 'offerte', 'a_reconfirmer'];
/** Where a réservation stands when a mail about it is written. */
const settled: Readonly<Record<string, readonly string[]>> = {
  confirmee: ['confirmee'],
  attente: ['attente'],
  complet: ['complet'],
  offerte: ['offerte'],
  expiree: ['expiree'],
  annulee: ['annulee'],
  attente_quittee: ['annulee'],
  limite: ['complet'],
  creneau_annule: ['annulee'],
  deplacee: ['a_reconfirmer', 'attente'],
  changee: ['confirmee', 'offerte', 'a_reconfirmer'],
  inchangee: active,
};

/** Forms by which this person chose the créneau of this réservation: each is answered. */
function formsOf(world: World, { dossier, creneau }: Pick<Passage, 'dossier' | 'creneau'>): number {
  const { deposits, dossiers } = world.ledger;
  return [...deposits.values()].filter(
    (one) => one.creneau === creneau && (dossiers.get(one.cle ?? '')?.has(dossier) ?? false),
  ).length;
}

export function checkCourrielsAgenda(world: World): void {
  const firsts = new Map<string, Passage>();
  for (const one of world.server.passages)
    if (one.genre === 'reservation' && !firsts.has(one.reservation)) firsts.set(one.reservation, one);
  const byReservation = Map.groupBy(world.server.passages, ({ histoire, reservation }) => `${histoire} ${reservation}`);
  for (const [, all] of byReservation) {
    const mails = all.filter(({ genre }) => genre === 'candidat-reservation');
    for (const mail of mails)
      if (!settled[mail.quoi ?? '']?.includes(mail.etat ?? ''))
        throw broken(world, 'a mail says what the server did not settle', mail);
    const reminder = all.find(({ genre, etat }) => genre === 'candidat-veille' && !active.includes(etat ?? ''));
    if (reminder !== undefined) throw broken(world, 'a reminder of a place that nobody has', reminder);
    const steps = all.filter(({ genre }) => genre === 'reservation');
    const confirmed = steps.filter(({ etat, avant }) => etat === 'confirmee' && avant !== 'confirmee').length;
    const confirmations = mails.filter(({ quoi }) => quoi === 'confirmee').length;
    const first = firsts.get(all[0]?.reservation ?? '');
    const asked = first === undefined ? 0 : formsOf(world, first);
    // The form that made it is answered by its own step, unless that one was in a history that a restore took back.
    const isMadeHere = steps.some(({ avant }) => avant === null) && first?.source === 'public';
    const again = Math.max(0, asked - (isMadeHere ? 1 : 0));
    if (confirmations > confirmed + again)
      throw broken(world, 'one réservation was confirmed twice by mail', { all, again });
  }
}

/** Undone, it holds no more. */
async function isOpposed(world: World, dossier: string): Promise<boolean> {
  const row = await world.server.db
    .selectFrom('dossier')
    .select('flux_id')
    .where('id', '=', dossier)
    .executeTakeFirst();
  const actes = row === undefined ? [] : await listActes(world.server.db, row.flux_id, dossier);
  const undone = new Set(actes.flatMap(({ acte }) => (acte.type === 'annule' ? [acte.corps.acte] : [])));
  return actes.some(({ acte }) => acte.type === 'opposition' && !undone.has(acte.id));
}

/** The server sends what is due. Nothing of it goes to somebody who was erased, or asked not to be written to. */
export async function send(world: World): Promise<void> {
  const { mail } = world.guichet;
  const before = mail.received.length;
  await world.guichet.envoyer();
  const left = mail.received.slice(before);
  if (left.length === 0) return;
  await world.server.note();
  const known = new Map(world.server.passages.map((one) => [one.messageId, one]));
  for (const { messageId } of left) {
    const about = known.get(messageId);
    if (about === undefined) continue;
    if (await isErased(world, about.dossier)) throw broken(world, 'a mail went to somebody who is erased', about);
    if (await isOpposed(world, about.dossier)) throw broken(world, 'a mail went to somebody who is opposed', about);
  }
}
