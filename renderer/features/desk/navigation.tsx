import { IconListDetails, IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useAsk } from '../../ask.tsx';
import { nombre } from '../../textes/pluriel.ts';
import { transmissionsConnues } from '../listes/textes.ts';
import styles from './navigation.module.css';
import type { Screen } from './page.tsx';

/** Whether something was transmitted since Listes was last looked at on this poste. */
const useNews = (): boolean => {
  const cartes = useAsk('listes:cartes', {}).data?.cartes;
  const vues = useAsk('reglages:lire', {}).data?.listesVues;
  return cartes !== undefined && vues !== undefined && transmissionsConnues(cartes) > vues;
};

/** Screens of later versions are absent, not disabled. Synchronisation is reached from the status bar. */
export const Navigation = ({ screen, onScreen }: { screen: Screen; onScreen: (screen: Screen) => void }) => {
  const total = useAsk('candidats:compteurs', {}).data?.total;
  const hasNews = useNews();
  const item = (to: Screen, icon: ReactNode, mot: string, end: ReactNode) => (
    <button
      type="button"
      className={styles.item}
      aria-current={screen === to ? 'page' : undefined}
      onClick={() => onScreen(to)}
    >
      {icon}
      <span>{mot}</span>
      {end}
    </button>
  );
  return (
    <nav className={styles.nav} aria-label="Écrans">
      {item(
        'candidats',
        <IconUsers size={18} stroke={1.7} aria-hidden />,
        'Candidats',
        total !== undefined && <span className={styles.count}>{nombre(total)}</span>,
      )}
      {item(
        'listes',
        <IconListDetails size={18} stroke={1.7} aria-hidden />,
        'Listes',
        hasNews && (
          <span className={styles.news} title="Une liste est arrivée">
            <span className="visually-hidden">, une liste est arrivée</span>
          </span>
        ),
      )}
    </nav>
  );
};
