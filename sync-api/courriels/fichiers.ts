import { icsDeReservation } from '../../shared/domain/agenda/ics.ts';
import { aSaPlace } from '../../shared/domain/agenda/places.ts';
import type { Donnees } from './donnees.ts';
import type { NouvelleReservation, ReservationEcrite } from './genres.ts';

/** The calendar files that go with a mail: one event each, that holds or that holds no more. */

export type CandidatReservation = Extract<Donnees, { genre: 'candidat-reservation' }>;

export interface PieceJointe {
  nom: string;
  /** Whole Content-Type. */
  type: string;
  contenu: string;
}

/** PUBLISH and no more: REQUEST opened by somebody who was not invited blocks Outlook (users-and-rules 6). */
const typeIcs = 'text/calendar; method=PUBLISH; charset=utf-8';

const quiTiennent: ReadonlySet<NouvelleReservation> = new Set(['confirmee', 'deplacee', 'changee']);
const quiFinissent: ReadonlySet<NouvelleReservation> = new Set(['annulee', 'creneau_annule', 'expiree']);

const tient = ({ etat, motif }: Pick<CandidatReservation, 'etat' | 'motif'>): boolean =>
  etat !== null && aSaPlace({ etat, motif });

/** Whether a mail gives her a place, or something new of it: her calendar is to have it. */
export const aUnePlace = ({ quoi, etat, motif }: Pick<CandidatReservation, 'quoi' | 'etat' | 'motif'>): boolean =>
  quiTiennent.has(quoi) && (etat === null || tient({ etat, motif }));

/** Whether she is given the link that leads into the meeting. */
export const peutEntrer = (lues: Pick<CandidatReservation, 'quoi' | 'etat' | 'motif'>): boolean =>
  aUnePlace(lues) || (lues.quoi === 'inchangee' && tient(lues));

/** Whether a mail gave the file of a meeting that she has. */
export const donneUnFichier = (lues: Donnees): boolean => lues.genre === 'candidat-reservation' && aUnePlace(lues);

/** Whether a mail strikes out of her calendar the event that a former one put there. */
export const raye = ({ quoi, aUnFichier }: CandidatReservation): boolean => aUnFichier && quiFinissent.has(quoi);

const piece = (nom: string, r: ReservationEcrite, { estAnnule, ecritLe }: { estAnnule: boolean; ecritLe: string }) => ({
  nom,
  type: typeIcs,
  contenu: icsDeReservation({
    reservation: r.id,
    creneau: r.creneauId,
    genre: r.genre,
    titre: r.titre,
    debut: r.debut,
    fin: r.fin,
    lieu: r.lieu,
    lien: r.lien,
    consigne: r.consigne,
    cfa: r.cfa,
    telephone: r.telephoneCfa,
    sequence: r.sequence,
    estAnnule,
    ecritLe,
  }),
});

/** @param ecritLe when the mail was written: the same bytes at every try */
export const fichiersDe = (lues: Donnees, ecritLe: string): PieceJointe[] => {
  if (lues.genre !== 'candidat-reservation') return [];
  const { reservation, remplacee } = lues;
  return [
    ...(aUnePlace(lues) ? [piece('rendez-vous.ics', reservation, { estAnnule: false, ecritLe })] : []),
    ...(raye(lues) ? [piece('annulation.ics', reservation, { estAnnule: true, ecritLe })] : []),
    ...(remplacee?.aUnFichier ? [piece('annulation.ics', remplacee.reservation, { estAnnule: true, ecritLe })] : []),
  ];
};
