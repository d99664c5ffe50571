import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { estAttendue } from '../../../shared/domain/demandes.ts';
import { chiffresRecherche, lireTelephone } from '../../../shared/domain/telephone.ts';
import { origineTextes } from '../../textes/appel.ts';
import { newCall } from '../candidats/saisie/call-draft.ts';
import { type CallableNumber, callableNumbers } from '../candidats/saisie/numbers.ts';
import type { Draft } from '../candidats/view.ts';

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

type Numeros = Pick<Fiche, 'responsableTelephones' | 'candidatTelephones'>;
type Numero = Numeros['responsableTelephones'][number];

const answers = ({ e164, brut }: Numero, chiffres: string): boolean =>
  (e164 !== null && (chiffresRecherche(e164).includes(chiffres) || chiffresDe(e164).includes(chiffres))) ||
  chiffresDe(brut).includes(chiffres);

/** The number of a sheet that answers the search, as it is shown, and whose it is; null when a word did. */
export const numeroTrouve = (fiche: Numeros, recherche: string): { affiche: string; qui: string } | null => {
  const chiffres = chiffresDe(recherche);
  if (chiffres === '') return null;
  const found = [...fiche.responsableTelephones, ...fiche.candidatTelephones].find((un) => answers(un, chiffres));
  if (found === undefined) return null;
  const { affiche, origine, demandeur } = found;
  return {
    affiche,
    qui: demandeur === undefined ? origineTextes[origine].toLowerCase() : `${demandeur}, d’après sa demande`,
  };
};

/** The one number of a sheet that the call came from; null where none answers what was typed, or several do. */
const numeroAppelant = (fiche: Numeros, recherche: string): CallableNumber | null => {
  const chiffres = chiffresDe(recherche);
  if (chiffres === '') return null;
  const all = [...fiche.responsableTelephones, ...fiche.candidatTelephones];
  const found = callableNumbers(fiche).filter((un) =>
    all.some((tel) => tel.e164 === un.e164 && answers(tel, chiffres)),
  );
  const [only] = found;
  return only !== undefined && found.length === 1 ? only : null;
};

/** The call that this person makes now, begun: what was typed says which of her numbers it came from. */
export const appelRecu = (
  fiche: Numeros & Pick<Fiche, 'brouillon' | 'demandes'>,
  recherche: string,
): Extract<Draft, { kind: 'appel' }> => {
  const numero = numeroAppelant(fiche, recherche);
  const call = newCall('recu', null, fiche.brouillon, fiche.demandes.some(estAttendue));
  return {
    kind: 'appel',
    sens: 'recu',
    call: numero === null ? call : { ...call, numero: numero.e164, interlocuteur: numero.interlocuteur },
  };
};
