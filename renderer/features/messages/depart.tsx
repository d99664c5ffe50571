import { Button } from '@mantine/core';
import { IconCheck, IconCopy, IconMail } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { KeyHint } from '../../ui/key-hint.tsx';
import styles from './messages.module.css';

/** First the text leaves for the person's own tool; then, and only if she says that it left, it is noted. */
export const Depart = ({
  isOut,
  canOpen,
  canCopy,
  question = 'Le message est-il parti ?',
  onOpen,
  onCopy,
  onSent,
  onNotSent,
  onClose,
}: {
  isOut: boolean;
  canOpen: boolean;
  canCopy: boolean;
  question?: string;
  onOpen: () => void;
  onCopy: () => void;
  onSent: () => void;
  onNotSent: () => void;
  onClose: () => void;
}) => {
  const sent = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isOut) sent.current?.focus();
  }, [isOut]);
  if (isOut)
    return (
      <div className={styles.buttons}>
        <p className={styles.question} role="status">
          {question}
        </p>
        <Button size="sm" variant="default" onClick={onNotSent}>
          Pas envoyé
        </Button>
        <Button
          ref={sent}
          size="sm"
          leftSection={<IconCheck size={16} aria-hidden />}
          rightSection={<KeyHint touche="Ctrl Entrée" quiet />}
          onClick={onSent}
        >
          C’est envoyé
        </Button>
      </div>
    );
  return (
    <div className={styles.buttons}>
      <span className={styles.quoi}>Rien n’est noté tant que rien n’est parti.</span>
      <Button size="sm" variant="default" rightSection={<KeyHint touche="Échap" />} onClick={onClose}>
        Fermer
      </Button>
      <Button
        size="sm"
        variant={canOpen ? 'default' : 'filled'}
        disabled={!canCopy}
        leftSection={<IconCopy size={16} aria-hidden />}
        {...(canOpen ? {} : { rightSection: <KeyHint touche="Ctrl Entrée" quiet /> })}
        onClick={onCopy}
      >
        Copier le texte
      </Button>
      {canOpen && (
        <Button
          size="sm"
          leftSection={<IconMail size={16} aria-hidden />}
          rightSection={<KeyHint touche="Ctrl Entrée" quiet />}
          onClick={onOpen}
        >
          Ouvrir dans la messagerie
        </Button>
      )}
    </div>
  );
};
