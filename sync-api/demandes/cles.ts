import { createHash, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { replier } from '../../shared/domain/recherche.ts';

/**
 * Who asks, without saying who: keyed digests under keys of their own, derived from the server's secret (HKDF, RFC 5869),
 * so that no digest of one kind can stand for one of another (PROTOCOL 5, SECURITY).
 */
type Usage =
  | 'demande-courriel'
  | 'demande-telephone'
  | 'dossier'
  | 'lien-personnel'
  | 'lien-de-confirmation'
  | 'reservation'
  | 'lien-de-reservation'
  | 'boite'
  | 'message-id';

const derived = new Map<string, KeyObject>();

const keyOf = (secret: string, usage: Usage): KeyObject => {
  const name = `${usage} ${secret}`;
  const known = derived.get(name);
  if (known !== undefined) return known;
  // One secret serves the whole life of a process; tests have one each.
  if (derived.size >= 64) derived.clear();
  const bytes = hkdfSync('sha256', Buffer.from(secret, 'hex'), Buffer.alloc(0), usage, 32);
  const key = createSecretKey(Buffer.from(bytes));
  derived.set(name, key);
  return key;
};

const hmac = (secret: string, usage: Usage, text: string): Buffer =>
  createHmac('sha256', keyOf(secret, usage)).update(text, 'utf8').digest();

/** The first sixteen bytes as a uuid of our own making (RFC 9562, version 8). */
export const enUuid = (octets: Buffer): string => {
  const hex = octets.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** Whom a demande is about. */
export interface Nom {
  nom: string;
  prenom: string;
}

const nomReplie = ({ nom, prenom }: Nom): string => `${replier(nom)}|${replier(prenom)}`;

/**
 * Same person by name and e-mail. Accents, case and hyphens of the name do not count; two children of one mailbox differ.
 *
 * @param secret 64 hexadecimal digits, row `serveur`
 * @returns 64 hexadecimal digits
 */
export const cleCourriel = (secret: string, nom: Nom, courriel: string): string =>
  hmac(secret, 'demande-courriel', `${nomReplie(nom)}|${courriel.trim().toLowerCase()}`).toString('hex');

/** Same person by name and phone. @param telephone E.164 */
export const cleTelephone = (secret: string, nom: Nom, telephone: string): string =>
  hmac(secret, 'demande-telephone', `${nomReplie(nom)}|${telephone}`).toString('hex');

/**
 * The dossier that a deposit opens: the same one when it is taken again after a restore, so that what staff wrote in it
 * finds it again. Of a random id, under a key: nobody else can tell the two belong together. @returns a uuid
 */
export const dossierDeDepot = (secret: string, depotId: string): string => enUuid(hmac(secret, 'dossier', depotId));

/**
 * The dossier that a réservation opens in the flux of its créneau, when its demande is in the one of another campagne: the
 * same one when it is settled again after a restore. @returns a uuid
 */
export const dossierDeReservation = (secret: string, reservationId: string): string =>
  enUuid(hmac(secret, 'dossier', `reservation ${reservationId}`));

/** The token of a personal link: made again from the id whenever a mail needs it; a row keeps its sha256 only. @returns base64url */
export const jetonDeDemande = (secret: string, demandeId: string): string =>
  hmac(secret, 'lien-personnel', demandeId).toString('base64url');

/** The réservation that a deposit makes: the same one when it is taken again after a restore. @returns a uuid */
export const reservationDeDepot = (secret: string, depotId: string): string =>
  enUuid(hmac(secret, 'reservation', depotId));

/** The token of the link of a réservation, from its id. @returns base64url */
export const jetonDeReservation = (secret: string, reservationId: string): string =>
  hmac(secret, 'lien-de-reservation', reservationId).toString('base64url');

/** One mailbox, whoever writes with it. @param boite its key (shared/domain/demandes/boite.ts) @returns 64 hexadecimal digits */
export const empreinteDeBoite = (secret: string, boite: string): string => hmac(secret, 'boite', boite).toString('hex');

/** The token of a confirmation mail, from the id of the deposit that waits for it. @returns base64url */
export const jetonDeConfirmation = (secret: string, depotId: string): string =>
  hmac(secret, 'lien-de-confirmation', depotId).toString('base64url');

/**
 * The left side of the Message-ID of a mail that says something once for all. Under a key: whoever knows an acte or a
 * demande cannot name its mail, and so cannot make us believe that it came back. @returns a uuid
 */
export const uuidDeCourriel = (secret: string, cle: string): string => enUuid(hmac(secret, 'message-id', cle));

/** What is kept of a token. @returns sha256, 64 hexadecimal digits */
export const empreinteJeton = (jeton: string): string => createHash('sha256').update(jeton, 'utf8').digest('hex');
