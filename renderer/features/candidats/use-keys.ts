import type { RefObject } from 'react';
import type { CandidatLigne } from '../../../shared/contract/ipc/candidats.ts';
import type { Intent } from '../../keyboard/intent.ts';
import { useIntents } from '../../keyboard/use-intents.ts';
import { useReglages } from '../desk/reglages.tsx';
import type { CandidatsView } from './view.ts';

/** Where a move lands; null when it is not a move. */
export const targetIndex = (intent: Intent, index: number, count: number, pageRows: number): number | null => {
  const clamp = (to: number): number => Math.max(0, Math.min(count - 1, to));
  if (count === 0) return null;
  switch (intent.do) {
    case 'next':
      return clamp(index + 1);
    case 'previous':
      return clamp(index - 1);
    case 'first':
      return 0;
    case 'last':
      return count - 1;
    case 'page-down':
      return clamp(index + pageRows);
    case 'page-up':
      return clamp(index - pageRows);
    default:
      return null;
  }
};

/** Keys of the list and of the buttons on the sheet; an open strip has its own and answers first. */
export const useCandidatsKeys = ({
  view,
  lignes,
  index,
  grid,
  sheet,
  searchField,
  search,
  onSearch,
  toGrid,
}: {
  view: CandidatsView;
  lignes: readonly CandidatLigne[];
  index: number;
  grid: RefObject<HTMLDivElement | null>;
  sheet: RefObject<HTMLElement | null>;
  searchField: RefObject<HTMLInputElement | null>;
  search: string;
  onSearch: (text: string) => void;
  toGrid: () => void;
}): void => {
  const { reglages } = useReglages();
  const { selected, select, setSheetOpen, drafts, setDraft } = view;
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
    if (hasDraft) return false;
    const pageRows = Number(grid.current?.dataset['pageRows'] ?? 1);
    const to = targetIndex(intent, index, lignes.length, pageRows);
    if (to !== null) {
      const ligne = lignes[to];
      if (ligne === undefined) return false;
      select(ligne.id);
      if (document.activeElement !== grid.current) toGrid();
      return true;
    }
    if (selected === null) return false;
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
