import type { Tri } from '../../../shared/contract/ipc/candidats.ts';
import { type ColonneDeListe, colonnesDeListe } from '../../../shared/domain/partages.ts';

export type ColumnId = 'candidat' | ColonneDeListe;

export interface Column {
  id: ColumnId;
  titre: string;
  /** The narrowest width at which every label of this column stays whole, cell padding included. */
  minWidth: number;
  /** Share of the room that is left. */
  grow: number;
  tri: Tri | null;
}

const columns: Readonly<Record<ColumnId, Column>> = {
  candidat: { id: 'candidat', titre: 'Candidat', minWidth: 200, grow: 3, tri: 'nom' },
  formation: { id: 'formation', titre: 'Formation', minWidth: 160, grow: 3, tri: 'formation' },
  accueil: { id: 'accueil', titre: 'Établissement d’accueil', minWidth: 172, grow: 3, tri: 'accueil' },
  situation: { id: 'situation', titre: 'Situation', minWidth: 152, grow: 0, tri: 'situation' },
  'prochaine-action': {
    id: 'prochaine-action',
    titre: 'Prochaine action',
    minWidth: 140,
    grow: 1,
    tri: 'prochaine-action',
  },
  'dernier-appel': { id: 'dernier-appel', titre: 'Dernier appel', minWidth: 138, grow: 2, tri: 'dernier-appel' },
  qui: { id: 'qui', titre: 'Qui', minWidth: 96, grow: 1, tri: 'qui' },
  source: { id: 'source', titre: 'Source', minWidth: 156, grow: 0, tri: null },
  nouveaute: { id: 'nouveaute', titre: 'Nouveauté', minWidth: 92, grow: 0, tri: null },
};

export const titreDeColonne = (id: ColumnId): string => columns[id].titre;

/** What a narrow list keeps first: who, where they stand, what comes next. */
const priority: readonly ColonneDeListe[] = [
  'situation',
  'prochaine-action',
  'formation',
  'dernier-appel',
  'qui',
  'accueil',
  'source',
  'nouveaute',
];

export interface FittingColumns {
  /** In the order that was chosen; the name is always first. */
  shown: readonly Column[];
  /** Chosen, and left out for want of room; the least important go first. */
  hidden: readonly Column[];
}

/** Which of the chosen columns stand whole in `width` pixels. */
export const columnsFor = (width: number, chosen: readonly ColonneDeListe[]): FittingColumns => {
  const wanted = [...new Set(chosen)];
  const kept = new Set<ColonneDeListe>();
  let used = columns.candidat.minWidth;
  for (const id of priority) {
    if (!wanted.includes(id)) continue;
    const { minWidth } = columns[id];
    // One that is left out leaves out all that matter less: a list that is a bit wider never loses a column.
    if (used + minWidth > width) break;
    kept.add(id);
    used += minWidth;
  }
  return {
    shown: [columns.candidat, ...wanted.filter((id) => kept.has(id)).map((id) => columns[id])],
    hidden: wanted.filter((id) => !kept.has(id)).map((id) => columns[id]),
  };
};

export const gridTemplate = (shown: readonly Column[]): string =>
  shown.map(({ minWidth, grow }) => (grow === 0 ? `${minWidth}px` : `minmax(${minWidth}px, ${grow}fr)`)).join(' ');

/** Every column in the order of the menu: those that are shown as they stand, then the others. */
export const ordreDuMenu = (chosen: readonly ColonneDeListe[]): ColonneDeListe[] => [
  ...new Set([...chosen, ...colonnesDeListe]),
];

/** Shows or hides one. What comes back comes last. */
export const basculeColonne = (chosen: readonly ColonneDeListe[], id: ColonneDeListe): ColonneDeListe[] =>
  chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];

/** One place to the left (-1) or to the right (1) among those that are shown. */
export const deplaceColonne = (
  chosen: readonly ColonneDeListe[],
  id: ColonneDeListe,
  pas: -1 | 1,
): ColonneDeListe[] => {
  const from = chosen.indexOf(id);
  const to = from + pas;
  if (from === -1 || to < 0 || to >= chosen.length) return [...chosen];
  const moved = chosen.filter((one) => one !== id);
  moved.splice(to, 0, id);
  return moved;
};
