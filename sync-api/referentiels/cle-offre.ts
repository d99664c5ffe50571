import { academieDuNom } from './academies.ts';

/** Offer codes are typed by hand in the operator's files: case, accents and spaces around must not part them. */
export const plierCodeOffre = (code: string): string =>
  code
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .trim()
    .toUpperCase();

/**
 * Key of an offer: code of the académie and folded offer code. The existing service compares the raw
 * `<Académie>/<Code offre>`, so that Besançon or Créteil with and without accents never met (voeux-affelnet 4.4).
 */
export const cleOffre = (academieCode: string, codeOffre: string): string =>
  `${academieCode}/${plierCodeOffre(codeOffre)}`;

/** Key of an `Affelnet_id` (`<Académie>/<Code offre>`); null when no académie has that name or a part is missing. */
export function cleAffelnetId(affelnetId: string): string | null {
  const slash = affelnetId.indexOf('/');
  if (slash < 0) return null;
  const academie = academieDuNom(affelnetId.slice(0, slash));
  const codeOffre = affelnetId.slice(slash + 1).trim();
  return academie === null || codeOffre === '' ? null : cleOffre(academie.code, codeOffre);
}
