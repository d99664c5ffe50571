import type { Kysely } from 'kysely';
import { cleDeBoite } from '../../shared/domain/demandes/boite.ts';
import type { Tables } from '../store/tables.ts';
import type { CourrielAEcrire, NouvelleReservation } from './genres.ts';

/**
 * Forms can be filled in with the address of somebody else, under as many names as one likes: whatever is sent, one
 * mailbox is written to so many times in a day, by any mail that a form can set off. Answers are written by staff and
 * always leave; so does what gives her a place, or she would be expected without knowing it.
 */
export const courrielsParJour = 20;
const jourMs = 86_400_000;

/** A reminder is written days before it leaves, with the place that it reminds of. */
const horsCompte: ReadonlySet<string> = new Set(['candidat-reponse', 'candidat-veille']);
const compte = (genre: string): boolean => genre.startsWith('candidat-') && !horsCompte.has(genre);

/** What a form sets off without any place; the rest of what is said of a réservation is of something that she has. */
const sansPlace: ReadonlySet<NouvelleReservation> = new Set(['attente', 'complet', 'limite', 'inchangee']);

/** Whether a mail is held back once its mailbox had its share: never a place, an offer, a move or a cancellation. */
export const estPlafonne = (courriel: CourrielAEcrire): boolean =>
  compte(courriel.genre) && (courriel.genre !== 'candidat-reservation' || sansPlace.has(courriel.quoi));

/** Whether a mailbox had its share since this hour of yesterday. Rows hold addresses in lower case. */
export const aSaPart = async (trx: Kysely<Tables>, adresse: string, maintenant: Date): Promise<boolean> => {
  const cle = cleDeBoite(adresse);
  const depuis = new Date(maintenant.getTime() - jourMs).toISOString();
  const debut = cle.endsWith('@gmail.com') ? cle.slice(0, 1) : cle.slice(0, cle.lastIndexOf('@'));
  // A range, that the index on `destinataire` serves; other mailboxes begin alike, each is compared below.
  const rows = await trx
    .selectFrom('courriel')
    .select(['genre', 'destinataire'])
    .where('destinataire', '>=', debut)
    .where('destinataire', '<', `${debut}\u{10ffff}`)
    .where('cree_le', '>', depuis)
    .execute();
  const recus = rows.filter(
    ({ genre, destinataire }) => compte(genre) && destinataire !== null && cleDeBoite(destinataire) === cle,
  );
  return recus.length >= courrielsParJour;
};
