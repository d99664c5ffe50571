import { Tooltip } from '@mantine/core';
import { IconCalendarTime, IconFileExport, IconMail, IconPrinter, IconUserShare, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { keyLabel } from '../../keyboard/keys.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import styles from './actions.module.css';

const Action = ({
  mot,
  nom,
  touche,
  icon,
  quiet = false,
  onClick,
}: {
  mot: string;
  /** What it acts on, for the tooltip and whoever hears the page. */
  nom: string;
  /** Absent where the menu alone does it. */
  touche?: string;
  icon: ReactNode;
  quiet?: boolean;
  onClick: () => void;
}) => (
  <Tooltip label={touche === undefined ? nom : `${nom} (${touche})`}>
    <button
      type="button"
      className={styles.action}
      data-quiet={quiet || undefined}
      aria-label={nom}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      {icon}
      <span className={styles.mot}>{mot}</span>
      {!quiet && touche !== undefined && (
        <span className={styles.touche}>
          <KeyHint touche={touche} quiet />
        </span>
      )}
    </button>
  </Tooltip>
);

/** What can be done with those who are ticked, or with the whole list while nobody is. */
export const Actions = ({
  phrase,
  singleKeys,
  onAssign,
  onPlan,
  onWrite,
  onExport,
  onPrint,
  onClear,
}: {
  /** null while nobody is ticked. */
  phrase: string | null;
  singleKeys: boolean;
  /** Of those who are ticked only: a gesture on the whole list is asked for by ticking it. */
  onAssign: () => void;
  onPlan: () => void;
  onWrite: () => void;
  onExport: () => void;
  onPrint: () => void;
  onClear: () => void;
}) => {
  const quoi = phrase === null ? 'cette liste' : 'la sélection';
  return (
    <div
      className={styles.actions}
      role="toolbar"
      aria-label="Sélection et sorties"
      data-choosing={phrase !== null || undefined}
    >
      <span className={styles.phrase} role="status" title={phrase ?? undefined}>
        {phrase}
      </span>
      {phrase !== null && (
        <>
          <Action
            mot="Affecter"
            nom="Affecter la sélection"
            touche={keyLabel('F', singleKeys)}
            icon={<IconUserShare size={15} stroke={1.8} aria-hidden />}
            onClick={onAssign}
          />
          <Action
            mot="Prévoir"
            nom="Prochaine action de la sélection"
            icon={<IconCalendarTime size={15} stroke={1.8} aria-hidden />}
            onClick={onPlan}
          />
          <Action
            mot="Écrire"
            nom="Écrire aux familles de la sélection"
            touche={keyLabel('S', singleKeys)}
            icon={<IconMail size={15} stroke={1.8} aria-hidden />}
            onClick={onWrite}
          />
        </>
      )}
      <Action
        mot="Exporter"
        nom={`Exporter ${quoi}`}
        touche={keyLabel('E', singleKeys)}
        icon={<IconFileExport size={15} stroke={1.8} aria-hidden />}
        onClick={onExport}
      />
      <Action
        mot="Imprimer"
        nom={`Imprimer la feuille d’appel de ${quoi}`}
        touche="Ctrl P"
        icon={<IconPrinter size={15} stroke={1.8} aria-hidden />}
        onClick={onPrint}
      />
      {phrase !== null && (
        <Action
          quiet
          mot="Tout désélectionner"
          nom="Tout désélectionner"
          touche="Échap"
          icon={<IconX size={15} stroke={1.8} aria-hidden />}
          onClick={onClear}
        />
      )}
    </div>
  );
};
