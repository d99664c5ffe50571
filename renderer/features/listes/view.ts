import { useCallback, useMemo, useState } from 'react';
import type { GenreComparaison } from '../../../shared/contract/ipc/listes.ts';
import type { ImportPlace } from '../imports/place.ts';
import type { RattachementPlace } from '../rattachement/page.tsx';

export type ListesPlace =
  | { vue: 'cartes' }
  | { vue: 'comparaison'; flux: string; transmission: string; genre: GenreComparaison | null }
  | { vue: 'import'; import: ImportPlace }
  | { vue: 'rattachement'; rattachement: RattachementPlace }
  | { vue: 'pourquoi' };

/** Where one is in Listes; kept while another screen is open, so that coming back finds the same line. */
export interface ListesView {
  place: ListesPlace;
  go: (place: ListesPlace) => void;
  /** The card that the keys act on: a flux. */
  courante: string | null;
  setCourante: (flux: string | null) => void;
  /** The person of the comparison that the keys act on: a dossier. */
  dossier: string | null;
  setDossier: (dossier: string | null) => void;
}

export const useListesView = (): ListesView => {
  const [place, setPlace] = useState<ListesPlace>({ vue: 'cartes' });
  const [courante, setCourante] = useState<string | null>(null);
  const [dossier, setDossier] = useState<string | null>(null);
  const go = useCallback((next: ListesPlace) => {
    setPlace(next);
    if (next.vue === 'comparaison') setCourante(next.flux);
    setDossier(null);
  }, []);
  return useMemo(() => ({ place, go, courante, setCourante, dossier, setDossier }), [place, go, courante, dossier]);
};

/** Where a move lands in a list that is all there; null when it is not a move. */
export const moveTo = (move: string, at: number, count: number, pageRows: number): number | null => {
  if (count === 0) return null;
  const clamp = (to: number): number => Math.max(0, Math.min(count - 1, to));
  switch (move) {
    case 'next':
      return clamp(at + 1);
    case 'previous':
      return clamp(at === -1 ? 0 : at - 1);
    case 'first':
      return 0;
    case 'last':
      return count - 1;
    case 'page-down':
      return clamp(at + pageRows);
    case 'page-up':
      return clamp(at - pageRows);
    default:
      return null;
  }
};
