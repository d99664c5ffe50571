import { Tooltip } from '@mantine/core';
import { IconFileExport, IconPrinter, IconX } from '@tabler/icons-react';
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
  touche: string;
  icon: ReactNode;
  quiet?: boolean;
  onClick: () => void;
}) => (
  <Tooltip label={`${nom} (${touche})`}>
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
      {!quiet && (
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
  onExport,
  onPrint,
  onClear,
}: {
  /** null while nobody is ticked. */
  phrase: string | null;
  singleKeys: boolean;
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
