import { Progress } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconLoader2, IconPlayerStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './progress-lines.module.css';

const icons = {
  'en-cours': IconLoader2,
  fini: IconCircleCheck,
  annule: IconPlayerStop,
  echec: IconAlertTriangle,
  attend: IconAlertTriangle,
} as const;

/** One long work: what it is, how far it is while it runs, then what can be done about it (`children`). */
export const ProgressLine = ({
  etat,
  phrase,
  avance,
  children,
}: {
  /** `attend`: under way, and held back by something that is said. */
  etat: keyof typeof icons;
  phrase: string;
  /** null once it ended; `percent` 0 to 100, 0 while it is unknown. */
  avance: { percent: number; mots: string } | null;
  children: ReactNode;
}) => {
  const Icon = icons[etat];
  return (
    <li className={styles.line} data-etat={etat}>
      <Icon size={16} stroke={1.8} aria-hidden />
      <span className={styles.phrase}>{phrase}</span>
      {avance !== null && (
        <>
          <Progress.Root size={8} className={styles.progress ?? ''}>
            <Progress.Section value={avance.percent} aria-label={phrase} aria-valuetext={avance.mots} />
          </Progress.Root>
          <span className={styles.avance}>{avance.mots}</span>
        </>
      )}
      {children}
    </li>
  );
};

/** Long works, one slim line each: `said` when they begin and end, not at each step. */
export const ProgressLines = ({ label, said, lines }: { label: string; said: string; lines: readonly ReactNode[] }) => (
  <div className={styles.bar}>
    {/* Stays, so that its first words are heard; how far a work is would be told many times a second. */}
    <p role="status" className="visually-hidden">
      {said}
    </p>
    {lines.length > 0 && (
      <section aria-label={label}>
        <ul className={styles.list}>{lines}</ul>
      </section>
    )}
  </div>
);
