import { Tooltip } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { KeyHint } from './key-hint.tsx';
import styles from './under-text.module.css';

/** Of a long text that is written to a family: its lines are whole pixels. */
export const longTextClasses = { input: styles.texte ?? '' } as const;

export const TextWarning = ({ children, strong = false }: { children: string; strong?: boolean }) => (
  <span className={styles.warning} data-strong={strong || undefined}>
    <IconAlertTriangle size={13} stroke={2} aria-hidden />
    <span>{children}</span>
  </span>
);

/** « 310 sur 4 000 caractères ». */
export const TextLength = ({ children, isFull }: { children: string; isFull: boolean }) => (
  <span className={styles.length} data-full={isFull || undefined}>
    {children}
  </span>
);

/** Under a text with blanks to fill: how many are left and the way to the next one, its length, what is to be said of it. */
export const UnderText = ({
  id,
  blancs,
  onBlanc,
  length,
  isFull,
  children,
}: {
  /** What describes the text. */
  id: string;
  /** « 2 blancs à remplir »; null when none is left. */
  blancs: string | null;
  onBlanc: () => void;
  /** « 310 sur 4 000 caractères ». */
  length: string;
  isFull: boolean;
  /** Warnings, told as they come. */
  children: ReactNode;
}) => (
  <div id={id} className={styles.under}>
    <div className={styles.line}>
      {blancs !== null ? (
        <Tooltip label="Aller au blanc suivant : F8">
          <button type="button" className={styles.blancs} onClick={onBlanc}>
            {blancs}
            <KeyHint touche="F8" quiet />
          </button>
        </Tooltip>
      ) : (
        <span />
      )}
      <TextLength isFull={isFull}>{length}</TextLength>
    </div>
    <div role="status" className={styles.says}>
      {children}
    </div>
  </div>
);
