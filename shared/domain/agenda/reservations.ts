import type { AssiduiteEtat } from '../actes/reservation.ts';
import type { GenreCreneau } from './creneaux.ts';
import type { EtatReservation, MotifReservation } from './places.ts';

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
  /** The server refused what was done here; null when it did not. */
  refuse: string | null;
}
