import { Button } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Window, WindowButtons } from '../../ui/window.tsx';
import styles from './editor.module.css';

/** A window that is filled in: sent by Ctrl+Entrée from anywhere in it, and left with nothing lost unasked. */
export const FormeWindow = ({
  titre,
  size,
  isDirty,
  isSending,
  canSend = true,
  erreur,
  envoyer,
  danger = false,
  note,
  onSend,
  onClose,
  children,
}: {
  titre: string;
  size: number;
  /** Something was typed: leaving asks once. */
  isDirty: boolean;
  isSending: boolean;
  canSend?: boolean;
  erreur: ErrorCode | null;
  /** What the button says. */
  envoyer: string;
  danger?: boolean;
  note?: ReactNode;
  onSend: () => void;
  onClose: () => void;
  children: ReactNode;
}) => {
  const [isLeaving, setLeaving] = useState(false);
  const leave = (): void => {
    if (isDirty && !isLeaving) setLeaving(true);
    else onClose();
  };
  const send = (): void => {
    setLeaving(false);
    if (!isSending && canSend) onSend();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !event.ctrlKey || event.repeat) return;
    event.preventDefault();
    send();
  };
  return (
    <Window titre={titre} size={size} opened isWriting onClose={leave} onKeyDown={onKeyDown}>
      <form
        className={styles.forme}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {children}
        <WindowButtons>
          {erreur !== null && (
            <div className={styles.avis}>
              <Notice tone="bad">{phraseErreur(erreur)}</Notice>
            </div>
          )}
          {isLeaving && (
            <div className={styles.avis} role="status">
              <Notice tone="warn">Ce qui est saisi ici sera perdu. Quitter quand même ?</Notice>
            </div>
          )}
          {note !== undefined && <span className={styles.quoi}>{note}</span>}
          <Button size="sm" variant="default" rightSection={<KeyHint touche="Échap" />} onClick={leave}>
            {isLeaving ? 'Quitter sans enregistrer' : 'Fermer'}
          </Button>
          <Button
            type="submit"
            size="sm"
            disabled={isSending || !canSend}
            {...(danger ? { color: 'red.9', autoContrast: true } : {})}
            rightSection={<KeyHint touche="Ctrl Entrée" quiet />}
          >
            {envoyer}
          </Button>
        </WindowButtons>
      </form>
    </Window>
  );
};
