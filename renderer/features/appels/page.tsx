import type { CandidatsView } from '../candidats/view.ts';
import type { AppelsView } from './view.ts';

/** The queue, one person at a time. */
export const AppelsPage = (_: {
  view: AppelsView;
  candidats: CandidatsView;
  operateur: string | null;
  onOpenCandidat: (candidat: string) => void;
}) => <h1>Appels</h1>;
