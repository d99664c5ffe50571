import type { CandidatFiltres } from '../../../shared/contract/ipc/candidats.ts';

/** Who works here and what each holds. */
export const EquipePage = (_: { operateur: string | null; onCandidats: (filtres: CandidatFiltres) => void }) => (
  <h1>Équipe</h1>
);
