/** Who asks, as far as a mail to the CFA may say it (SECURITY, Outside). */
export interface Nom {
  prenom: string;
  nom: string;
}

const plier = (mot: string): string => mot.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase('fr-FR');
const parts = (texte: string): string[] => plier(texte).split(/[^\p{L}]+/u);

/** Letters, with a hyphen or an apostrophe inside: no figure, no @, nothing that a mail reader makes a link of. */
const motDePrenom = /^\p{L}\p{M}*(?:[’'-]?\p{L}\p{M}*){0,29}$/u;

/**
 * The first name, and one letter of the family name. People type anything into a first name: words that are no names
 * are left out, and so is the family name when it is repeated there. Shortening twice changes nothing.
 */
export const raccourcir = ({ prenom, nom }: Nom): Nom => {
  const interdits = new Set(parts(nom).filter((mot) => mot.length > 1));
  const mots = prenom
    .trim()
    .split(/\s+/)
    .filter((mot) => motDePrenom.test(mot) && !parts(mot).some((part) => interdits.has(part)))
    .slice(0, 3);
  return { prenom: mots.join(' '), nom: /\p{L}/u.exec(nom)?.[0].toLocaleUpperCase('fr-FR') ?? '' };
};

/** « Inès V. » */
export const nomCourt = (personne: Nom): string => {
  const { prenom, nom } = raccourcir(personne);
  return [prenom, nom === '' ? '' : `${nom}.`].filter((part) => part !== '').join(' ') || 'Une personne';
};

/** The first name in a greeting: an address that nobody proved must not be sent the words of a stranger. */
export const prenomSeul = (prenom: string): string => raccourcir({ prenom, nom: '' }).prenom;
