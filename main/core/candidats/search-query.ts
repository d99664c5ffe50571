import { mots } from '../../../shared/domain/recherche.ts';

/** What a person typed, as conditions that must all hold. */
export interface SearchTerm {
  /** FTS5 query on the words, null when only digits can match. */
  mots: string | null;
  /** FTS5 query on the digits of phones, null when only words can match. */
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
    terms.push({ mots: prefix(mot), chiffres: null });
  }
  flush();
  return terms;
}

function digitsTerm(typed: string): SearchTerm {
  const digits = typed.startsWith('00') ? typed.slice(2) : typed;
  return { mots: prefix(typed), chiffres: digits.length < shortestDigits ? null : `"${digits}"` };
}

/** Quoted, so that nothing typed is read as an FTS5 operator; `mots` left letters and digits only. */
const prefix = (mot: string): string => `"${mot}"*`;
