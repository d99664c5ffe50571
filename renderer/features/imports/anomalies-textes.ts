import type { GraviteAnomalie } from '../../../shared/contract/ipc/imports.ts';
import { compte } from '../../textes/pluriel.ts';

/** What a spreadsheet did and what was undone, counted: singular and plural of each stable code. */
const reparations: Readonly<Record<string, readonly [string, string]>> = {
  TEXTE_EXCEL: [
    'cellule écrite en formule par Excel, remise en clair',
    'cellules écrites en formule par Excel, remises en clair',
  ],
  APOSTROPHE: ['apostrophe d’Excel enlevée', 'apostrophes d’Excel enlevées'],
  CODE_POSTAL_ZERO: ['code postal qui retrouve son zéro', 'codes postaux qui retrouvent leur zéro'],
  TELEPHONE_ZERO: ['téléphone qui retrouve son zéro', 'téléphones qui retrouvent leur zéro'],
  UAI_ZERO: ['UAI qui retrouve son zéro', 'UAI qui retrouvent leur zéro'],
  TELEPHONE_DROM_11_CHIFFRES: ['téléphone d’outre-mer corrigé', 'téléphones d’outre-mer corrigés'],
  TELEPHONE_DROM_INDICATIF: ['indicatif d’outre-mer corrigé', 'indicatifs d’outre-mer corrigés'],
  TELEPHONE_ZERO_EN_TROP: ['téléphone débarrassé d’un zéro en trop', 'téléphones débarrassés d’un zéro en trop'],
  TELEPHONE_ZERO_PERDU: ['téléphone qui retrouve son zéro', 'téléphones qui retrouvent leur zéro'],
  TELEPHONE_INDICATIF_SANS_PLUS: ['indicatif qui retrouve son signe +', 'indicatifs qui retrouvent leur signe +'],
  TELEPHONE_INDICATIF_INATTENDU: ['indicatif inattendu, gardé tel quel', 'indicatifs inattendus, gardés tels quels'],
  TELEPHONE_PLUSIEURS_NUMEROS: [
    'cellule à plusieurs numéros, le premier est gardé',
    'cellules à plusieurs numéros, le premier est gardé',
  ],
};
const autreReparation = ['autre réparation', 'autres réparations'] as const;

/** « 12 codes postaux qui retrouvent leur zéro », the most frequent first; two codes of the same words count together. */
export const phrasesReparations = (lues: readonly { code: string; nombre: number }[]): string[] => {
  const comptes = new Map<readonly [string, string], number>();
  const parMots = new Map<string, readonly [string, string]>();
  for (const { code, nombre } of lues) {
    const mots = reparations[code] ?? autreReparation;
    const known = parMots.get(mots[0]) ?? mots;
    parMots.set(mots[0], known);
    comptes.set(known, (comptes.get(known) ?? 0) + nombre);
  }
  return [...comptes].sort(([, a], [, b]) => b - a).map(([mots, nombre]) => compte(nombre, ...mots));
};

