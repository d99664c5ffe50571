import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Telephone } from '../contract/lignes.ts';
import { estNational, estPlanFrancais, indicatifDe, nationalDe } from './plan-francais.ts';

/**
 * Reading phones (users-and-rules 1.3, voeux-affelnet 4.3). The raw text is always kept. A number is never changed in
 * silence: whenever the digits kept are not those of the raw text in its national form, `correction` says why.
 * The French plan is read by its own table first, because libphonenumber takes 0590… for a number of +33.
 */
export type CorrectionTelephone =
  /** The source replaced `+26` or `+59` of an overseas number by `0`: 02692…, 00690…, 06596…, 04594…. */
  | 'DROM_11_CHIFFRES'
  /** An overseas number written with +33, or whose code repeats its prefix. */
  | 'DROM_INDICATIF'
  /** +33 (0)6…, +33 06…: the trunk zero is not dialled after a country code. */
  | 'ZERO_EN_TROP'
  /** 612345678: a spreadsheet took the number for a quantity. */
  | 'ZERO_PERDU'
  /** 33612345678: the sign was lost. */
  | 'INDICATIF_SANS_PLUS'
  /** A country code and a prefix of two different places, or of none we know: kept as dialled. */
  | 'INDICATIF_INATTENDU'
  /** Two numbers in one field: the first one is kept. */
  | 'PLUSIEURS_NUMEROS';

type Lecture = Omit<Telephone, 'brut' | 'correction'> & { correction: CorrectionTelephone | null };

const illisible: Lecture = { e164: null, confiance: 'illisible', correction: null };
const lue = (e164: string): Lecture => ({ e164, confiance: 'sure', correction: null });
const corrigee = (e164: string, correction: CorrectionTelephone): Lecture => ({
  e164,
  confiance: 'corrigee',
  correction,
});

/** Reads one field as received. Never throws; what cannot be read has `e164` null. */
export const lireTelephone = (brut: string): Telephone => {
  const [premier, ...autres] = brut.split(/[;,|\n\t]|\s+(?:ou|et|\/)\s+/iu).filter((partie) => /[0-9]/.test(partie));
  if (premier === undefined) return { brut, ...illisible };
  const lecture = lireUn(premier);
  if (autres.length === 0 || lecture.e164 === null) return { brut, ...lecture };
  return { brut, e164: lecture.e164, confiance: 'douteuse', correction: 'PLUSIEURS_NUMEROS' };
};

const lireUn = (texte: string): Lecture => {
  // Anything but digits and the separators people use is not a number we may guess at (6.12E+08, « poste 12 »).
  const compact = texte.replace(/[\s.\-‐-―/_()\u200b-\u200f\u2060\ufeff]/gu, '');
  if (!/^\+?[0-9]+$/.test(compact)) return illisible;
  if (compact.startsWith('+')) return lireInternational(compact.slice(1));
  const drom = repareDrom(compact);
  if (drom !== null) return corrigee(drom, 'DROM_11_CHIFFRES');
  if (compact.startsWith('00')) return lireInternational(compact.slice(2));
  if (estNational(compact)) return lue(indicatifDe(compact));
  if (/^[1-9][0-9]{8}$/.test(compact)) return corrigee(indicatifDe(`0${compact}`), 'ZERO_PERDU');
  if (/^(33|262|590|594|596)[1-9][0-9]{8}$/.test(compact)) {
    const lecture = lireInternational(compact);
    // Without its sign, only a number of the known plan is believed.
    if (lecture.e164 === null || lecture.confiance === 'douteuse') return illisible;
    return corrigee(lecture.e164, 'INDICATIF_SANS_PLUS');
  }
  return illisible;
};

/** The cleaner of the source turns `+XX` into `0`, which cuts the three-digit codes of the overseas (0.5). */
const repareDrom = (chiffres: string): string | null => {
  if (chiffres.length !== 11) return null;
  if (/^02(26[239]|69[23]|639)/.test(chiffres)) return `+26${chiffres.slice(1)}`;
  if (/^(00(590|69[01])|06(596|69[67])|04(594|694))/.test(chiffres)) return `+59${chiffres.slice(1)}`;
  return null;
};

const lireInternational = (chiffres: string): Lecture => {
  const francais = /^(33|262|590|594|596|508)(0?)([0-9]+)$/.exec(chiffres);
  if (francais === null) return lireEtranger(chiffres);
  const [, indicatif = '', zero = '', reste = ''] = francais;
  if (indicatif === '508' && /^[0-9]{6}$/.test(reste) && zero === '') return lue(`+508${reste}`);
  const national = `0${reste}`;
  if (!estNational(national)) return illisible;
  const e164 = indicatifDe(national);
  if (!e164.startsWith(`+${indicatif}`)) {
    if (indicatif === '33') return corrigee(e164, 'DROM_INDICATIF');
    const lecture = zero === '' ? lireEtranger(chiffres) : illisible;
    return lecture.e164 === null ? illisible : { ...lecture, correction: 'INDICATIF_INATTENDU' };
  }
  // +508 508 41 23 45: Saint-Pierre-et-Miquelon drops the prefix that its code replaces.
  if (!`+${indicatif}${reste}`.startsWith(e164)) return corrigee(e164, 'DROM_INDICATIF');
  return zero === '' ? lue(e164) : corrigee(e164, 'ZERO_EN_TROP');
};

/** A foreign number may be right, or be a French one that lost digits: kept as it is, never sure. */
const lireEtranger = (chiffres: string): Lecture => {
  const numero = parsePhoneNumberFromString(`+${chiffres}`);
  if (numero === undefined || !numero.isPossible() || numero.number !== `+${chiffres}`) return illisible;
  return { e164: numero.number, confiance: 'douteuse', correction: null };
};

/** « 06 12 34 56 78 », overseas « 0692 12 34 56 », foreign « +32 470 12 34 56 ». Reads back to the same number. */
export const afficherTelephone = (e164: string): string => {
  const national = nationalDe(e164);
  if (national === null) return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
  const tete = estPlanFrancais(e164) && !e164.startsWith('+33') ? 4 : 2;
  return [national.slice(0, tete), ...(national.slice(tete).match(/.{2}/g) ?? [])].join(' ');
};

/**
 * A phone as it was published (a CFA's, in a catalogue), the way people read it: « 04 65 71 00 10 ». What is not surely
 * one number (a short one, several, words beside it) stays as it was printed. Reads back to itself.
 */
export const telephoneImprime = (publie: string): string => {
  const { e164, confiance } = lireTelephone(publie);
  return e164 !== null && (confiance === 'sure' || confiance === 'corrigee') ? afficherTelephone(e164) : publie;
};

/** Whether the number is overseas: its family lives by another clock. */
export const estDrom = (e164: string): boolean => estPlanFrancais(e164) && !e164.startsWith('+33');

/** The digits that a search is matched against, as people type them: 0612345678, or 32470123456 for a foreign one. */
export const chiffresRecherche = (e164: string): string => nationalDe(e164) ?? e164.replace(/[^0-9]/g, '');
