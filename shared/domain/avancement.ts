import type { Issue } from './actes/appel.ts';

/** How far one person was brought (SCREENS, Accueil): each step counts those before it. */
export const etapesAvancement = ['essaye', 'joint', 'rendez_vous', 'dossier', 'inscrit'] as const;
export type EtapeAvancement = (typeof etapesAvancement)[number];

export interface EntreeAvancement {
  /** Somebody called, wrote, or gave a place. */
  essaye: boolean;
  joint: boolean;
  /** A live réservation, or a meeting told by a call. */
  rendezVous: boolean;
  issue: Issue | null;
}

/** The furthest step reached; null before the first try. */
export const avancementDe = ({ essaye, joint, rendezVous, issue }: EntreeAvancement): EtapeAvancement | null => {
  if (issue === 'INSCRIT') return 'inscrit';
  if (issue === 'DOSSIER_ENVOYE') return 'dossier';
  if (rendezVous || issue === 'RDV_FIXE') return 'rendez_vous';
  if (joint) return 'joint';
  return essaye ? 'essaye' : null;
};
