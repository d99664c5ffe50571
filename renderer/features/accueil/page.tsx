import type { CandidatFiltres } from '../../../shared/contract/ipc/candidats.ts';

/** The first screen: whom to call, what is late. */
export const AccueilPage = (_: {
  onAppels: () => void;
  onCandidats: (filtres: CandidatFiltres) => void;
  onDemandes: () => void;
  onListes: () => void;
  onOpenCandidat: (candidat: string) => void;
}) => <h1>Accueil</h1>;
