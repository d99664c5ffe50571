import type { Kysely } from 'kysely';
import { relancesDe } from '../../shared/domain/demandes/echeance.ts';
import { territoireDuFuseau } from '../../shared/domain/jours-ouvres.ts';
import type { Clock, Random } from '../context.ts';
import { uuidDeCourriel } from '../demandes/cles.ts';
import { findFormation, siteDe } from '../demandes/site.ts';
import type { Journal } from '../journal.ts';
import type { Tables } from '../store/tables.ts';
import { donneesDe, lireDonnees } from './donnees.ts';
import type { CourrielAEcrire, DemandeEcrite } from './genres.ts';
import { aSaPart, estPlafonne } from './plafond.ts';

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

/** Somebody who sends her form again and again is told once an hour, and so is the CFA. */
const repetitionMs = 3_600_000;

/**
 * Writes one mail into the outbox, in the transaction of what it tells: a mail exists exactly when its reason does, and
 * nothing is sent here. A `cfa-nouvelle` also schedules the two reminders of its demande, in the morning of the second
 * and of the last working day of the site (`relancesDe`); those that are already past are not.
 *
 * Written twice has the effect of once for a reminder of the same moment and, within the hour, for `candidat-doublon`,
 * `candidat-complement` to one address and `cfa-changement` `completee` of the same demande: a form sent in a loop must
 * not fill two mailboxes. A mailbox that had its share of the day (plafond.ts) is written nothing more but answers.
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
  if (adresse !== null && estPlafonne(courriel.genre) && (await aSaPart(trx, adresse, maintenant))) {
    ecrivain.journal?.note({ code: 'COURRIEL_PLAFONNE' });
    return;
  }
  const demande = 'demande' in courriel ? courriel.demande : null;
  await insererCourriel(trx, ecrivain, {
    genre: courriel.genre,
    demande_id: demande?.id ?? null,
    flux_id: demande?.fluxId ?? null,
    dossier_id: demande?.dossierId ?? null,
    destinataire: adresse,
    donnees: JSON.stringify(donneesDe(courriel)),
    envoyable_le: courriel.genre === 'cfa-relance' ? courriel.envoyableLe : le,
    cle: cleDe(courriel),
  });
  if (courriel.genre === 'cfa-nouvelle') await prevoirRelances(trx, ecrivain, courriel.demande, le);
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
    default:
      return null;
  }
};

/** Of the mail of an answer. @param trx knows the server's secret */
export const messageIdDeReponse = (trx: Kysely<Tables>, acteId: string): Promise<string> =>
  messageIdDeCle(trx, `candidat-reponse ${acteId}`);

const messageIdDeCle = async (trx: Kysely<Tables>, cle: string): Promise<string> => {
  const { secret_ine } = await trx.selectFrom('serveur').select('secret_ine').executeTakeFirstOrThrow();
  return messageIdDe(uuidDeCourriel(secret_ine, cle));
};

/** A row that waits, with its ids and Message-ID. @param row `cle`: what it says once for all @returns its id. */
export const insererCourriel = async (
  trx: Kysely<Tables>,
  { clock, random }: Ecrivain,
  {
    cle = null,
    ...row
  }: Pick<
    Tables['courriel'],
    'genre' | 'demande_id' | 'flux_id' | 'dossier_id' | 'destinataire' | 'donnees' | 'envoyable_le'
  > & { cle?: string | null },
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

const estRepete = async (trx: Kysely<Tables>, courriel: CourrielAEcrire, maintenant: Date): Promise<boolean> => {
  if (courriel.genre === 'cfa-relance') {
    const ecrites = await listerDonnees(trx, courriel.demande.id, courriel.genre, '');
    return ecrites.some((lues) => lues?.genre === 'cfa-relance' && lues.moment === courriel.moment);
  }
  const depuis = new Date(maintenant.getTime() - repetitionMs).toISOString();
  if (courriel.genre === 'candidat-doublon') {
    // That somebody gave another address is said, whatever was said before it.
    const ecrites = await listerDonnees(trx, courriel.demande.id, courriel.genre, depuis);
    return ecrites.some((lues) => lues?.genre !== 'candidat-doublon' || courriel.jeton !== null || lues.jeton === null);
  }
  if (courriel.genre === 'candidat-complement')
    return (await listerDonnees(trx, courriel.demande.id, courriel.genre, depuis, courriel.destinataire)).length > 0;
  if (courriel.genre === 'cfa-changement' && courriel.quoi === 'completee') {
    const ecrites = await listerDonnees(trx, courriel.demande.id, courriel.genre, depuis);
    return ecrites.some((lues) => lues?.genre === 'cfa-changement' && lues.quoi === 'completee');
  }
  return false;
};

const listerDonnees = async (
  trx: Kysely<Tables>,
  demandeId: string,
  genre: string,
  depuis: string,
  destinataire?: string,
) => {
  const rows = await trx
    .selectFrom('courriel')
    .select('donnees')
    .where('demande_id', '=', demandeId)
    .where('genre', '=', genre)
    .where('cree_le', '>', depuis)
    .$if(destinataire !== undefined, (query) => query.where('destinataire', '=', destinataire ?? ''))
    .execute();
  return rows.map(({ donnees }) => lireDonnees(donnees));
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
