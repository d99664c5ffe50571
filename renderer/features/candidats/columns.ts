import type { Tri } from '../../../shared/contract/ipc/candidats.ts';

export type ColumnId = 'candidat' | 'formation' | 'accueil' | 'situation' | 'prochaine' | 'dernier' | 'qui' | 'source';

export interface Column {
  id: ColumnId;
  titre: string;
  /** The narrowest width at which every label of this column stays whole, cell padding included. */
  minWidth: number;
  /** Share of the room that is left. */
  grow: number;
  tri: Tri | null;
}

/** In the order they stand on screen. */
const columns: readonly Column[] = [
  { id: 'candidat', titre: 'Candidat', minWidth: 200, grow: 3, tri: 'nom' },
  { id: 'formation', titre: 'Formation', minWidth: 160, grow: 3, tri: null },
  { id: 'accueil', titre: 'Établissement d’accueil', minWidth: 158, grow: 3, tri: null },
  { id: 'situation', titre: 'Situation', minWidth: 152, grow: 0, tri: 'situation' },
  { id: 'prochaine', titre: 'Prochaine action', minWidth: 140, grow: 1, tri: 'prochaine-action' },
  { id: 'dernier', titre: 'Dernier appel', minWidth: 138, grow: 2, tri: 'dernier-appel' },
  { id: 'qui', titre: 'Qui', minWidth: 84, grow: 1, tri: null },
  { id: 'source', titre: 'Source', minWidth: 156, grow: 0, tri: null },
];

/** What a narrow list keeps first: who, where they stand, what comes next. */
const priority: readonly ColumnId[] = [
  'candidat',
  'situation',
  'prochaine',
  'formation',
  'dernier',
  'accueil',
  'qui',
  'source',
];

/** The columns that fit in `width` pixels; who and the situation always do. */
export const columnsFor = (width: number): readonly Column[] => {
  const kept = new Set<ColumnId>();
  let used = 0;
  for (const id of priority) {
    const column = columns.find((one) => one.id === id);
    if (column === undefined) continue;
    if (kept.size >= 2 && used + column.minWidth > width) break;
    kept.add(id);
    used += column.minWidth;
  }
  return columns.filter((column) => kept.has(column.id));
};

export const gridTemplate = (shown: readonly Column[]): string =>
  shown.map(({ minWidth, grow }) => (grow === 0 ? `${minWidth}px` : `minmax(${minWidth}px, ${grow}fr)`)).join(' ');
