import { Button } from '@mantine/core';
import { IconCheck, IconCopy, IconMail } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { KeyHint } from '../../ui/key-hint.tsx';
import { WindowButtons } from '../../ui/window.tsx';
import styles from './messages.module.css';

/** First the text leaves for the person's own tool; then, and only if she says that it left, it is noted. */
export const Depart = ({
  isOut,
  canAnswer,
  canOpen,
  canCopy,
  question = 'Le message est-il parti ?',
  onOpen,
  onCopy,
  onSent,
  onNotSent,
  onGiveUp,
  onClose,
}: {
  isOut: boolean;
  /** The gesture that opened it is over: what is pressed now is meant (useDelibere). */
  canAnswer: boolean;
  canOpen: boolean;
  canCopy: boolean;
  question?: string;
  onOpen: () => void;
  onCopy: () => void;
  onSent: () => void;
  onNotSent: () => void;
  /** Closes and keeps nothing of it; null when nothing is begun. */
  onGiveUp: (() => void) | null;
  onClose: () => void;
}) => {
  const asked = useRef<HTMLParagraphElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  const wasOut = useRef(false);
  const canLeave = canOpen || canCopy;
  // A button that goes away with the focus on it would leave the keys to nobody; so would a window that nothing takes
  // the focus of before its sending is known.
  useEffect(() => {
    const dialog = next.current?.closest('[role="dialog"]') ?? null;
    // What the window is about to give the focus to is at its head: a low window would open at its end.
    const isHeld =
      dialog?.contains(document.activeElement) === true || dialog?.querySelector('[data-autofocus]') != null;
    if (isOut) asked.current?.focus();
    else if (canLeave && (wasOut.current || !isHeld)) next.current?.focus();
    wasOut.current = isOut;
  }, [isOut, canLeave]);
  if (isOut)
    return (
      <WindowButtons>
        <p ref={asked} className={styles.question} role="status" tabIndex={-1} data-autofocus>
          {question}
        </p>
        <Button size="sm" variant="default" onClick={onNotSent}>
          Pas envoyé
        </Button>
        <Button
          size="sm"
          disabled={!canAnswer}
          leftSection={<IconCheck size={16} aria-hidden />}
          rightSection={<KeyHint touche="Ctrl Entrée" quiet />}
          onClick={onSent}
        >
          C’est envoyé
        </Button>
      </WindowButtons>
    );
  return (
    <WindowButtons>
      <div className={`${styles.quoi} ${styles.ligne} ${styles.ecarte}`}>
        <span>Rien n’est noté tant que rien n’est parti.</span>
        {/* Away from what sends: four buttons would put the main one alone on a row of its own. */}
        {onGiveUp !== null && (
          <Button size="compact-sm" variant="subtle" onClick={onGiveUp}>
            Abandonner
          </Button>
        )}
      </div>
      <Button size="sm" variant="default" rightSection={<KeyHint touche="Échap" />} onClick={onClose}>
        Fermer
      </Button>
      <Button
        {...(canOpen ? {} : { ref: next })}
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
          ref={next}
          size="sm"
          leftSection={<IconMail size={16} aria-hidden />}
          rightSection={<KeyHint touche="Ctrl Entrée" quiet />}
          onClick={onOpen}
        >
          Ouvrir dans la messagerie
        </Button>
      )}
    </WindowButtons>
  );
};