const anomalies: Readonly<Record<string, string>> = {
  INE_ABSENT: 'pas d’INE : la ligne ne dit pas de qui il s’agit',
  INE_SCIENTIFIQUE: 'INE changé en nombre par Excel : ses chiffres sont perdus',
  INE_FORME: 'INE d’une forme inattendue, gardé tel quel',
  NOM_ABSENT: 'pas de nom',
  PRENOM_ABSENT: 'pas de prénom',
  ADRESSE_ABSENTE: 'pas d’adresse',
  VILLE_ABSENTE: 'pas de ville',
  CODE_POSTAL_ABSENT: 'pas de code postal',
  CODE_POSTAL_FORME: 'code postal d’une forme inattendue, gardé tel quel',
  TELEPHONE_ABSENT: 'aucun téléphone utilisable pour cette personne',
  TELEPHONE_SCIENTIFIQUE: 'téléphone changé en nombre par Excel : des chiffres sont perdus',
  TELEPHONE_ILLISIBLE: 'téléphone illisible, gardé tel quel',
  TELEPHONE_DOUTEUX: 'téléphone douteux, à vérifier avant d’appeler',
  EMAIL_FORME: 'adresse électronique d’une forme inattendue, gardée telle quelle',
  DIPLOME_FORME: 'code formation-diplôme d’une forme inattendue, gardé tel quel',
  DIPLOME_SCIENTIFIQUE: 'code formation-diplôme changé en nombre par Excel : laissé vide',
  MEF_FORME: 'code MEF d’une forme inattendue, gardé tel quel',
  MEF_SCIENTIFIQUE: 'code MEF changé en nombre par Excel : laissé vide',
  FORMATION_ABSENTE: 'rien ne dit quelle est la formation',
  CLE_FORME: 'clé ministère éducatif illisible, laissée vide',
  UAI_ABSENT: 'pas d’UAI',
  UAI_FORME: 'UAI illisible, laissé vide',
  LIGNE_TROP_LONGUE: 'ligne beaucoup trop longue',
  PERSONNE_EFFACEE: 'personne effacée de ce poste à sa demande',
  DOUBLON: 'même personne et même vœu qu’une ligne précédente',
};

/** One line of the file in words; a code of a newer core says less. */
export const phraseAnomalie = (type: string): string =>
  anomalies[type] ?? reparations[type]?.[0] ?? 'donnée inattendue';

export const graviteTextes: Readonly<Record<GraviteAnomalie, { une: string; filtre: string }>> = {
  ecartee: { une: 'non importée', filtre: 'Lignes écartées' },
  'a-verifier': { une: 'à vérifier', filtre: 'À vérifier' },
  reparee: { une: 'réparée', filtre: 'Réparées' },
};

const colonnes: Readonly<Record<string, string>> = {
  INE_APPRENANT: 'INE',
  NOM_APPRENANT: 'Nom',
  PRENOM_APPRENANT: 'Prénom',
  ADRESSE1_APPR: 'Adresse, 1re ligne',
  ADRESSE2_APPR: 'Adresse, 2e ligne',
  ADRESSE3_APPR: 'Adresse, 3e ligne',
  ADRESSE4_APPR: 'Adresse, 4e ligne',
  CP_APPR: 'Code postal',
  VILLE_APPR: 'Ville',
  ID_PAYS: 'Pays',
  TEL1_APPR: 'Candidat·e, fixe',
  TEL2_APPR: 'Candidat·e, portable',
  NOM_REP_LEGAL: 'Nom du responsable',
  TEL1_REP_LEGAL: 'Responsable, 1er numéro',
  TEL2_REP_LEGAL: 'Responsable, 2e numéro',
  EMAIL1_REP_LEGAL: 'Responsable, 1er courriel',
  EMAIL2_REP_LEGAL: 'Responsable, 2e courriel',
  ID_FORMATION_SOUHAIT1: 'Code formation-diplôme',
  LIBELLE_FORMATION_SOUHAIT1: 'Formation',
  CODE_MEF_10_FORMATION_SOUHAIT1: 'Code MEF',
  CLE_MINISTERE_EDUCATIF_FORMATION_SOUHAIT1: 'Clé ministère éducatif',
  ID_ETABLISSEMENT_ORIGINE: 'UAI du collège',
  NOM_ETAB_ORIGINE: 'Collège',
  VILLE_ETAB_ORIGINE: 'Ville du collège',
  ID_ETAB_ACCUEIL: 'UAI d’accueil',
  NOM_ETAB_ACCUEIL: 'Établissement d’accueil',
  VILLE_ETAB_ACCUEIL: 'Ville d’accueil',
};

/** The title that a person reads for a column of the file; its own name when it is none of ours. */
export const titreColonne = (colonne: string): string => colonnes[colonne] ?? colonne;
