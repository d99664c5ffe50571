import { z } from 'zod';
import type { Souhait } from '../../shared/domain/demandes/souhaits.ts';
import { souhaits } from '../../shared/domain/demandes/souhaits.ts';
import type { TablesGuichet } from './tables.ts';

/** What the page of a personal link shows: nothing of the person. */
export interface Suivi {
  /** sha256 of the token, 64 lower-case hexadecimal digits. */
  empreinteJeton: string;
  intitule: string;
  raisonSociale: string;
  mode: 'rappel' | 'message' | 'creneau';
  souhaits: readonly Souhait[];
  etat: 'ouverte' | 'repondue' | 'annulee';
  /** ISO 8601 UTC. */
  recueLe: string;
  /** IANA zone of the site. */
  fuseau: string;
}

const texteDeSouhaits = z
  .string()
  .transform((texte): unknown => JSON.parse(texte))
  .pipe(souhaits);

export const suiviDe = (row: TablesGuichet['suivi']): Suivi => ({
  empreinteJeton: row.empreinte_jeton,
  intitule: row.intitule,
  raisonSociale: row.raison_sociale,
  mode: row.mode,
  souhaits: texteDeSouhaits.parse(row.souhaits),
  etat: row.etat,
  recueLe: row.recue_le,
  fuseau: row.fuseau,
});

export const rowDeSuivi = (suivi: Suivi): TablesGuichet['suivi'] => ({
  empreinte_jeton: suivi.empreinteJeton,
  intitule: suivi.intitule,
  raison_sociale: suivi.raisonSociale,
  mode: suivi.mode,
  souhaits: JSON.stringify(suivi.souhaits),
  etat: suivi.etat,
  recue_le: suivi.recueLe,
  fuseau: suivi.fuseau,
});
