const nombres = new Intl.NumberFormat('fr-FR');

/** 1 234, with the narrow no-break space of French typography. */
export const nombre = (n: number): string => nombres.format(n);

/** French counts 0 and 1 as singular. */
export const pluriel = (n: number, singulier: string, plurielle: string): string =>
  Math.abs(n) < 2 ? singulier : plurielle;

/** « 3 saisies », « 1 saisie », « 0 saisie ». */
export const compte = (n: number, singulier: string, plurielle: string): string =>
  `${nombre(n)} ${pluriel(n, singulier, plurielle)}`;

/** « 1er », « 3e ». */
export const ordinal = (n: number): string => (n === 1 ? '1er' : `${n}e`);

export const majuscule = (texte: string): string => texte.charAt(0).toLocaleUpperCase('fr') + texte.slice(1);

/** For the middle of a sentence; « RDV » stays « RDV ». */
export const minuscule = (texte: string): string =>
  /^\p{Lu}\p{Lu}/u.test(texte) ? texte : texte.charAt(0).toLocaleLowerCase('fr') + texte.slice(1);
