import { type RefObject, useCallback, useMemo, useRef, useState } from 'react';
import type { CandidatFiltres, Tri } from '../../../shared/contract/ipc/candidats.ts';
import { useBegunCalls } from './saisie/begun-call.ts';
import type { CallDraft } from './saisie/call-draft.ts';
import { rien, type Selection } from './selection.ts';

export interface Ordre {
  tri: Tri;
  sens: 'croissant' | 'decroissant';
}

/** null until the sheet has come: the strip then starts from its numbers and its saved text. */
export type Draft =
  | { kind: 'appel'; sens: 'emis' | 'recu'; call: CallDraft | null }
  | { kind: 'rappel' }
  | { kind: 'note'; texte: string | null };

/** What is done with one person in a window of its own: who follows her, a message to her family. */
export interface Geste {
  candidat: string;
  quoi: 'affecter' | 'ecrire';
}

/** What the screen is showing; kept while another screen is open, so that coming back finds everything in place. */
export interface CandidatsView {
  filtres: CandidatFiltres;
  /** Another question, asked from elsewhere: no saved view is applied any more. */
  setFiltres: (filtres: CandidatFiltres) => void;
  /** Changed on this screen: the saved view that is applied stays, changed. */
  filtrer: (filtres: CandidatFiltres) => void;
  /** Id of the saved view that is applied. */
  vue: string | null;
  setVue: (vue: string | null) => void;
  ordre: Ordre;
  setOrdre: (ordre: Ordre) => void;
  sortBy: (tri: Tri) => void;
  selected: string | null;
  select: (candidat: string | null) => void;
  /** Their sheet, wherever they stand in the list, even out of it. What is being typed about somebody else stays. */
  open: (candidat: string) => void;
  /** The people that were ticked, whoever's sheet is open. */
  selection: Selection;
  setSelection: (change: (selection: Selection) => Selection) => void;
  sheetOpen: boolean;
  setSheetOpen: (open: boolean) => void;
  /** An entry being typed, by candidat: looking somebody else up meanwhile loses nothing. */
  drafts: Readonly<Record<string, Draft>>;
  setDraft: (candidat: string, draft: Draft | null) => void;
  geste: Geste | null;
  setGeste: (geste: Geste | null) => void;
  /**
   * Where in the list the person works. Whoever was just called may sort elsewhere: the sheet follows them, the place
   * stays, and the next key goes on from here.
   */
  place: RefObject<number>;
  /** The last question that was answered, and whether the chosen person was found among the answers. */
  answered: RefObject<{ question: string; recherche: string; isPlaced: boolean } | null>;
  /** The list itself, to give the focus back to. */
  grid: RefObject<HTMLDivElement | null>;
}

/** The first press sorts the way one would want it: soonest plan, latest call. */
export const nextOrdre = (ordre: Ordre, tri: Tri): Ordre => {
  if (ordre.tri === tri) return { tri, sens: ordre.sens === 'croissant' ? 'decroissant' : 'croissant' };
  return { tri, sens: tri === 'dernier-appel' ? 'decroissant' : 'croissant' };
};

export const useCandidatsView = (): CandidatsView => {
  const [filtres, filtrer] = useState<CandidatFiltres>({});
  const [vue, setVue] = useState<string | null>(null);
  const [ordre, setOrdre] = useState<Ordre>({ tri: 'prochaine-action', sens: 'croissant' });
  const [selected, select] = useState<string | null>(null);
  const [selection, setSelection] = useState<Selection>(rien);
  const [sheetOpen, setSheetOpen] = useState(true);
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  const [geste, setGeste] = useState<Geste | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const place = useRef(0);
  const answered = useRef<CandidatsView['answered']['current']>(null);
  const open = useCallback((candidat: string) => {
    select(candidat);
    setSheetOpen(true);
  }, []);
  const setFiltres = useCallback((next: CandidatFiltres) => {
    filtrer(next);
    setVue(null);
  }, []);
  const sortBy = useCallback((tri: Tri) => setOrdre((ordre) => nextOrdre(ordre, tri)), []);
  const keepCall = useBegunCalls();
  const setDraft = useCallback(
    (candidat: string, draft: Draft | null) => {
      keepCall(candidat, draft);
      setDrafts((known) => {
        const { [candidat]: _, ...others } = known;
        return draft === null ? others : { ...others, [candidat]: draft };
      });
    },
    [keepCall],
  );
  return useMemo(
    () => ({
      filtres,
      setFiltres,
      filtrer,
      vue,
      setVue,
      ordre,
      setOrdre,
      sortBy,
      selected,
      select,
      open,
      selection,
      setSelection,
      sheetOpen,
      setSheetOpen,
      drafts,
      setDraft,
      geste,
      setGeste,
      grid,
      place,
      answered,
    }),
    [filtres, setFiltres, vue, ordre, sortBy, selected, open, selection, sheetOpen, drafts, setDraft, geste],
  );
};
