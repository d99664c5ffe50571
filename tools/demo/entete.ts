/** The 61 columns of the extraction, in a plausible order (facts/voeux-affelnet 11.2); double spaces are real. */
export const entete = [
  "Académie possédant le dossier élève et l'offre de formation",
  'INE',
  "Nom de l'élève",
  'Prénom 1',
  'Prénom 2',
  'Prénom 3',
  "Adresse de l'élève - Ligne 1",
  "Adresse de l'élève - Ligne 2",
  "Adresse de l'élève - Ligne 3",
  "Adresse de l'élève - Ligne 4",
  'Code postal',
  'VILLE',
  'PAYS',
  'Téléphone personnel',
  'Téléphone professionnel',
  'Téléphone portable',
  'Téléphone responsable 1',
  'Téléphone responsable 2',
  'Mail responsable 1',
  'Mail responsable 2',
  "Mnémonique MEF origine de l'élève",
  "Code Spécialité du MEF origine de l'élève",
  "Libellé formation origine de l'élève",
  "Code Option 1 d'origine de l'élève",
  "Libellé  Option 1 d'origine de l'élève",
  "Code Option 2 d'origine de l'élève",
  "Libellé Option 2 d'origine de l'élève",
  "Code LV1 d'origine de l'élève",
  "Libellé LV1 origine de l'élève",
  "Code LV2 d'origine de l'élève",
  "Libellé LV2 origine de l'élève",
  'Code UAI étab. origine',
  'Type étab. origine',
  'Libellé étab. origine',
  'Ville étab. origine',
  'Code UAI CIO origine',
  'Libellé CIO origine',
  'Rang du vœu',
  'Code offre de formation (vœu)',
  'Code MEF',
  'Avec barème ?',
  "Mnémonique MEF de l'offre de formation",
  "Code spécialité de l'offre de formation",
  'Libellé formation',
  'Code Enseignement Optionnel',
  'Libellé Enseignement Optionnel',
  'Dossier de candidature en internat demandé ?',
  'Code LV1 demandée',
  'Libellé  LV1 demandée',
  'Code LV2 demandée',
  'Libellé LV2 demandée',
  'Code UAI étab. Accueil',
  'Type étab. Accueil',
  'Libellé établissement Accueil',
  'Ville étab. Accueil',
  'clé ministère éducatif',
  "UAI CIO de l'établissement d'accueil",
  'SIRET UAI gestionnaire',
  'UAI Établissement responsable',
  'SIRET UAI formateur',
  'UAI Établissement formateur',
] as const;

export type Entete = (typeof entete)[number];
export type Ligne = Record<Entete, string>;

const quoted = (value: string): string => (value === '' ? '' : `"${value.replaceAll('"', '""')}"`);

/** One record of an extraction, without its line end. */
export const texteLigne = (ligne: Ligne): string => entete.map((name) => quoted(ligne[name])).join(';');

export const texteEntete = entete.map(quoted).join(';');

/** The text of an extraction: `;`, quotes, LF, no BOM. */
export const texteExtraction = (lignes: readonly Ligne[]): string =>
  [texteEntete, ...lignes.map(texteLigne), ''].join('\n');
