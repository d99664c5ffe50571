import type { DemandeFiche } from '../../../../shared/contract/ipc/demandes.ts';

type Suivie = Pick<DemandeFiche, 'suite' | 'retenue'>;

/** Somebody has to do something about it: no answer is final, or ours was held. */
export const isOuverte = ({ suite, retenue }: Suivie): boolean =>
  retenue || suite === 'a_repondre' || suite === 'suivie';

/** Why the person asked to be called, each reason once: what one says first on the phone. */
export const motifsOuverts = (demandes: readonly (Suivie & Pick<DemandeFiche, 'motifs' | 'ajouts'>)[]): string[] => [
  ...new Set(
    demandes.filter(isOuverte).flatMap(({ motifs, ajouts }) => [...motifs, ...ajouts.flatMap((ajout) => ajout.motifs)]),
  ),
];
