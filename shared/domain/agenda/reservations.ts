import type { ReservationLigne } from '../../contract/lignes.ts';
import type { ActeEffectif } from '../actes/effectifs.ts';
import {
  type AssiduiteEtat,
  assiduiteCorps,
  assiduiteEtat,
  reservationAnnuleeCorps,
  reservationDemandeeCorps,
  reservationReconfirmeeCorps,
} from '../actes/reservation.ts';
import type { Faits } from '../faits.ts';
import { heureDeLActe } from '../horloge.ts';
import type { GenreCreneau } from './creneaux.ts';
import { type EtatReservation, estActive, type MotifReservation } from './places.ts';

/** A réservation row with its id, as pulled. */
export interface ReservationDuDossier {
  id: string;
  ligne: ReservationLigne;
}

/** One réservation of one dossier, from its row and from the actes of that dossier. */
export interface SuiviReservation {
  id: string;
  creneau: string;
  demande: string | null;
  genre: GenreCreneau;
  /** ISO 8601 UTC. Of the row; what its author saw while the server has not answered. */
  debut: string;
  fin: string;
  /** `demandee`: this poste asked, the server has not answered yet. */
  etat: EtatReservation | 'demandee';
  motif: MotifReservation | null;
  /** null while the server has not answered. */
  rang: number | null;
  /** When it was asked for, corrected. */
  demandeeLe: string;
  etatLe: string;
  expireLe: string | null;
  source: 'public' | 'poste';
  remplace: string | null;
  assiduite: AssiduiteEtat | null;
  /** When it was noted, corrected; null when it was not. */
  assiduiteLe: string | null;
  /** Heads of `assiduite:<id>`. */
  assiduiteVues: string[];
  /** An acte of it (asked, cancelled, confirmed again, attendance) is still in the outbox. */
  enAttente: boolean;
  /** Code with which the server refused what was done here; null when it did not. */
  refuse: string | null;
}

/** Asked for here and refused: nothing was given to anybody. It is only shown, to be looked at. */
export const estRefusee = ({ etat, refuse }: Pick<SuiviReservation, 'etat' | 'refuse'>): boolean =>
  etat === 'demandee' && refuse !== null;

interface ActesDuDossier {
  effectifs: readonly ActeEffectif[];
  faits: Faits;
  /** Codes of the server's refusals by acte, at the poste that wrote them. */
  refuses?: ReadonlyMap<string, string> | undefined;
}

const rien: ReadonlyMap<string, string> = new Map();

/**
 * Every réservation of ONE dossier, by beginning. The row is what the server settled (PROTOCOL 8) and holds; over it
 * stands what this poste did and has not sent yet, as far as the server will take it: what is cancelled is cancelled, a
 * place that was kept is taken. What was received is in the row, and what was refused changes nothing. Reads no clock.
 */
export const suivreReservations = (
  reservations: readonly ReservationDuDossier[],
  { effectifs, faits, refuses = rien }: ActesDuDossier,
): SuiviReservation[] => {
  const suivis = new Map(reservations.map(({ id, ligne }) => [id, depuisLigne(id, ligne)]));
  for (const un of effectifs) {
    const asked = depuisDemande(un);
    if (asked !== null && !suivis.has(asked.id)) suivis.set(asked.id, asked);
  }
  if (suivis.size === 0) return [];
  const enAttente = new Set(effectifs.flatMap(({ ordonne, id }) => (ordonne.recu === null ? id : [])));
  for (const un of effectifs) {
    const suivi = suivis.get(reservationDe(un) ?? '');
    if (suivi === undefined) continue;
    const refus = refuses.get(un.id);
    if (refus !== undefined) suivi.refuse = refus;
    else if (enAttente.has(un.id)) {
      suivi.enAttente = true;
      if (un.annulePar === null) poser(suivi, un);
    } else if (enAttente.has(un.annulePar ?? '') || enAttente.has(un.corrigePar ?? '')) suivi.enAttente = true;
  }
  for (const suivi of suivis.values()) Object.assign(suivi, assiduiteDe(suivi.id, { effectifs, faits, refuses }));
  return [...suivis.values()].sort(
    (a, b) => comparer(a.debut, b.debut) || comparer(a.demandeeLe, b.demandeeLe) || comparer(a.id, b.id),
  );
};

