import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { chiffresRecherche, lireTelephone } from '../../../shared/domain/telephone.ts';
import { origineTextes } from '../../textes/appel.ts';

/** The end of a number that somebody read on a telephone is enough; a full one with its country has fifteen. */
const fewestDigits = 4;
const mostDigits = 15;

const chiffresDe = (texte: string): string => texte.replace(/\D/g, '');

/** The number, or the part of one, that was pasted; null when it is anything else: nothing is then asked. */
export const numeroColle = (texte: string): string | null => {
  const propre = texte.replace(/^tel:/i, '').replace(/\s+/g, ' ').trim();
  if (!/^[+0-9 .\-‐-―/()_]+$/u.test(propre)) return null;
  const { length } = chiffresDe(propre);
  return length >= fewestDigits && length <= mostDigits ? propre : null;
};

/** What is searched for what was typed: a whole number in the form that every way of writing it shares. */
export const rechercheDe = (texte: string): string => {
  const propre = texte.trim();
  const { e164 } = lireTelephone(propre);
  return e164 === null || /\p{L}/u.test(propre) ? propre : chiffresRecherche(e164);
};

/** Digits that are too few to be searched: the file finds three in a row. */
export const isTooShort = (recherche: string): boolean => {
  const chiffres = chiffresDe(recherche);
  return chiffres.length < 3 && chiffres.length === recherche.replace(/[\s.+-]/g, '').length;
};

/** The number of a sheet that answers the search, as it is shown, and whose it is; null when a word did. */
export const numeroTrouve = (
  fiche: Pick<Fiche, 'responsableTelephones' | 'candidatTelephones'>,
  recherche: string,
): { affiche: string; qui: string } | null => {
  const chiffres = chiffresDe(recherche);
  if (chiffres === '') return null;
  const found = [...fiche.responsableTelephones, ...fiche.candidatTelephones].find(
    ({ e164, brut }) =>
      (e164 !== null && (chiffresRecherche(e164).includes(chiffres) || chiffresDe(e164).includes(chiffres))) ||
      chiffresDe(brut).includes(chiffres),
  );
  return found === undefined ? null : { affiche: found.affiche, qui: origineTextes[found.origine].toLowerCase() };
};
