import { IconCalendarEvent, IconMail, IconPhoneCall } from '@tabler/icons-react';
import type { DemandeEntree } from '../../../shared/contract/ipc/demandes.ts';
import styles from './mode.module.css';
import { modeTextes, motifMot } from './textes.ts';

const icons = { rappel: IconPhoneCall, message: IconMail, creneau: IconCalendarEvent } as const;

/** What is asked for: an icon and its word. */
export const Mode = ({ mode }: { mode: DemandeEntree['mode'] }) => {
  const Icon = icons[mode];
  return (
    <span className={styles.mode}>
      <Icon size={14} stroke={1.8} aria-hidden />
      {modeTextes[mode]}
    </span>
  );
};

/** Why: one small label a reason, in the order of the form. */
export const Motifs = ({ motifs }: { motifs: readonly string[] }) => (
  <span className={styles.motifs}>
    {motifs.map((code, index) => (
      <span key={code} className={styles.motif}>
        {motifMot(code)}
        {index < motifs.length - 1 && <span className="visually-hidden">, </span>}
      </span>
    ))}
  </span>
);
