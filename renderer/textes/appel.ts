import { type Disposition, dispositions, type Issue, issues } from '../../shared/domain/actes/appel.ts';
import type { CorrectionTelephone } from '../../shared/domain/telephone.ts';
import { ordinal } from './pluriel.ts';

/** What happened on the line; the order is that of the digits 1 to 8. */
export const dispositionTextes: Readonly<Record<Disposition, string>> = {
  JOINT: 'Joint',
  MESSAGE: 'Message laissé',
  SANS_REPONSE: 'Pas de réponse',
  OCCUPE: 'Occupé',
  RAPPELER: 'Rappeler le…',
  MAUVAIS_CONTACT: 'Mauvais interlocuteur',
  NUMERO_INVALIDE: 'Faux numéro',
  OPPOSITION: 'Ne plus contacter',
};

/** In the past, for the fil and the table. */
export const dispositionPassee: Readonly<Record<Disposition, string>> = {
  JOINT: 'joint',
  MESSAGE: 'message laissé',
  SANS_REPONSE: 'pas de réponse',
  OCCUPE: 'occupé',
  RAPPELER: 'à rappeler',
  MAUVAIS_CONTACT: 'mauvais interlocuteur',
  NUMERO_INVALIDE: 'faux numéro',
  OPPOSITION: 'ne plus contacter',
};

export const issueTextes: Readonly<Record<Issue, string>> = {
  RDV_FIXE: 'RDV fixé',
  REFLECHIT: 'Réfléchit',
  CHERCHE_ENTREPRISE: 'Cherche entreprise',
  A_UNE_ENTREPRISE: 'A une entreprise',
  DOSSIER_ENVOYE: 'Dossier envoyé',
  INSCRIT: 'Inscrit·e',
  AUTRE_VOIE: 'Autre voie ou CFA',
  SANS_SUITE: 'Ne donne pas suite',
  HORS_CRITERES: 'Hors critères',
};

/** « 3e essai »: the call that comes next, wherever tries are told. null where none is counted. */
export const essaiMot = (essais: number): string | null => (essais === 0 ? null : `${ordinal(essais + 1)} essai`);

export const isDisposition = (code: string): code is Disposition => dispositions.some((known) => known === code);
export const isIssue = (code: string): code is Issue => issues.some((known) => known === code);

export const dispositionMot = (code: string): string =>
  isDisposition(code) ? dispositionPassee[code] : 'appel enregistré';

export const interlocuteurTextes = {
  responsable: 'Responsable légal',
  candidat: 'Candidat·e',
  autre: 'Autre personne',
} as const;

export const origineTextes = {
  responsable_1: 'Responsable légal, 1er numéro',
  responsable_2: 'Responsable légal, 2e numéro',
  personnel: 'Candidat·e, fixe',
  portable: 'Candidat·e, portable',
  ajoute: 'Ajouté à la main',
} as const;

export const numeroEtatTextes = {
  inconnu: '',
  confirme: 'confirmé',
  a_verifier: 'à vérifier',
  invalide: 'faux numéro',
  verrouille: 'ne plus appeler',
} as const;

const corrections: Readonly<Record<CorrectionTelephone, (brut: string) => string>> = {
  DROM_11_CHIFFRES: (brut) => `corrigé depuis ${brut} : l’indicatif d’outre-mer avait été abîmé`,
  DROM_INDICATIF: (brut) => `corrigé depuis ${brut} : c’est un numéro d’outre-mer`,
  ZERO_EN_TROP: (brut) => `corrigé depuis ${brut} : un zéro en trop après l’indicatif`,
  ZERO_PERDU: (brut) => `corrigé depuis ${brut} : le zéro du début s’était perdu`,
  INDICATIF_SANS_PLUS: (brut) => `corrigé depuis ${brut} : l’indicatif avait perdu son +`,
  INDICATIF_INATTENDU: (brut) => `reçu ${brut} : indicatif inattendu, gardé tel quel`,
  PLUSIEURS_NUMEROS: (brut) => `premier des numéros reçus ensemble : ${brut}`,
};

/** What was done to a number and why, with what had been received; a code of a newer version says less. */
export const correctionTexte = (code: string, brut: string): string => {
  const known = Object.entries(corrections).find(([name]) => name === code)?.[1];
  return known?.(brut) ?? `corrigé depuis ${brut}`;
};
