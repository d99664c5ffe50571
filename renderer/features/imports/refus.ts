import { z } from 'zod';
import type { Failure } from '../../../shared/contract/errors.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { compte, nombre } from '../../textes/pluriel.ts';

const known = z.object({
  motif: z.string().optional().catch(undefined),
  octets: z.boolean().optional().catch(undefined),
  ligne: z.number().optional().catch(undefined),
  max: z.number().optional().catch(undefined),
  manquantes: z.array(z.string()).optional().catch(undefined),
  doubles: z.array(z.string()).optional().catch(undefined),
  relations: z
    .array(z.object({ nom: z.string(), avant: z.number(), retires: z.number() }))
    .optional()
    .catch(undefined),
});
type Details = z.infer<typeof known>;

/** Said when a spreadsheet is the likely cause: the way out is always the same. */
const repartir = 'Repartir du fichier téléchargé, sans l’ouvrir dans Excel.';

const illisibles: Readonly<Record<string, string>> = {
  classeur:
    'Ce fichier est un classeur Excel. L’ouvrir dans Excel, choisir « Enregistrer sous », « CSV UTF-8 », puis importer ce nouveau fichier.',
  binaire: 'Ce fichier n’est pas du texte : ce n’est pas un fichier CSV.',
  'autre-objet': 'Ce n’est pas un fichier : choisir le fichier CSV lui-même.',
  lecture:
    'Ce fichier ne peut pas être lu : il est peut-être ouvert dans un autre logiciel, ou la clé USB a été retirée.',
};

const entetes: Readonly<Record<string, string>> = {
  extraction:
    'Ce fichier est une extraction d’Affelnet, que seul le serveur sait importer. Ici, il faut le fichier de 27 colonnes que le CFA télécharge.',
  'excel-lisible':
    'Ce fichier est un export « Excel lisible » de Rappel CFA : il est fait pour être lu. Pour l’importer, il faut l’export « Import Ypareo / iGesti ».',
  inconnu:
    'La première ligne de ce fichier ne porte aucun des noms de colonnes attendus : ce n’est pas le bon fichier.',
};

/** Enough to see which file it is; the whole list of 27 would say less. */
const shownColumns = 8;
const colonnes = (mot: string, noms: readonly string[] | undefined): string => {
  if (noms === undefined || noms.length === 0) return '';
  // One more takes no more room than the words that would stand for it.
  const shown = noms.length > shownColumns + 1 ? noms.slice(0, shownColumns) : noms;
  const rest = noms.length - shown.length;
  return `${mot} : ${shown.join(', ')}${rest > 0 ? ` et ${compte(rest, 'autre', 'autres')}` : ''}.`;
};

const entete = ({ motif = '', manquantes, doubles }: Details): string =>
  entetes[motif] ??
  [
    'Les colonnes de ce fichier ne sont pas celles attendues.',
    colonnes('Il manque', manquantes),
    colonnes('En double', doubles),
  ]
    .filter((phrase) => phrase !== '')
    .join(' ');

const malformees: Readonly<Record<string, string>> = {
  colonnes: 'elle a plus de cellules que l’en-tête n’a de colonnes',
  guillemets: 'un guillemet y est mal placé',
  'trop-longue': 'elle n’en finit pas, un guillemet n’y est sans doute jamais fermé',
};

const surLaLigne = (ligne: number | undefined): string =>
  ligne === undefined ? 'Une ligne de ce fichier' : `La ligne ${nombre(ligne)} de ce fichier`;

const tropDeRetraits = ({ relations }: Details): string | null =>
  relations === undefined || relations.length === 0
    ? null
    : `Ce fichier retirerait beaucoup de vœux : ${relations
        .map(({ nom, avant, retires }) => `« ${nom} », ${nombre(retires)} sur ${compte(avant, 'vœu', 'vœux')}`)
        .join(' ; ')}. Cocher la confirmation, ou vérifier le fichier.`;

const phraseDe = (code: Failure['code'], details: Details): string | null => {
  const { motif = '', ligne, max, octets } = details;
  switch (code) {
    case 'FICHIER_ILLISIBLE':
      return illisibles[motif] ?? null;
    case 'ENTETE_INATTENDU':
      return entete(details);
    case 'ENCODAGE_INVALIDE':
      return `Les accents de ce fichier ne peuvent pas être lus avec certitude. ${repartir}`;
    case 'SEPARATEUR_INATTENDU':
      return ligne === undefined
        ? `Toutes les colonnes de ce fichier sont tombées dans une seule. ${repartir}`
        : `${surLaLigne(ligne)} n’est pas séparée comme l’en-tête. ${repartir}`;
    case 'LIGNE_TRONQUEE':
      return motif === 'guillemet'
        ? `${surLaLigne(ligne)} ouvre un guillemet qui n’est jamais fermé : le fichier est sans doute coupé. Le télécharger de nouveau.`
        : `${surLaLigne(ligne)} est coupée : il y manque des colonnes. Télécharger le fichier de nouveau.`;
    case 'LIGNE_MALFORMEE':
      return `${surLaLigne(ligne)} ne peut pas être lue : ${malformees[motif] ?? 'elle n’a pas la forme attendue'}.`;
    case 'TROP_VOLUMINEUX':
      if (octets === true)
        return `Ce fichier pèse plus de ${nombre(Math.round((max ?? 0) / (1024 * 1024)))} Mo : aucune liste de vœux n’est aussi grosse. Vérifier que c’est le bon fichier.`;
      return `Ce fichier contient plus de ${compte(max ?? 50, 'liste', 'listes')} : c’est un fichier national ou académique, que seul le serveur sait importer.`;
    case 'TRAVAIL_EN_COURS':
      return motif === 'premiere-synchro'
        ? 'La première réception des listes n’est pas terminée. Recommencer ensuite.'
        : 'Une lecture, un import ou un rattachement est déjà en cours. Attendre sa fin, ou l’annuler.';
    case 'TROP_DE_RETRAITS':
      return tropDeRetraits(details);
    case 'RELATION_A_NOMMER':
      return 'Donner un nom à chaque liste, puis recommencer.';
    case 'JETON_INVALIDE':
      return 'Le choix du fichier n’est plus valable : le choisir de nouveau.';
    case 'DISQUE_PLEIN':
      return 'Le disque est plein. Libérer de la place, puis recommencer.';
    default:
      return null;
  }
};

/** Why a file was refused, with the line and the columns that the core names, and what to do about it. */
export const phraseRefus = ({
  code,
  details,
}: Pick<Failure, 'code'> & { details?: Failure['details'] | null }): string => {
  const read = known.safeParse(details ?? {});
  return (read.success ? phraseDe(code, read.data) : null) ?? phraseErreur(code);
};
