import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { lireDonnees } from './donnees.ts';
import type { CourrielAEcrire, ReservationEcrite } from './genres.ts';

/** Somebody who sends her form again and again is told once an hour, and so is the CFA. */
const repetitionMs = 3_600_000;

/** Whether a mail would say again what was just said (ecrire.ts says which may not). */
export const estRepete = async (trx: Kysely<Tables>, courriel: CourrielAEcrire, maintenant: Date): Promise<boolean> => {
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
  if (courriel.genre === 'candidat-reservation' || courriel.genre === 'candidat-veille')
    return estRepeteePourElle(trx, courriel, depuis);
  return false;
};

type PourElle = Extract<CourrielAEcrire, { genre: 'candidat-reservation' | 'candidat-veille' }>;

/** The reminder of one hour is written once, and the same news of one booking not twice in a row within the hour. */
const estRepeteePourElle = async (trx: Kysely<Tables>, courriel: PourElle, depuis: string): Promise<boolean> => {
  const estVeille = courriel.genre === 'candidat-veille';
  const rows = await trx
    .selectFrom('courriel')
    .select(['donnees', 'cree_le'])
    .where('reservation_id', '=', courriel.reservation.id)
    .where('genre', '=', courriel.genre)
    // What was never sent, or did not arrive, was not said.
    .where('etat', 'in', ['a_envoyer', 'en_cours', 'envoye'])
    .where('cree_le', '>', estVeille ? '' : depuis)
    .orderBy('cree_le', 'desc')
    .execute();
  const estLaMeme = (texte: string): boolean => {
    const lues = lireDonnees(texte);
    if (lues?.genre === 'candidat-veille') return estVeille && lues.reservation.debut === courriel.reservation.debut;
    if (lues?.genre !== 'candidat-reservation' || estVeille) return false;
    return lues.quoi === courriel.quoi && memeEtat(lues.reservation, courriel.reservation);
  };
  if (estVeille) return rows.some(({ donnees }) => estLaMeme(donnees));
  const dernieres = rows.filter(({ cree_le }) => cree_le === rows[0]?.cree_le);
  return dernieres.length > 0 && dernieres.every(({ donnees }) => estLaMeme(donnees));
};

const memeEtat = (dite: ReservationEcrite, a: ReservationEcrite): boolean =>
  dite.debut === a.debut && dite.fin === a.fin && dite.sequence === a.sequence && dite.expireLe === a.expireLe;

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
