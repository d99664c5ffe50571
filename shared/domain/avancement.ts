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

/** How many people reached each step: whoever reached one is counted in those before it. */
export interface AvancementCumule {
  total: number;
  essayes: number;
  joints: number;
  rendezVous: number;
  dossiers: number;
  inscrits: number;
}

/** @param par how many people have each step for their furthest; null before the first try */
export const avancementCumule = (par: ReadonlyMap<EtapeAvancement | null, number>): AvancementCumule => {
  const aPartirDe = (rang: number): number =>
    etapesAvancement.slice(rang).reduce((somme, etape) => somme + (par.get(etape) ?? 0), 0);
  const [essayes, joints, rendezVous, dossiers, inscrits] = [0, 1, 2, 3, 4].map(aPartirDe);
  return {
    total: (par.get(null) ?? 0) + aPartirDe(0),
    essayes: essayes ?? 0,
    joints: joints ?? 0,
    rendezVous: rendezVous ?? 0,
    dossiers: dossiers ?? 0,
    inscrits: inscrits ?? 0,
  };
};

/** The furthest step reached; null before the first try. */
export const avancementDe = ({ essaye, joint, rendezVous, issue }: EntreeAvancement): EtapeAvancement | null => {
  if (issue === 'INSCRIT') return 'inscrit';
  if (issue === 'DOSSIER_ENVOYE') return 'dossier';
  if (rendezVous || issue === 'RDV_FIXE') return 'rendez_vous';
  if (joint) return 'joint';
  return essaye ? 'essaye' : null;
};
