import { mots } from '../../../shared/domain/recherche.ts';

/** What a person typed, as conditions that must all hold. */
export interface SearchTerm {
  /** Beginnings of words, each of which somebody's words must have. */
  debuts: string[];
  /** Or else these digits, anywhere in one of her phones; null when only words can match. */
  chiffres: string | null;
}

/** The trigram index finds any three digits in a row, and nothing shorter. */
const shortestDigits = 3;

/**
 * Words are prefixes, accents and case apart; digits typed in a row, spaces or not, are any part of a phone
 * (+33, 0033 and 06 forms alike) or the beginning of an INE. Everything must match.
 */
export function readSearch(text: string): SearchTerm[] {
  const terms: SearchTerm[] = [];
  const debuts: string[] = [];
  let digits = '';
  const flush = (): void => {
    if (digits !== '') terms.push(digitsTerm(digits));
    digits = '';
  };
  for (const mot of mots(text)) {
    if (/^[0-9]+$/.test(mot)) {
      digits += mot;
      continue;
    }
    flush();
    debuts.push(mot);
  }
  flush();
  // One condition for all of them: the index itself keeps who has every word, without listing who has each.
  if (debuts.length > 0) terms.push({ debuts, chiffres: null });
  return terms;
}

function digitsTerm(typed: string): SearchTerm {
  const digits = typed.startsWith('00') ? typed.slice(2) : typed;
  return { debuts: [typed], chiffres: digits.length < shortestDigits ? null : digits };
}

/** Asks the index of words. Quoted, so that nothing typed is an FTS5 operator; `mots` left letters and digits only. */
export const motsQuery = ({ debuts }: SearchTerm): string => debuts.map((debut) => `"${debut}"*`).join(' AND ');

/** Asks the index of digits. */
export const chiffresQuery = (chiffres: string): string => `"${chiffres}"`;
