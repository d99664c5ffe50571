import type { ReactNode } from 'react';
import { KeyHint } from '../../ui/key-hint.tsx';
import styles from './page.module.css';

/** A count that shows the people it counts. */
export const Lien = ({
  tone,
  touche = null,
  onClick,
  children,
}: {
  tone?: 'bad' | 'warn';
  touche?: string | null;
  onClick: () => void;
  children: ReactNode;
}) => (
  <button type="button" className={styles.lien} data-tone={tone} onClick={onClick}>
    {children}
    {touche !== null && <KeyHint touche={touche} quiet />}
  </button>
);
