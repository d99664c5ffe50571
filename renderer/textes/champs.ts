/** Dotted paths of the lists and names of our own rectifications, in words; the first line that fits. */
const champs: readonly (readonly [RegExp, string])[] = [
  [/telephone_personnel|personnel$/, 'téléphone fixe'],
  [/portable/, 'téléphone portable'],
  [/telephone_[12]$|responsable_[12]$/, 'téléphone du responsable légal'],
  [/telephone/, 'téléphone'],
  [/email|courriel/, 'adresse électronique'],
  [/prenoms_autres/, 'autres prénoms'],
  [/etablissement_origine/, 'collège'],
  [/etablissement_accueil/, 'établissement d’accueil'],
  [/adresse|code_postal|ville/, 'adresse'],
  [/(^|\.)ine$/, 'INE'],
  [/formation/, 'formation'],
  [/academie/, 'académie'],
  [/rang/, 'rang du vœu'],
  [/prenom/, 'prénom'],
  [/nom$/, 'nom'],
  [/voeu/, 'vœu'],
];

export const champMot = (champ: string): string => champs.find(([path]) => path.test(champ))?.[1] ?? 'autre donnée';

const anomalieTypes: Readonly<Record<string, string>> = {
  absent: 'non transmis',
  format: 'forme inattendue',
  inconnu: 'inconnu',
  illisible: 'illisible',
  douteux: 'douteux',
  corrige: 'corrigé',
  divergent: 'deux valeurs différentes',
  trop_long: 'trop long',
  doublon: 'en double',
  conserve: 'gardé de la liste précédente',
};

/** « téléphone portable (illisible) ». */
export const anomalieMot = ({ champ, type }: { champ: string; type: string }): string => {
  const precision = anomalieTypes[type.toLowerCase()];
  return precision === undefined ? champMot(champ) : `${champMot(champ)} (${precision})`;
};
