import { Button, CloseButton, Tooltip } from '@mantine/core';
import { IconPhoneOff } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { DemandeFiche } from '../../../shared/contract/ipc/demandes.ts';
import { courrielInjoignable } from '../../../shared/domain/demandes/reponse-courriel.ts';
import { focusUnlessTyping } from '../../keyboard/use-intents.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Apercu, Depart } from './apercu.tsx';
import styles from './composer.module.css';
import { courrielDe } from './contexte.ts';

/** « Injoignable » is told to the person, kindly: it shows how, and asks once more. */
export const Injoignable = ({
  demande,
  onSend,
  onClose,
}: {
  demande: DemandeFiche;
  onSend: () => void;
  onClose: () => void;
}) => {
  const strip = useRef<HTMLElement>(null);
  // « Nous avons essayé de vous joindre » must be true: without a call noted, it is asked twice.
  const [isAsked, setAsked] = useState(false);
  const isUnproved = demande.essais === 0;
  const confirm = (): void => {
    if (isUnproved && !isAsked) setAsked(true);
    else onSend();
  };
  useEffect(() => {
    focusUnlessTyping(strip.current);
    strip.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.ctrlKey) onClose();
    else if (event.key === 'Enter' && event.target === strip.current) {
      if (!event.repeat) confirm();
    } else return;
    event.preventDefault();
  };
  return (
    <section ref={strip} className={styles.strip} tabIndex={-1} aria-label="Injoignable" onKeyDown={onKeyDown}>
      <div className={styles.head}>
        <h3>
          <IconPhoneOff size={16} stroke={1.8} aria-hidden />
          Injoignable
        </h3>
        <Tooltip label="Quitter sans rien envoyer : Échap">
          <CloseButton size="sm" aria-label="Quitter sans rien envoyer" onClick={onClose} />
        </Tooltip>
      </div>
      {isUnproved && (
        <Notice tone="warn">
          Aucun appel n’est noté pour cette personne, et ce courriel dit que vous avez essayé de la joindre. Quittez,
          puis notez votre appel (A).
        </Notice>
      )}
      <p className={styles.question}>
        {isAsked
          ? 'Envoyer sans qu’aucun appel soit noté ?'
          : 'La demande sera terminée, et la personne recevra ce courriel. Confirmer ?'}
      </p>
      <Apercu corps={courrielInjoignable(courrielDe(demande, ''))} />
      <Depart demande={demande} />
      <div className={styles.buttons}>
        <Button size="xs" fz="sm" variant="default" rightSection={<KeyHint touche="Échap" />} onClick={onClose}>
          Quitter
        </Button>
        <Button size="xs" fz="sm" rightSection={<KeyHint touche="Entrée" quiet />} onClick={confirm}>
          {isAsked ? 'Envoyer quand même' : 'Confirmer'}
        </Button>
      </div>
    </section>
  );
};
