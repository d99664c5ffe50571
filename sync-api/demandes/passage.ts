import type { Ecriture } from '../actes/ecriture.ts';
import { ecrireCourriel } from '../courriels/ecrire.ts';
import type { CourrielAEcrire } from '../courriels/genres.ts';

/** One deposit being taken, in one transaction of the base. */
export interface Passage extends Ecriture {
  /** 64 hexadecimal digits, row `serveur`. */
  secret: string;
  /** Months after 31 December of the campagne. */
  retentionMois: number;
}

/** What became of a deposit: `prise`, or why nothing was made of it (a code for the journal, never a value). */
export type Issue = 'prise' | 'DEPOT_FORMATION_INCONNUE' | 'DEPOT_CAMPAGNE_PURGEE' | 'DEPOT_SANS_SUITE';

/** A mail to whoever asked, when there is an address to write to. */
export const ecrireAuCandidat = async (
  passage: Passage,
  destinataire: string | null,
  courriel: (destinataire: string) => CourrielAEcrire,
): Promise<void> => {
  if (destinataire !== null) await ecrireCourriel(passage.trx, passage, courriel(destinataire));
};
