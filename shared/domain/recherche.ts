/** Letters that Unicode does not decompose into a base letter and accents. */
const ligatures: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * Folds a text for search: accents gone, lower case, everything else than letters and digits one space, trimmed.
 * Idempotent. Both sides of a comparison go through it, so « D’ALMÉIDA-Noé » is found by « almeida noe ».
 */
export const replier = (texte: string): string =>
  texte
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[œæßøłđðþı]/gu, (lettre) => ligatures[lettre] ?? lettre)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The words of a folded text. */
export const mots = (texte: string): string[] =>
  replier(texte)
    .split(' ')
    .filter((mot) => mot !== '');
