import type { RefObject } from 'react';
import type { DemandeEntree } from '../../../shared/contract/ipc/demandes.ts';
import { useIntents } from '../../keyboard/use-intents.ts';
import { targetIndex } from '../candidats/use-keys.ts';
import type { CandidatsView, Draft } from '../candidats/view.ts';
import { useReglages } from '../desk/reglages.tsx';
import type { DemandesView } from './view.ts';

/** Keys of the inbox; an open strip or answer has its own and takes them first. */
export const useDemandesKeys = ({
  view,
  rows,
  candidats,
  candidat,
  sheet,
  choose,
  open,
  toGrid,
}: {
  view: DemandesView;
  rows: readonly DemandeEntree[];
  candidats: CandidatsView;
  /** Whose sheet it is. */
  candidat: string | null;
  sheet: RefObject<HTMLElement | null>;
  choose: (index: number) => void;
  /** A person reads this demande, from now on. */
  open: (demande: string) => void;
  toGrid: () => void;
}): void => {
  const { reglages } = useReglages();
  const { choisie, setSheetOpen, place, grid } = view;
  const hasDraft = candidat !== null && candidats.drafts[candidat] !== undefined;

  useIntents(reglages.raccourcisUneTouche, (intent, { inText }) => {
    if (inText && intent.do !== 'leave') return false;
    const isInSheet = sheet.current?.contains(document.activeElement) === true;
    if (intent.do === 'leave') {
      if (hasDraft || choisie === null) return false;
      if (isInSheet) toGrid();
      else setSheetOpen(false);
      return true;
    }
    // A begun entry has its own keys. In the list itself one moves on all the same: the entry waits for its person.
    if (hasDraft && document.activeElement !== grid.current) return false;
    const pageRows = Number(grid.current?.dataset.pageRows ?? 1);
    const at = choisie === null ? -1 : rows.findIndex(({ id }) => id === choisie.demande);
    const to = targetIndex(intent, place.current, at, rows.length, pageRows);
    if (to !== null) {
      choose(to);
      if (document.activeElement !== grid.current) toGrid();
      return true;
    }
    if (choisie === null || candidat === null || hasDraft) return false;
    const start = (draft: Draft): true => {
      open(choisie.demande);
      candidats.setDraft(candidat, draft);
      return true;
    };
    switch (intent.do) {
      case 'confirm':
        open(choisie.demande);
        sheet.current?.focus();
        return true;
      case 'call':
        return start({ kind: 'appel', sens: intent.received ? 'recu' : 'emis', call: null });
      case 'callback':
        return start({ kind: 'rappel' });
      case 'note':
        return start({ kind: 'note', texte: null });
      default:
        return false;
    }
  });
};
