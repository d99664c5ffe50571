import { z } from 'zod';

/**
 * Every stable error code that crosses a boundary (HTTP, IPC, command line, a parked acte).
 * Codes are for programs; the French sentence of each lives with whoever speaks to a person
 * (renderer/textes, sync-api/pages, sync-api/cli). A code is never renamed once released.
 */
export const errorCodes = [
  // requests
  'REQUETE_INVALIDE',
  'NON_AUTORISE',
  'INTROUVABLE',
  'TROP_VOLUMINEUX',
  'TROP_DE_REQUETES',
  'OCCUPE',
  'ERREUR_INTERNE',
  // identity and rights (PROTOCOL 5)
  'SESSION_EXPIREE',
  'POSTE_REVOQUE',
  'COMPTE_SUSPENDU',
  'FLUX_RETIRE',
  'FLUX_INCONNU',
  'CURSEUR_PERIME',
  'VERSION_TROP_ANCIENNE',
  'PREUVE_INVALIDE',
  'CODE_INVALIDE',
  'CODE_EXPIRE',
  'CODE_DESACTIVE',
  // actes (PROTOCOL 2, 3)
  'ACTE_INVALIDE',
  'ACTE_TROP_GRAND',
  'ACTE_DIFFERENT',
  'TYPE_INCONNU',
  'DOSSIER_INCONNU',
  'DEPENDANCE_INCONNUE',
  'DEPENDANCE_REFUSEE',
  'PERSONNE_EFFACEE',
  'OPPOSITION',
  'LIMITATION',
  'ROLE_INSUFFISANT',
  'CONNEXION_RECENTE_REQUISE',
  // network, seen from the poste
  'HORS_LIGNE',
  'SERVEUR_INJOIGNABLE',
  'REPONSE_INVALIDE',
  'EPOQUE_CHANGEE',
  'DELAI_DEPASSE',
  'ANNULE',
  // local file, keys, session
  'VERROUILLE',
  'PIN_INCORRECT',
  'PIN_BLOQUE',
  'PHRASE_INCORRECTE',
  'PHRASE_TROP_COURTE',
  'COFFRE_ABSENT',
  'CLE_ABSENTE',
  'BASE_ILLISIBLE',
  'BASE_PLUS_RECENTE',
  'DISQUE_PLEIN',
  'BAIL_EXPIRE',
  'DOSSIER_RESEAU',
  'CONNEXION_ANNULEE',
  'CONNEXION_EN_COURS',
  'SERVEUR_NON_CONFIGURE',
  'SERVEUR_DIFFERENT',
  'NOYAU_ARRETE',
  // actes, seen from the person
  'ACTE_DEJA_PARTI',
  'JETON_INVALIDE',
  // operator imports (PROTOCOL 7)
  'FICHIER_ILLISIBLE',
  'FICHIER_VIDE',
  'FICHIER_SANS_LIGNE',
  'ENCODAGE_INVALIDE',
  'SEPARATEUR_INATTENDU',
  'ENTETE_INATTENDU',
  'LIGNE_TRONQUEE',
  'LIGNE_MALFORMEE',
  'TROP_DE_RETRAITS',
  'RELATION_INCONNUE',
  'IMPORT_CONCURRENT',
  'IMPORT_INTERROMPU',
  'CAMPAGNE_PURGEE',
  'DATE_INVALIDE',
  'REMPLACEMENT_INVALIDE',
  // lists on the poste: exports, prints, import by hand
  'EXPORT_VIDE',
  'ECRITURE_REFUSEE',
  'TRAVAIL_EN_COURS',
  'TRAVAIL_INCONNU',
  'RELATION_A_NOMMER',
  // A person of a list imported by hand cannot be merged with one of the server's before that list is given to it.
  'RATTACHEMENT_REQUIS',
  'APERCU_PERIME',
  'IMPRESSION_ECHOUEE',
  'COMPTE_DEJA_SUR_CE_POSTE',
  // agenda: no créneau of that id (or of another flux); hours that a créneau cannot have; it is cancelled
  'CRENEAU_INCONNU',
  'CRENEAU_INVALIDE',
  'CRENEAU_ANNULE',
  // she already has a réservation there
  'DEJA_RESERVE',
  // nobody can be present, or absent, before the meeting began
  'RENDEZ_VOUS_A_VENIR',
  // one gesture for many people: more than it may concern; none under that id, or it can no longer be taken back
  'LOT_TROP_GRAND',
  'LOT_PERIME',
  'LOT_INCONNU',
  'LOT_NON_ANNULABLE',
  // shared documents: more of them than an organisme or an account may keep
  'PARTAGES_TROP_NOMBREUX',
] as const;

export const errorCode = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCode>;

/** What every refusal looks like over HTTP: `details` never holds personal data. */
export const httpError = z.object({
  code: errorCode,
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type HttpError = z.infer<typeof httpError>;

/** An expected failure as a value. */
export interface Failure {
  code: ErrorCode;
  details?: Record<string, unknown> | undefined;
}
export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });
export const failure = (code: ErrorCode, details?: Record<string, unknown>): { ok: false; error: Failure } => ({
  ok: false,
  error: details === undefined ? { code } : { code, details },
});
