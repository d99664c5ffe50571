import { type Formateur, type Formation, formateurs, responsable } from './lieux.ts';

/** Public phones of the sites, from the ranges kept for fiction. */
const telephones: Readonly<Record<Formateur['zone'], string>> = {
  lyon: '0465710010',
  stephanois: '0465710020',
  reunion: '0263990030',
};

const courriels: Readonly<Record<Formateur['zone'], string>> = {
  lyon: 'admissions.villeurbanne@example.org##accueil.villeurbanne@example.org',
  stephanois: 'secretariat.invention@example.org',
  // The catalogue knows nobody at Saint-Paul: the notices go to the gestionnaire.
  reunion: '',
};

/** The clé ministère éducatif of one training, as the lists of the demo write it. */
export const cleDe = (formateur: Formateur, offre: number): string =>
  `${formateur.prefixe}${responsable.siret}${formateur.siret}-${formateur.commune}#L${String(offre + 1).padStart(2, '0')}`;

const colonnes = [
  'cle_ministere_educatif',
  'parcoursup_id',
  'onisep_id',
  'intitule_long',
  'cfd',
  'etablissement_gestionnaire_siret',
  'etablissement_formateur_siret',
  'etablissement_formateur_raison_sociale',
  'lieu_formation_adresse',
  'code_postal',
  'localite',
  'num_tel',
  'email',
  'etablissement_gestionnaire_courriel',
  'origines',
] as const;

const ligne = (
  formateur: Formateur,
  { libelle, longue, diplome }: Formation,
  offre: number,
  rang: number,
): string[] => [
  cleDe(formateur, offre),
  String(99_000 + rang),
  `AF.${99_900 + rang}`,
  `${longue} (${libelle.startsWith('1CAP2') ? 'CAP' : 'BAC PRO'})`,
  diplome,
  responsable.siret,
  formateur.siret,
  formateur.etablissement.enseigne,
  formateur.etablissement.adresse,
  formateur.etablissement.codePostal,
  formateur.etablissement.ville,
  telephones[formateur.zone],
  courriels[formateur.zone],
  'direction@example.org',
  // The last one is closed for everybody: the intake has to say it.
  rang === 14 ? '' : 'PARCOURSUP,LBA,ONISEP,JEUNE_1_SOLUTION,AFFELNET,SITE_CFA',
];

/** The trainings of the three sites, as `importer-catalogue` reads them. */
export function texteCatalogue(): string {
  const rows = formateurs
    .flatMap((formateur) => formateur.formations.map((formation, offre) => ({ formateur, formation, offre })))
    .map(({ formateur, formation, offre }, rang) => ligne(formateur, formation, offre, rang));
  return [colonnes.join(';'), ...rows.map((row) => row.map((value) => `"${value}"`).join(';')), ''].join('\n');
}
