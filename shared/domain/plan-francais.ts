/**
 * The French numbering plan: one national form (0 + 9 digits) over six country codes. The table of prefixes decides,
 * longest first (users-and-rules 1.3). 06 39 98 is the range that ARCEP keeps for fiction, in no territory; the demo
 * and the tests live there, and it is shown as a metropolitan number.
 */
const indicatifParPrefixe: readonly (readonly [prefixe: string, indicatif: string])[] = [
  ['063998', '+33'],
  ['0590', '+590'],
  ['0690', '+590'],
  ['0691', '+590'],
  ['0594', '+594'],
  ['0694', '+594'],
  ['0596', '+596'],
  ['0696', '+596'],
  ['0697', '+596'],
  ['0262', '+262'],
  ['0263', '+262'],
  ['0692', '+262'],
  ['0693', '+262'],
  ['0269', '+262'],
  ['0639', '+262'],
  ['0508', '+508'],
];

/** Ten digits as they are dialled inside France. */
export const estNational = (chiffres: string): boolean => /^0[1-9][0-9]{8}$/.test(chiffres);

/** National form -> E.164. Saint-Pierre-et-Miquelon drops its prefix: 0508 41 23 45 is +508 41 23 45. */
export const indicatifDe = (national: string): string => {
  const indicatif = indicatifParPrefixe.find(([prefixe]) => national.startsWith(prefixe))?.[1] ?? '+33';
  return indicatif === '+508' ? `+508${national.slice(4)}` : `${indicatif}${national.slice(1)}`;
};

/** E.164 -> national form, null for a foreign number or one that no national form gives. */
export const nationalDe = (e164: string): string | null => {
  const parts = /^\+(33|262|590|594|596)([1-9][0-9]{8})$/.exec(e164);
  const national = parts === null ? null : `0${parts[2] ?? ''}`;
  if (national !== null) return indicatifDe(national) === e164 ? national : null;
  return /^\+508[0-9]{6}$/.test(e164) ? `0508${e164.slice(4)}` : null;
};

export const estPlanFrancais = (e164: string): boolean => nationalDe(e164) !== null;
