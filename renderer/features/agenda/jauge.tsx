import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { partsDesPlaces } from '../../textes/agenda.ts';
import styles from './jauge.module.css';

/** « 8/12 · 3 en attente » and a bar that only repeats it. */
export const Jauge = ({ creneau, fine = false }: { creneau: CreneauVu; fine?: boolean }) => {
  const part = Math.min(1, creneau.comptes.prises / creneau.capacite);
  const { prises, isComplet, suites } = partsDesPlaces(creneau);
  return (
    <span className={styles.jauge} data-fine={fine || undefined}>
      <span className={styles.mots}>
        {prises}
        {isComplet && <span className={styles.complet}> complet</span>}
        {suites.length > 0 && <span className={styles.suites}> · {suites.join(' · ')}</span>}
      </span>
      <span className={styles.barre} aria-hidden>
        <span style={{ width: `${part * 100}%` }} />
      </span>
    </span>
  );
};
