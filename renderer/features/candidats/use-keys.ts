import type { RefObject } from 'react';
import type { CandidatLigne } from '../../../shared/contract/ipc/candidats.ts';
import type { Intent } from '../../keyboard/intent.ts';
import { useIntents } from '../../keyboard/use-intents.ts';
import { useReglages } from '../desk/reglages.tsx';
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
      return clamp(at !== -1 && at <= place ? place + 1 : place);
    case 'previous':
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
  lignes,
  grid,
  sheet,
  searchField,
  search,
  onSearch,
  toGrid,
}: {
  view: CandidatsView;
  lignes: readonly CandidatLigne[];
  grid: RefObject<HTMLDivElement | null>;
  sheet: RefObject<HTMLElement | null>;
  searchField: RefObject<HTMLInputElement | null>;
  search: string;
  onSearch: (text: string) => void;
  toGrid: () => void;
}): void => {
  const { reglages } = useReglages();
  const { selected, select, setSheetOpen, drafts, setDraft, place } = view;
  const hasDraft = selected !== null && drafts[selected] !== undefined;

  useIntents(reglages.raccourcisUneTouche, (intent, { target, inText }) => {
    if (target === searchField.current && intent.do === 'leave') {
      if (search === '') toGrid();
      else onSearch('');
      return true;
    }
    if (inText && intent.do !== 'leave') return false;
    if (intent.do === 'leave') {
      if (hasDraft || selected === null) return false;
      if (sheet.current?.contains(document.activeElement) === true) toGrid();
      else setSheetOpen(false);
      return true;
    }
    // A begun entry has its own keys. In the list itself one moves on all the same: the entry waits for its person.
    if (hasDraft && document.activeElement !== grid.current) return false;
    const pageRows = Number(grid.current?.dataset.pageRows ?? 1);
    const at = lignes.findIndex((ligne) => ligne.id === selected);
    const to = targetIndex(intent, place.current, at, lignes.length, pageRows);
    if (to !== null) {
      const ligne = lignes[to];
      if (ligne === undefined) return false;
      place.current = to;
      select(ligne.id);
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
