import type { ErrorCode } from '../../shared/contract/errors.ts';
import { sentenceOf } from './phrases.ts';

const untouched = 'Rien n’a été modifié.';

const names = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

const quotedList = (values: readonly string[]): string => values.map((value) => `« ${value} »`).join(', ');

/** « 1 vœu créé », « 3 vœux créés »; zero is singular in French. */
export const plural = (count: number, one: string, many: string): string => `${count} ${count > 1 ? many : one}`;

function header({ manquantes, doubles }: Record<string, unknown>): string {
  const missing = names(manquantes);
  const twice = names(doubles);
  const parts: string[] = [];
  if (missing.length === 1) parts.push(`Il manque la colonne ${quotedList(missing)}.`);
  if (missing.length > 1) parts.push(`Il manque ${missing.length} colonnes : ${quotedList(missing)}.`);
  if (twice.length > 0) parts.push(`En double : ${quotedList(twice)}.`);
  return `L’en-tête du fichier n’est pas celui attendu. ${parts.join(' ')} Vérifiez que c’est bien le fichier de cette année.`;
}

function removedOffers(formations: object): string {
  const { avant, retirees } = { avant: 0, retirees: 0, ...formations };
  return [
    `Ce fichier retirerait trop d’offres de formation : ${retirees} sur ${avant}. Il est peut-être incomplet.`,
    'Si c’est voulu, recommencez avec --confirmer-retraits.',
  ].join('\n');
}

function removals({ relations, formations }: Record<string, unknown>): string {
  if (typeof formations === 'object' && formations !== null) return removedOffers(formations);
  const lines = (Array.isArray(relations) ? relations : []).map((perte: Record<string, unknown>) => {
    const relation = typeof perte.relation === 'string' ? perte.relation : 'sans relation';
    const deplaces = Number(perte.deplaces) > 0 ? ` et ${plural(Number(perte.deplaces), 'déplacé', 'déplacés')}` : '';
    return `  ${relation} : ${plural(Number(perte.retires), 'vœu retiré', 'vœux retirés')}${deplaces} sur ${String(perte.avant)}`;
  });
  return [
    'Ce fichier retirerait trop de vœux :',
    ...lines,
    'Si c’est voulu, recommencez avec --confirmer-retraits, suivi des relations concernées ou seul pour toutes.',
  ].join('\n');
}

const sentences: Partial<Record<ErrorCode, (details: Record<string, unknown>) => string>> = {
  FICHIER_ILLISIBLE: ({ raison }) =>
    raison === 'ENOENT'
      ? 'Ce fichier n’existe pas.'
      : raison === 'EISDIR'
        ? 'Ce chemin est un dossier, pas un fichier.'
        : 'Ce fichier ne peut pas être lu : vérifiez vos droits et le support.',
  FICHIER_VIDE: () => 'Le fichier est vide.',
  FICHIER_SANS_LIGNE: () => 'Le fichier ne contient que l’en-tête.',
  ENCODAGE_INVALIDE: () => 'Le fichier n’est pas en UTF-8 : il a sans doute été réenregistré par un tableur.',
  SEPARATEUR_INATTENDU: ({ attendu }) => `Les colonnes ne sont pas séparées par « ${String(attendu)} ».`,
  ENTETE_INATTENDU: header,
  LIGNE_TRONQUEE: ({ ligne }) => `La ligne ${String(ligne)} est coupée : le fichier est sans doute incomplet.`,
  LIGNE_MALFORMEE: ({ ligne }) =>
    `La ligne ${String(ligne)} est mal formée (colonnes en trop ou guillemets mal fermés).`,
  TROP_DE_RETRAITS: removals,
  RELATION_INCONNUE: ({ relations }) =>
    `Relation inconnue : ${quotedList(names(relations))}. Écrivez SIRET_RESPONSABLE-SIRET_FORMATEUR.`,
  IMPORT_CONCURRENT: () =>
    'Un autre import est en cours. Recommencez quand il sera fini, ou dans une minute s’il a été interrompu brutalement.',
  IMPORT_INTERROMPU: () => 'Import interrompu à votre demande.',
  CAMPAGNE_PURGEE: ({ campagne, relations }) =>
    `Les listes de la campagne ${String(campagne)} ont été effacées à leur date de fin (RETENTION_MOIS) pour ${plural(names(relations).length, 'relation', 'relations')} de ce fichier : elles ne peuvent plus en recevoir. Vérifiez le fichier et sa date (--date).`,
  REMPLACEMENT_INVALIDE: ({ ligne, champ }) =>
    champ === 'Affelnet_id'
      ? `Ligne ${String(ligne)} : la colonne « Affelnet_id » doit nommer une offre (ACADÉMIE/CODE_OFFRE), une seule fois dans le fichier.`
      : `Ligne ${String(ligne)} : la colonne « ${String(champ)} » n’est pas valable (SIRET de 14 chiffres, ou UAI de 7 chiffres et une lettre).`,
  DATE_INVALIDE: () => 'La date n’est pas valable : attendu AAAA-MM-JJ, ou un instant comme 2026-06-08T06:00:00.000Z.',
};

/** The French sentence of a refused import; it says which of the two files it is about, and that nothing changed. */
export function sentenceOfImport(code: ErrorCode, details: Record<string, unknown> = {}): string {
  const sentence = sentences[code];
  if (sentence === undefined) return sentenceOf(code, details);
  const file = details.fichier === 'remplacements' ? 'Fichier des remplacements. ' : '';
  return `${file}${sentence(details)}\n${untouched}`;
}
