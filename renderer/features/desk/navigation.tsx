import { IconUsers } from '@tabler/icons-react';
import { useAsk } from '../../ask.tsx';
import { nombre } from '../../textes/pluriel.ts';
import styles from './navigation.module.css';
import type { Screen } from './page.tsx';

/** Screens of later versions are absent, not disabled. Synchronisation is reached from the status bar. */
export const Navigation = ({ screen, onScreen }: { screen: Screen; onScreen: (screen: Screen) => void }) => {
  const compteurs = useAsk('candidats:compteurs', {});
  const total = compteurs.data?.total;
  return (
    <nav className={styles.nav} aria-label="Écrans">
      <button
        type="button"
        className={styles.item}
        aria-current={screen === 'candidats' ? 'page' : undefined}
        onClick={() => onScreen('candidats')}
      >
        <IconUsers size={18} stroke={1.7} aria-hidden />
        <span>Candidats</span>
        {total !== undefined && <span className={styles.count}>{nombre(total)}</span>}
      </button>
    </nav>
  );
};
