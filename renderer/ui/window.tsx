import { CloseButton, Modal } from '@mantine/core';
import type { KeyboardEventHandler, ReactNode } from 'react';
import styles from './window.module.css';

/** A window over the desk, closed by Échap: nothing that logs a call ever opens one. */
export const Window = ({
  titre,
  opened,
  size,
  onClose,
  onKeyDown,
  isWriting = false,
  children,
}: {
  titre: string;
  opened: boolean;
  size: number;
  onClose: () => void;
  /** Keys of the whole window, its cross included, where one that only asks a question has its focus. */
  onKeyDown?: KeyboardEventHandler;
  /** Something is being written in it: a click beside it, or the second of two, closes nothing. */
  isWriting?: boolean;
  children: ReactNode;
}) => (
  <Modal.Root
    opened={opened}
    onClose={onClose}
    closeOnClickOutside={!isWriting}
    size={size}
    transitionProps={{ duration: 0 }}
  >
    <Modal.Overlay />
    <Modal.Content aria-label={titre} className={styles.content ?? ''}>
      <Modal.Body {...(onKeyDown === undefined ? {} : { onKeyDown })}>
        <div className={styles.head}>
          <h2>{titre}</h2>
          <CloseButton aria-label="Fermer" onClick={onClose} />
        </div>
        {children}
      </Modal.Body>
    </Modal.Content>
  </Modal.Root>
);

/** At the end of a window that is filled in: in sight while its fields scroll behind. */
export const WindowButtons = ({ children }: { children: ReactNode }) => (
  <div className={styles.buttons}>{children}</div>
);
