/**
 * The columns of the Affelnet extraction, by their exact names (facts of the 2025 format; the double spaces of
 * other columns are real). The file has 61 of them; those that nobody reads may be missing or change.
 */
export const colonnes = {
  academie: "Académie possédant le dossier élève et l'offre de formation",
  ine: 'INE',
  nom: "Nom de l'élève",
  prenom: 'Prénom 1',
  prenom2: 'Prénom 2',
  prenom3: 'Prénom 3',
  adresse1: "Adresse de l'élève - Ligne 1",
  adresse2: "Adresse de l'élève - Ligne 2",
  adresse3: "Adresse de l'élève - Ligne 3",
  adresse4: "Adresse de l'élève - Ligne 4",
  codePostal: 'Code postal',
  ville: 'VILLE',
  pays: 'PAYS',
  telephonePersonnel: 'Téléphone personnel',
  telephonePortable: 'Téléphone portable',
  telephoneResponsable1: 'Téléphone responsable 1',
  telephoneResponsable2: 'Téléphone responsable 2',
  email1: 'Mail responsable 1',
  email2: 'Mail responsable 2',
  origineUai: 'Code UAI étab. origine',
  origineType: 'Type étab. origine',
  origineLibelle: 'Libellé étab. origine',
  origineVille: 'Ville étab. origine',
  origineCio: 'Code UAI CIO origine',
  rang: 'Rang du vœu',
  codeOffre: 'Code offre de formation (vœu)',
  mef: 'Code MEF',
  libelle: 'Libellé formation',
  accueilUai: 'Code UAI étab. Accueil',
  accueilType: 'Type étab. Accueil',
  accueilLibelle: 'Libellé établissement Accueil',
  accueilVille: 'Ville étab. Accueil',
  cle: 'clé ministère éducatif',
  accueilCio: "UAI CIO de l'établissement d'accueil",
  siretResponsable: 'SIRET UAI gestionnaire',
  uaiResponsable: 'UAI Établissement responsable',
  siretFormateur: 'SIRET UAI formateur',
  uaiFormateur: 'UAI Établissement formateur',
} as const;

export type Colonne = keyof typeof colonnes;

/** Every column of this format that is read: a file without one of them is another year's, or not the extraction. */
export const colonnesRequises: readonly string[] = Object.values(colonnes);