const comparer = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const inconnue = { assiduite: null, assiduiteLe: null, enAttente: false, refuse: null } as const;

const depuisLigne = (id: string, ligne: ReservationLigne): SuiviReservation => ({
  id,
  creneau: ligne.creneau,
  demande: ligne.demande,
  genre: ligne.genre,
  debut: ligne.debut,
  fin: ligne.fin,
  etat: ligne.etat,
  motif: ligne.motif,
  rang: ligne.rang,
  demandeeLe: ligne.demandee_le,
  etatLe: ligne.etat_le,
  expireLe: ligne.expire_le,
  source: ligne.source,
  remplace: ligne.remplace,
  ...inconnue,
  assiduiteVues: [],
});

const depuisDemande = ({ ordonne, type, corps, annulePar }: ActeEffectif): SuiviReservation | null => {
  const lu = type === 'reservation-demandee' && annulePar === null ? reservationDemandeeCorps.safeParse(corps) : null;
  if (lu?.success !== true) return null;
  const { reservation, creneau, demande, genre, debut, fin, remplace } = lu.data;
  const { le } = heureDeLActe(ordonne);
  return {
    id: reservation,
    creneau,
    demande,
    genre,
    debut,
    fin,
    etat: 'demandee',
    motif: null,
    rang: null,
    demandeeLe: le,
    etatLe: le,
    expireLe: null,
    source: 'poste',
    remplace,
    ...inconnue,
    assiduiteVues: [],
  };
};

const schemas = {
  'reservation-demandee': reservationDemandeeCorps,
  'reservation-annulee': reservationAnnuleeCorps,
  'reservation-reconfirmee': reservationReconfirmeeCorps,
  assiduite: assiduiteCorps,
} as const;
const estDeReservation = (type: string): type is keyof typeof schemas => Object.hasOwn(schemas, type);

/**
 * Id of the réservation that an acte names.
 *
 * @returns null for an acte of another type, or one that cannot be read
 */
export const reservationDe = ({ type, corps }: { type: string; corps: unknown }): string | null => {
  const lu = estDeReservation(type) ? schemas[type].safeParse(corps) : null;
  return lu?.success === true ? lu.data.reservation : null;
};

/** What an unsent acte does to what is known here. A later answer of the server, or of the family, is not undone by it. */
const poser = (suivi: SuiviReservation, { ordonne, type, corps }: ActeEffectif): void => {
  const { le } = heureDeLActe(ordonne);
  if (type === 'reservation-annulee' && (suivi.etat === 'demandee' || estActive(suivi.etat)))
    Object.assign(suivi, { etat: 'annulee', motif: 'cfa', etatLe: le, expireLe: null });
  const lu = type === 'reservation-reconfirmee' ? reservationReconfirmeeCorps.safeParse(corps) : null;
  if (lu?.success !== true) return;
  const isAccordee = suivi.etat === 'a_reconfirmer' && (lu.data.debut === suivi.debut || suivi.motif === 'capacite');
  const isPrise = suivi.etat === 'offerte' && (suivi.expireLe === null || le < suivi.expireLe);
  if (isAccordee || isPrise) Object.assign(suivi, { etat: 'confirmee', motif: null, etatLe: le, expireLe: null });
  // Whether a place is free for who waits, only the server can tell.
  else if (suivi.etat === 'attente') Object.assign(suivi, { etat: 'demandee', etatLe: le });
};

const assiduiteDe = (
  reservation: string,
  { effectifs, faits, refuses = rien }: ActesDuDossier,
): Pick<SuiviReservation, 'assiduite' | 'assiduiteLe' | 'assiduiteVues'> => {
  const tetes = faits.get(`assiduite:${reservation}`)?.tetes ?? [];
  // A head that was refused is still seen: what is noted next replaces it.
  const derniere = tetes.findLast(({ acte }) => !refuses.has(acte));
  const auteur = effectifs.find(({ id }) => id === derniere?.acte);
  const lu = assiduiteEtat.safeParse(derniere?.valeur);
  return {
    assiduite: lu.success ? lu.data : null,
    assiduiteLe: lu.success && auteur !== undefined ? heureDeLActe(auteur.ordonne).le : null,
    assiduiteVues: tetes.map(({ acte }) => acte),
  };
};
