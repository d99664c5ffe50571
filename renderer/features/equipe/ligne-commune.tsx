import type { ReactNode } from 'react';
import { ligneId } from './membre.tsx';
import styles from './page.module.css';

/** What nobody holds, what nobody settled: lines of the same list, with the same keys. */
export const LigneCommune = ({
  id,
  titre,
  isCurrent,
  onFocus,
  action = null,
  children,
}: {
  id: string;
  titre: string;
  isCurrent: boolean;
  onFocus: () => void;
  action?: ReactNode;
  children: ReactNode;
}) => (
  <li
    id={ligneId(id)}
    tabIndex={-1}
    className={styles.ligne}
    aria-current={isCurrent || undefined}
    aria-label={titre}
    onFocus={onFocus}
  >
    <div className={styles.qui}>
      <h3>{titre}</h3>
    </div>
    <div className={styles.comptes}>{children}</div>
    <div className={styles.action}>{action}</div>
  </li>
);
