import type { RefObject } from 'react';
import type { Intent } from '../../keyboard/intent.ts';
import { useIntents } from '../../keyboard/use-intents.ts';
import { useReglages } from '../desk/reglages.tsx';
import { extend, isEmpty, rien, selectAll, toggle } from './selection.ts';
import type { CandidatsList } from './use-list.ts';
import type { CandidatsView } from './view.ts';

/**
 * Where a move lands; null when it is not a move. `at` is where the chosen person stands now, -1 when they left the
 * list: sorted further down, whoever took their place is next; sorted further up, everybody above moved by one.
 */
export const targetIndex = (
  intent: Intent,
  place: number,
  at: number,
  count: number,
  pageRows: number,
): number | null => {
  const clamp = (to: number): number => Math.max(0, Math.min(count - 1, to));
  if (count === 0) return null;
  switch (intent.do) {
    case 'next':
    case 'extend-next':
      return clamp(at !== -1 && at <= place ? place + 1 : place);
    case 'previous':
    case 'extend-previous':
      return clamp(at !== -1 && at < place ? place : place - 1);
    case 'first':
      return 0;
    case 'last':
      return count - 1;
    case 'page-down':
      return clamp(place + pageRows);
    case 'page-up':
      return clamp(place - pageRows);
    default:
      return null;
  }
};

/** Keys of the list and of the buttons on the sheet; an open strip has its own and answers first. */
export const useCandidatsKeys = ({
  view,
  list,
  ids,
  grid,
  sheet,
  searchField,
  search,
  onSearch,
  toGrid,
  onExport,
  onPrint,
  onAssign,
  onWrite,
}: {
  view: CandidatsView;
  list: CandidatsList;
  /** The people of the list, in its order. */
  ids: readonly string[];
  grid: RefObject<HTMLDivElement | null>;
  sheet: RefObject<HTMLElement | null>;
  searchField: RefObject<HTMLInputElement | null>;
  search: string;
  onSearch: (text: string) => void;
  toGrid: () => void;
  onExport: () => void;
  onPrint: () => void;
  /** For those who are ticked, else for whoever's sheet is open. False when nobody is. */
  onAssign: () => boolean;
  onWrite: () => boolean;
}): void => {
  const { reglages } = useReglages();
  const { selected, select, selection, setSelection, setSheetOpen, drafts, setDraft, place } = view;
  const hasDraft = selected !== null && drafts[selected] !== undefined;

  useIntents(reglages.raccourcisUneTouche, (intent, { target, inText }) => {
    if (target === searchField.current && intent.do === 'leave') {
      if (search === '') toGrid();
      else onSearch('');
      return true;
    }
    if (intent.do === 'print') {
      onPrint();
      return true;
    }
    if (inText && intent.do !== 'leave') return false;
    const isInSheet = sheet.current?.contains(document.activeElement) === true;
    if (intent.do === 'leave') {
      if (!isInSheet && !isEmpty(selection)) {
        setSelection(() => rien);
        return true;
      }
      if (hasDraft || selected === null) return false;
      if (isInSheet) toGrid();
      else setSheetOpen(false);
      return true;
    }
    // A begun entry has its own keys. In the list itself one moves on all the same: the entry waits for its person.
    if (hasDraft && document.activeElement !== grid.current) return false;
    if (intent.do === 'select-all') {
      setSelection(() => selectAll(list.asked, ids, list.hasMore));
      return true;
    }
    if (intent.do === 'export') {
      onExport();
      return true;
    }
    if (intent.do === 'assign') return onAssign();
    if (intent.do === 'write') return onWrite();
    if (intent.do === 'toggle') {
      if (selected === null || isInSheet) return false;
      setSelection((known) => toggle(known, selected, ids));
      return true;
    }
    const pageRows = Number(grid.current?.dataset.pageRows ?? 1);
    const at = selected === null ? -1 : ids.indexOf(selected);
    const to = targetIndex(intent, place.current, at, ids.length, pageRows);
    if (to !== null) {
      const next = ids[to];
      if (next === undefined) return false;
      if (intent.do === 'extend-next' || intent.do === 'extend-previous') {
        const from = at === -1 || selected === null ? next : selected;
        setSelection((known) => extend(known, from, next, ids));
      }
      place.current = to;
      select(next);
      if (document.activeElement !== grid.current) toGrid();
      return true;
    }
    if (selected === null || hasDraft) return false;
    switch (intent.do) {
      case 'confirm':
        setSheetOpen(true);
        sheet.current?.focus();
        return true;
      case 'call':
        setSheetOpen(true);
        setDraft(selected, { kind: 'appel', sens: intent.received ? 'recu' : 'emis', call: null });
        return true;
      case 'callback':
        setSheetOpen(true);
        setDraft(selected, { kind: 'rappel' });
        return true;
      case 'note':
        setSheetOpen(true);
        setDraft(selected, { kind: 'note', texte: null });
        return true;
      default:
        return false;
    }
  });
};
