import type { ErrorCode } from '../../shared/contract/errors.ts';

const reasons: Record<string, string> = {
  BASE_ABSENTE:
    'Il n’y a pas encore de base à cet endroit : rien à quoi comparer, et rien n’a été créé. Vérifiez DATABASE_URL, ou importez sans --simuler.',
  CLES_LISIBLES_PAR_D_AUTRES:
    'Le fichier des clés de signature peut être lu par d’autres comptes de cette machine. Retirez-leur ce droit (chmod 600), puis recommencez.',
  CLE_LISIBLE_PAR_D_AUTRES:
    'Le fichier de la clé de la base peut être lu par d’autres comptes de cette machine. Retirez-leur ce droit (chmod 600), puis recommencez.',
  GUICHET_ILLISIBLE:
    'Le guichet ne s’ouvre pas avec cette clé, ou ce fichier n’est pas un guichet Rappel CFA. Rien n’a été modifié : vérifiez GUICHET_URL et GUICHET_CLE_FILE.',
  CLE_GUICHET_ABSENTE:
    'Le guichet existe mais sa clé est introuvable. Remettez le fichier de clé (GUICHET_CLE_FILE) : sans elle, les demandes qu’il contient ne peuvent pas être lues.',
  CLES_ILLISIBLES:
    'Le fichier des clés de signature est illisible. Remettez-le depuis une sauvegarde, ou écartez-le : de nouvelles clés seront faites et chacun se reconnectera.',
  CLES_DE_DEVELOPPEMENT:
    'Les clés de signature sont celles de démonstration d’oidc-provider, connues de tous. Écartez ce fichier : de nouvelles clés seront faites.',
};

const sentences: Partial<Record<ErrorCode, string>> = {
  BASE_ILLISIBLE:
    'La base ne s’ouvre pas avec cette clé, ou ce fichier n’est pas une base Rappel CFA. Rien n’a été modifié : vérifiez DATABASE_URL et SYNC_API_DB_KEY_FILE.',
  BASE_PLUS_RECENTE: 'Cette base a été écrite par une version plus récente du serveur. Mettez le serveur à jour.',
  CLE_ABSENTE:
    'La base existe mais sa clé est introuvable. Indiquez SYNC_API_DB_KEY ou remettez le fichier de clé : sans elle, la base ne peut pas être lue.',
  COMPTE_SUSPENDU: 'Ce compte est suspendu. Pour le rouvrir : suspendre-compte COMPTE --reprendre.',
  OCCUPE: 'La base est occupée par une autre commande. Recommencez dans un instant.',
  REQUETE_INVALIDE: 'La demande n’est pas valable.',
  INTROUVABLE: 'Introuvable.',
  DATE_INVALIDE: 'La date n’est pas valable : attendu AAAA-MM-JJ, ou un instant comme 2026-06-08T06:00:00.000Z.',
  ERREUR_INTERNE: 'Erreur interne. Rien n’indique que la commande ait abouti : vérifiez avant de recommencer.',
};

/** The French sentence of a refusal on the command line. A command that knows better gives its own. */
export function sentenceOf(code: ErrorCode, details?: Record<string, unknown>): string {
  const reason = details?.raison;
  if (typeof reason === 'string' && reasons[reason] !== undefined) return reasons[reason];
  const base = sentences[code] ?? `Refusé (${code}).`;
  const champ = details?.champ;
  return typeof champ === 'string' ? `${base} Champ : ${champ}.` : base;
}
