import { uai as uaiShape } from '../../../shared/contract/primitives.ts';
import { estUaiValide } from '../../../shared/domain/identifiants.ts';
import { lireTelephone } from '../../../shared/domain/telephone.ts';

/**
 * What a spreadsheet does to a cell, undone. Each repair has a stable code, counted and shown line by line; what cannot
 * be undone is only told. Nothing is guessed: a code whose digits are gone stays gone.
 */
export type Reparation =
  | 'TEXTE_EXCEL'
  | 'APOSTROPHE'
  | 'CODE_POSTAL_ZERO'
  | 'TELEPHONE_ZERO'
  | 'UAI_ZERO'
  | `TELEPHONE_${string}`;

/** 6,39981E+08: the digits that it hides are lost. */
export const isScientific = (cell: string): boolean => /^[0-9]+([.,][0-9]+)?E\+?[0-9]+$/i.test(cell);

/** Trims; null when it says nothing (`-` is how the source writes nothing). */
export function nettoyer(raw: string, note: (reparation: Reparation) => void): string | null {
  let cell = raw.trim();
  const formula = /^="(.*)"$/s.exec(cell);
  if (formula !== null) {
    note('TEXTE_EXCEL');
    cell = (formula[1] ?? '').trim();
  }
  // Our own « Excel lisible » guards a cell that would be a formula; nobody's name begins that way.
  if (/^'\s*[=+\-@＝＋－＠]/u.test(cell)) {
    note('APOSTROPHE');
    cell = cell.slice(1).trim();
  }
  return cell === '' || cell === '-' ? null : cell;
}

/** A code of digits that somebody forced to be text with an apostrophe. */
export function nettoyerCode(cell: string | null, note: (reparation: Reparation) => void): string | null {
  if (cell === null || !/^'[0-9]/.test(cell)) return cell;
  note('APOSTROPHE');
  return cell.slice(1);
}

/** A postcode of the first nine départements lost its zero; abroad four digits are a postcode. */
export function reparerCodePostal(cell: string, pays: string | null): { texte: string; repare: boolean } {
  const isFrench = pays === null || pays.toUpperCase() === 'FRANCE';
  return isFrench && /^[0-9]{4}$/.test(cell) ? { texte: `0${cell}`, repare: true } : { texte: cell, repare: false };
}

/** Nine digits of a number, or the eleven of the overseas form that the source makes (users-and-rules 1.3). */
export function reparerTelephone(cell: string): { texte: string; repare: boolean } {
  const isNational = /^[1-9][0-9]{8}$/.test(cell) && lireTelephone(`0${cell}`).confiance === 'sure';
  const isDrom = /^[1-9][0-9]{9}$/.test(cell) && lireTelephone(`0${cell}`).correction === 'DROM_11_CHIFFRES';
  return isNational || isDrom ? { texte: `0${cell}`, repare: true } : { texte: cell, repare: false };
}

/** Six digits and a letter: the letter proves the zero. */
export function reparerUai(cell: string): { texte: string | null; repare: boolean } {
  const code = cell.toUpperCase();
  if (uaiShape.safeParse(code).success) return { texte: code, repare: false };
  const whole = `0${code}`;
  const isProved = /^[0-9]{6}[A-Z]$/.test(code) && estUaiValide(whole);
  return { texte: isProved ? whole : null, repare: isProved };
}
