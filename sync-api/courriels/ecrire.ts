import type { Insertable, Kysely } from 'kysely';
import { relancesDe } from '../../shared/domain/demandes/echeance.ts';
import { territoireDuFuseau } from '../../shared/domain/jours-ouvres.ts';
import type { Clock, Random } from '../context.ts';
import { uuidDeCourriel } from '../demandes/cles.ts';
import { findFormation, siteDe } from '../demandes/site.ts';
import type { Journal } from '../journal.ts';
import type { Tables } from '../store/tables.ts';
import { donneesDe } from './donnees.ts';
import type { CourrielAEcrire, DemandeEcrite, NouvelleReservation } from './genres.ts';
import { aSaPart, estPlafonne } from './plafond.ts';
import { estRepete } from './repetition.ts';
import { momentDeVeille } from './veille.ts';

/** What writing into the outbox needs: an instant and ids. */
export interface Ecrivain {
  clock: Clock;
  random: Random;
  /** Told of a mail that was held back, by its code. */
  journal?: Pick<Journal, 'note'>;
}

/**
 * The right side of every Message-ID. Ours and not the sender's domain: the id is fixed when the mail is written, and
 * must survive a change of settings. `.invalid` belongs to nobody (RFC 2606).
 */
const domaineMessageId = 'rappel-cfa.invalid';

export const messageIdDe = (uuid: string): string => `<${uuid}@${domaineMessageId}>`;

/**
 * Writes one mail into the outbox, in the transaction of what it tells: a mail exists exactly when its reason does, and
 * nothing is sent here. A `cfa-nouvelle` also schedules the two reminders of its demande, in the morning of the second
 * and of the last working day of the site (`relancesDe`), and a `candidat-reservation` that gives her a place her reminder
 * of the day before (veille.ts); those that are already past are not.
 *
 * Written twice has the effect of once for a reminder of the same moment and, within the hour, for `candidat-doublon`,
 * `candidat-complement` to one address and `cfa-changement` `completee` of the same demande: a form sent in a loop must
 * not fill two mailboxes. A mailbox that had its share of the day (plafond.ts) is written nothing more but answers, a
 * place that is hers, and what becomes of it.
 *
 * @param trx the caller's transaction
 */
export const ecrireCourriel = async (
  trx: Kysely<Tables>,
  ecrivain: Ecrivain,
  courriel: CourrielAEcrire,
): Promise<void> => {
  const maintenant = ecrivain.clock.now();
  const le = maintenant.toISOString();
  if (await estRepete(trx, courriel, maintenant)) return;
  const adresse = 'destinataire' in courriel ? (courriel.destinataire?.trim().toLowerCase() ?? null) : null;
  if (adresse !== null && estPlafonne(courriel) && (await aSaPart(trx, adresse, maintenant))) {
    ecrivain.journal?.note({ code: 'COURRIEL_PLAFONNE' });
    return;
  }
  await insererCourriel(trx, ecrivain, {
    genre: courriel.genre,
    ...sujetDe(courriel),
    destinataire: adresse,
    donnees: JSON.stringify(donneesDe(courriel)),
    envoyable_le: 'envoyableLe' in courriel ? courriel.envoyableLe : le,
    cle: await cleLibre(trx, courriel),
  });
  if (courriel.genre === 'cfa-nouvelle') await prevoirRelances(trx, ecrivain, courriel.demande, le);
  if (courriel.genre === 'candidat-reservation') await prevoirVeille(trx, ecrivain, courriel, le);
};

/** What a row is found by. A notice to the CFA of a réservation says nothing of the demande behind it. */
const sujetDe = (courriel: CourrielAEcrire) => {
  if ('demande' in courriel) {
    const { id, fluxId, dossierId } = courriel.demande;
    return { demande_id: id, flux_id: fluxId, dossier_id: dossierId, reservation_id: null };
  }
  if ('reservation' in courriel) {
    const { id, demandeId, fluxId, dossierId } = courriel.reservation;
    const demande_id = courriel.genre === 'cfa-reservation' ? null : demandeId;
    return { demande_id, flux_id: fluxId, dossier_id: dossierId, reservation_id: id };
  }
  return { demande_id: null, flux_id: null, dossier_id: null, reservation_id: null };
};

/**
 * What a mail says once for all, whatever happens: a base put back from a backup writes it again under the Message-ID that
 * it had, so that a mailbox which received it can tell. Null for one that may be said again.
 */
