import type { DossierLigne } from '../../contract/lignes.ts';

/** What several columns hold, and the number (from 1) of each one that is filled. */
export interface ColonnesLues {
  valeurs: string[];
  positions: number[];
}

/**
 * Reads columns that a list may leave empty one by one: an address, the e-mails.
 * @param read the value of a column, null when it is empty
 */
export function lireColonnes<Colonne>(
  read: (colonne: Colonne) => string | null,
  columns: readonly Colonne[],
): ColonnesLues {
  const valeurs: string[] = [];
  const positions: number[] = [];
  for (const [index, colonne] of columns.entries()) {
    const value = read(colonne);
    if (value === null) continue;
    valeurs.push(value);
    positions.push(index + 1);
  }
  return { valeurs, positions };
}

const isGapless = ({ positions }: ColonnesLues): boolean =>
  positions.every((position, index) => position === index + 1);

/** Keeps which columns the values came from when one before them was empty: an export puts each back in its own. */
export const garderColonnes = (dossier: DossierLigne, adresse: ColonnesLues, emails: ColonnesLues): DossierLigne =>
  isGapless(adresse) && isGapless(emails)
    ? dossier
    : { ...dossier, colonnes_source: { adresse: adresse.positions, emails: emails.positions } };

/** What the lists write where an e-mail is meant and is none: no `@`, two of them, no domain. */
export const formeEmail = /^[^\s@()<>,;]+@[^\s@()<>,;]+\.[^\s@()<>,;.]+$/;
