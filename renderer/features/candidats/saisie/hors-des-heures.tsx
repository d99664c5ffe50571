import { IconClockExclamation } from '@tabler/icons-react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { fuseauDeLaFamille, horsDesHeures, phraseHorsDesHeures } from './heures.ts';
import styles from './hors-des-heures.module.css';

/** Said where somebody calls, and nothing while it is usual to. */
export const HorsDesHeures = ({ fiche, now }: { fiche: Fiche; now: number }) => {
  const pourquoi = horsDesHeures(now, fuseauDeLaFamille(fiche));
  if (pourquoi === null) return null;
  return (
    <p className={styles.hors}>
      <IconClockExclamation size={15} stroke={1.8} aria-hidden />
      {phraseHorsDesHeures(pourquoi)}
    </p>
  );
};
