import type { Disposition, Issue } from './actes/appel.ts';

/** Where a dossier stands, in the order in which a candidat takes the word of one of its dossiers. */
export const situationCodes = [
  'OPPOSITION',
  'A_REPONDRE',
  'INSCRIT',
  'DOSSIER_ENVOYE',
  'RDV_FIXE',
  'A_UNE_ENTREPRISE',
  'CHERCHE_ENTREPRISE',
  'REFLECHIT',
  'A_RAPPELER',
  'MESSAGE_LAISSE',
  'REPONDU',
  'A_APPELER',
  'INJOIGNABLE',
  'HORS_CRITERES',
  'AUTRE_VOIE',
  'SANS_SUITE',
  'RETIRE',
  'DEMANDE_ANNULEE',
] as const;
export type SituationCode = (typeof situationCodes)[number];

export type SituationCouleur =
  | 'encre'
  | 'orange'
  | 'red'
  | 'yellow'
  | 'teal'
  | 'indigo'
  | 'violet'
  | 'cyan'
  | 'green'
  | 'gray';

export interface SituationDefinition {
  /** The word on screen, in French. */
  mot: string;
  couleur: SituationCouleur;
  /** An open dossier waits for somebody here; a closed one has nothing left to do. */
  ouverte: boolean;
}

/** SCREENS, Look: each situation has its colour and its word, never the colour alone. */
export const situations: Readonly<Record<SituationCode, SituationDefinition>> = {
  A_APPELER: { mot: 'À appeler', couleur: 'encre', ouverte: true },
  A_RAPPELER: { mot: 'À rappeler', couleur: 'orange', ouverte: true },
  A_REPONDRE: { mot: 'À répondre', couleur: 'red', ouverte: true },
  MESSAGE_LAISSE: { mot: 'Message laissé', couleur: 'yellow', ouverte: true },
  REPONDU: { mot: 'Répondu, à suivre', couleur: 'yellow', ouverte: true },
  RDV_FIXE: { mot: 'RDV fixé', couleur: 'teal', ouverte: true },
  REFLECHIT: { mot: 'Réfléchit', couleur: 'indigo', ouverte: true },
  CHERCHE_ENTREPRISE: { mot: 'Cherche entreprise', couleur: 'violet', ouverte: true },
  A_UNE_ENTREPRISE: { mot: 'A une entreprise', couleur: 'violet', ouverte: true },
  DOSSIER_ENVOYE: { mot: 'Dossier envoyé', couleur: 'cyan', ouverte: true },
  INSCRIT: { mot: 'Inscrit·e', couleur: 'green', ouverte: false },
  INJOIGNABLE: { mot: 'Injoignable', couleur: 'gray', ouverte: true },
  AUTRE_VOIE: { mot: 'Autre voie', couleur: 'gray', ouverte: false },
  SANS_SUITE: { mot: 'Ne donne pas suite', couleur: 'gray', ouverte: false },
  HORS_CRITERES: { mot: 'Hors critères', couleur: 'gray', ouverte: false },
  OPPOSITION: { mot: 'Ne plus contacter', couleur: 'gray', ouverte: false },
  RETIRE: { mot: 'Retiré·e de la liste', couleur: 'gray', ouverte: false },
  DEMANDE_ANNULEE: { mot: 'Demande annulée', couleur: 'gray', ouverte: false },
};

/** What an issue makes of a dossier. */
export const situationParIssue: Readonly<Record<Issue, SituationCode>> = {
  RDV_FIXE: 'RDV_FIXE',
  REFLECHIT: 'REFLECHIT',
  CHERCHE_ENTREPRISE: 'CHERCHE_ENTREPRISE',
  A_UNE_ENTREPRISE: 'A_UNE_ENTREPRISE',
  DOSSIER_ENVOYE: 'DOSSIER_ENVOYE',
  INSCRIT: 'INSCRIT',
  AUTRE_VOIE: 'AUTRE_VOIE',
  SANS_SUITE: 'SANS_SUITE',
  HORS_CRITERES: 'HORS_CRITERES',
};

/** What the last call makes of a dossier that has no issue. A wrong number is not a try: the person is still to be called. */
export const situationParDisposition: Readonly<Record<Disposition, SituationCode>> = {
  JOINT: 'A_RAPPELER',
  MESSAGE: 'MESSAGE_LAISSE',
  SANS_REPONSE: 'A_RAPPELER',
  OCCUPE: 'A_RAPPELER',
  RAPPELER: 'A_RAPPELER',
  MAUVAIS_CONTACT: 'A_APPELER',
  NUMERO_INVALIDE: 'A_APPELER',
  OPPOSITION: 'OPPOSITION',
};

/** The state of the demandes: none open, one that a call has already followed, one that nothing has followed. */
export type DemandesEtat = 'aucune' | 'suivie' | 'a_repondre';

export interface SituationCriteres {
  opposition: boolean;
  /** An erasure was asked: the dossier waits for the server's order and nobody calls it any more. */
  efface: boolean;
  issue: Issue | null;
  /** Disposition of the last call, null before the first. */
  disposition: Disposition | null;
  demandes: DemandesEtat;
  /** The dossier had vœux and the lists keep none of them. */
  retire: boolean;
  /** The computed rule of `injoignable.ts`, or no number left to dial. */
  injoignable: boolean;
  /** A message was written to the family after the last call. */
  ecrit: boolean;
  /** What was written last is an answer to a demande, not a message. */
  repondu: boolean;
  /** Known from demandes only, and the person took each of them back. */
  annulee: boolean;
  /** A person planned a next step. */
  planifie: boolean;
}

/**
 * The table disposition x issue x demandes -> one situation (PROTOCOL 2). First line that holds:
 * opposition and erasure; a demande nothing has followed; an issue (a closed one only while no demande is open);
 * withdrawal, unless the person was promised a call; demandes that were all taken back, unless something was planned;
 * unreachable; something written since the last call; that call; a plan; to call.
 */
export const choisirSituation = (criteres: SituationCriteres): SituationCode => {
  if (criteres.opposition) return 'OPPOSITION';
  if (criteres.efface) return 'RETIRE';
  if (criteres.demandes === 'a_repondre') return 'A_REPONDRE';
  if (criteres.issue !== null) {
    const situation = situationParIssue[criteres.issue];
    if (situations[situation].ouverte || criteres.demandes === 'aucune') return situation;
  }
  if (criteres.retire && criteres.demandes === 'aucune' && criteres.disposition !== 'RAPPELER') return 'RETIRE';
  if (criteres.annulee && criteres.demandes === 'aucune' && !criteres.planifie) return 'DEMANDE_ANNULEE';
  if (criteres.injoignable) return 'INJOIGNABLE';
  if (criteres.ecrit) return criteres.repondu ? 'REPONDU' : 'MESSAGE_LAISSE';
  if (criteres.disposition !== null) return situationParDisposition[criteres.disposition];
  return criteres.planifie ? 'A_RAPPELER' : 'A_APPELER';
};
