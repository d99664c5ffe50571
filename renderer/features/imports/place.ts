import type { ApercuImport, RelationLue } from '../../../shared/contract/ipc/imports.ts';
import type { Travail } from '../../../shared/contract/ipc/travaux.ts';
import { type Bilan, isChanged } from './textes.ts';

/** What a person wrote on the preview of one reading; another reading begins anew. */
export interface Brouillon {
  lecture: string;
  /** One a relation, in their order. */
  noms: readonly string[];
  confirmerRetraits: boolean;
}

/** Where one is in an import; kept while another screen is open. */
export interface ImportPlace {
  /** The work that this screen follows: a reading, then an import. */
  travail: string | null;
  brouillon: Brouillon | null;
  /** What the import that runs was to change, for its last sentence. */
  bilan: Bilan | null;
}
export const newImport: ImportPlace = { travail: null, brouillon: null, bilan: null };

export type Etape = 'choix' | 'travail' | 'apercu' | 'fini';

/**
 * Which page of the import shows: of the work that is followed, else of one that runs (begun before a lock), else what
 * the core still holds of a reading. A work that nobody knows any more ended with the core that ran it.
 */
export const suivre = (
  place: Pick<ImportPlace, 'travail'>,
  travaux: readonly Travail[],
): { etape: Etape; travail: Travail | null } => {
  const own = travaux.find(({ travail }) => travail === place.travail) ?? null;
  const running = travaux.find(({ etat, genre }) => etat === 'en-cours' && (genre === 'lecture' || genre === 'import'));
  const travail = own ?? running ?? null;
  if (travail === null) return { etape: 'apercu', travail };
  if (travail.etat === 'en-cours') return { etape: 'travail', travail };
  if (travail.genre === 'import') return { etape: travail.etat === 'fini' ? 'fini' : 'apercu', travail };
  return { etape: travail.etat === 'fini' ? 'apercu' : 'choix', travail };
};

/** A file that does not say whose list it is has to be named by a person; the others are proposed a name. */
export const brouillonDe = ({ lecture, relations }: ApercuImport, known: Brouillon | null): Brouillon =>
  known?.lecture === lecture
    ? known
    : {
        lecture,
        noms: relations.map(({ nom, couple, flux }) => (couple === null && flux === null ? '' : nom)),
        confirmerRetraits: false,
      };

/** A list that the file leaves as it is keeps its name: only the others are asked. */
const isUnnamed = (relation: RelationLue, nom: string | undefined): boolean =>
  isChanged(relation) && (nom ?? '').trim() === '';

export type Manque = 'rien-a-importer' | 'rien-ne-change' | 'nom' | 'retraits';

/** What still keeps the file from being imported; null when nothing does. */
export const manqueA = ({ relations }: ApercuImport, { noms, confirmerRetraits }: Brouillon): Manque | null => {
  if (relations.length === 0) return 'rien-a-importer';
  if (!relations.some(isChanged)) return 'rien-ne-change';
  if (relations.some((relation, index) => isUnnamed(relation, noms[index]))) return 'nom';
  if (!confirmerRetraits && relations.some(({ retraitsInhabituels }) => retraitsInhabituels)) return 'retraits';
  return null;
};

/** The names that are sent, one a relation: a list that nothing changes keeps its own. */
export const nomsEnvoyes = ({ relations }: ApercuImport, { noms }: Brouillon): string[] =>
  relations.map(({ nom }, index) => {
    const written = (noms[index] ?? '').trim();
    return written === '' ? nom : written;
  });

export const manqueTextes: Readonly<Record<Manque, string>> = {
  'rien-a-importer': 'Aucune ligne utilisable : rien à importer.',
  'rien-ne-change': 'Tout est déjà sur ce poste : rien à importer.',
  nom: 'Il reste à donner un nom à la liste.',
  retraits: 'Il reste à confirmer les retraits.',
};
