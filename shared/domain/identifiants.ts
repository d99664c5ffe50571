/**
 * Shapes and check digits of the State's identifiers. They advise: a list is never refused for a check digit, because
 * the source carries wrong ones and an identifier is only worth what the relation says.
 */

/** The 23 letters of a code UAI, by the remainder of its seven digits modulo 23 (I, O and Q are not used). */
const lettresUai = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** Seven digits and a control letter, in any case: the source mixes both (voeux-affelnet 11.2). */
export const estUaiValide = (uai: string): boolean => {
  const lu = /^([0-9]{7})([A-Z])$/.exec(uai.toUpperCase());
  return lu !== null && lettresUai[Number(lu[1]) % 23] === lu[2];
};

const sommeLuhn = (chiffres: string): number =>
  [...chiffres].reverse().reduce((somme, chiffre, rang) => {
    const valeur = Number(chiffre) * (rang % 2 === 0 ? 1 : 2);
    return somme + (valeur > 9 ? valeur - 9 : valeur);
  }, 0);

/** Luhn over 14 digits; the establishments of La Poste (SIREN 356000000) only sum to a multiple of 5. Advice only. */
export const estSiretPlausible = (siret: string): boolean => {
  if (!/^[0-9]{14}$/.test(siret)) return false;
  if (sommeLuhn(siret) % 10 === 0) return true;
  return siret.startsWith('356000000') && [...siret].reduce((somme, chiffre) => somme + Number(chiffre), 0) % 5 === 0;
};

export interface CleMinistereEducatif {
  siretResponsable: string;
  siretFormateur: string;
  /** INSEE code of the commune of the training. */
  commune: string;
}

/**
 * The relation named by a clé ministère éducatif: 11 characters, SIRET of the responsable, SIRET of the formateur,
 * `-`, INSEE commune, `#Lnn` or `_Lnn` (voeux-affelnet 1.3). null when it has not that shape: a short key names nobody.
 */
export const lireCleMinistereEducatif = (cle: string): CleMinistereEducatif | null => {
  const lue = /^.{11}([0-9]{14})([0-9]{14})-([0-9][0-9AB][0-9]{3})[#_]L[0-9]{2}$/.exec(cle.trim().toUpperCase());
  if (lue === null) return null;
  const [, siretResponsable = '', siretFormateur = '', commune = ''] = lue;
  return { siretResponsable, siretFormateur, commune };
};

/** INE: nine digits and two letters (répertoire national), or the older ten digits and a letter. */
export const estFormeIne = (ine: string): boolean => /^([0-9]{9}[A-Z]{2}|[0-9]{10}[A-Z])$/.test(ine);