const cleDe = (courriel: CourrielAEcrire): string | null => {
  switch (courriel.genre) {
    case 'candidat-reponse':
      return `${courriel.genre} ${courriel.acteId}`;
    case 'candidat-confirmation':
      return `${courriel.genre} ${courriel.demande.id}`;
    case 'candidat-a-confirmer':
      return `${courriel.genre} ${courriel.jeton}`;
    case 'candidat-reservation':
      return ditesSouvent.has(courriel.quoi)
        ? null
        : `${courriel.genre} ${courriel.quoi} ${courriel.reservation.id} ${courriel.reservation.debut}`;
    case 'candidat-veille':
      return `${courriel.genre} ${courriel.reservation.id} ${courriel.reservation.debut}`;
    default:
      return null;
  }
};

const ditesSouvent: ReadonlySet<NouvelleReservation> = new Set(['changee', 'inchangee']);

/**
 * A créneau may move away and back: what was said of an hour once is then said again, by a mail of its own. In a base put
 * back from a backup the first one is not there, and this one is it.
 */
const cleLibre = async (trx: Kysely<Tables>, courriel: CourrielAEcrire): Promise<string | null> => {
  const cle = cleDe(courriel);
  if (cle === null || !('reservation' in courriel)) return cle;
  const dit = await trx
    .selectFrom('courriel')
    .select('id')
    .where('message_id', '=', await messageIdDeCle(trx, cle))
    .executeTakeFirst();
  return dit === undefined ? cle : null;
};

/** Of the mail of an answer. @param trx knows the server's secret */
export const messageIdDeReponse = (trx: Kysely<Tables>, acteId: string): Promise<string> =>
  messageIdDeCle(trx, `candidat-reponse ${acteId}`);

const messageIdDeCle = async (trx: Kysely<Tables>, cle: string): Promise<string> => {
  const { secret_ine } = await trx.selectFrom('serveur').select('secret_ine').executeTakeFirstOrThrow();
  return messageIdDe(uuidDeCourriel(secret_ine, cle));
};

type Ligne = Pick<
  Insertable<Tables['courriel']>,
  'genre' | 'demande_id' | 'reservation_id' | 'flux_id' | 'dossier_id' | 'destinataire' | 'donnees' | 'envoyable_le'
>;

/** A row that waits, with its ids and Message-ID. @param row `cle`: what it says once for all @returns its id. */
export const insererCourriel = async (
  trx: Kysely<Tables>,
  { clock, random }: Ecrivain,
  { cle = null, ...row }: Ligne & { cle?: string | null },
): Promise<string> => {
  const id = random.uuid();
  await trx
    .insertInto('courriel')
    .values({
      ...row,
      id,
      message_id: cle === null ? messageIdDe(random.uuid()) : await messageIdDeCle(trx, cle),
      etat: 'a_envoyer',
      essais: 0,
      cree_le: clock.now().toISOString(),
      fini_le: null,
      code: null,
    })
    .execute();
  return id;
};

const prevoirRelances = async (
  trx: Kysely<Tables>,
  ecrivain: Ecrivain,
  demande: DemandeEcrite,
  maintenant: string,
): Promise<void> => {
  const formation = await findFormation(trx, demande.cleMinistereEducatif);
  const site =
    formation === undefined
      ? { fuseau: demande.fuseau, territoire: territoireDuFuseau(demande.fuseau) }
      : await siteDe(trx, formation);
  const { miDelai, dernierJour } = relancesDe(demande.recueLe, site);
  const relances = [
    { moment: 'mi-delai', envoyableLe: miDelai },
    { moment: 'dernier-jour', envoyableLe: dernierJour },
  ] as const;
  for (const relance of relances)
    if (relance.envoyableLe > maintenant)
      await ecrireCourriel(trx, ecrivain, { genre: 'cfa-relance', demande, ...relance });
};

/** It is written when she has a place, and leaves if she still has it then, at that hour. */
const prevoirVeille = async (
  trx: Kysely<Tables>,
  ecrivain: Ecrivain,
  { reservation, destinataire, jeton, quoi }: Extract<CourrielAEcrire, { genre: 'candidat-reservation' }>,
  maintenant: string,
): Promise<void> => {
  if (jeton === null || (quoi !== 'confirmee' && quoi !== 'deplacee')) return;
  const envoyableLe = momentDeVeille(reservation.debut, reservation.fuseau);
  if (envoyableLe > maintenant)
    await ecrireCourriel(trx, ecrivain, { genre: 'candidat-veille', reservation, destinataire, jeton, envoyableLe });
};
