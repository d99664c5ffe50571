import { Button, Tooltip } from '@mantine/core';
import { IconClock, IconMail, IconNote, IconPhone, IconUserShare } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { keyLabel } from '../../../keyboard/keys.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { useReglages } from '../../desk/reglages.tsx';
import type { Draft, Geste } from '../view.ts';
import styles from './sheet.module.css';

/** What one does with a person: the call first, then who follows her and what is written to her family. */
export const Actions = ({
  start,
  disabled,
  isMain,
  tenue,
  onGeste,
}: {
  start: (draft: Draft) => void;
  disabled: boolean;
  /** Calling is what one came for; false where a message waits for a written answer. */
  isMain: boolean;
  /** Who follows her; null when nobody does, undefined until it is known. */
  tenue: string | null | undefined;
  onGeste: (quoi: Geste['quoi']) => void;
}) => {
  const single = useReglages().reglages.raccourcisUneTouche;
  const hint = (key: string): ReactNode => <KeyHint touche={keyLabel(key, single)} quiet />;
  return (
    <>
      <div className={styles.actions}>
        <Tooltip
          label={`Noter un appel passé : ${keyLabel('A', single)}. Un appel reçu : ${keyLabel('Maj A', single)}`}
        >
          <Button
            variant={isMain ? 'filled' : 'default'}
            leftSection={<IconPhone size={16} stroke={1.8} aria-hidden />}
            rightSection={hint('A')}
            disabled={disabled}
            onClick={() => start({ kind: 'appel', sens: 'emis', call: null })}
          >
            Appeler
          </Button>
        </Tooltip>
        <Tooltip label={`Prévoir un rappel : ${keyLabel('R', single)}`}>
          <Button
            variant="default"
            leftSection={<IconClock size={16} stroke={1.8} aria-hidden />}
            rightSection={hint('R')}
            disabled={disabled}
            onClick={() => start({ kind: 'rappel' })}
          >
            Rappel
          </Button>
        </Tooltip>
        <Tooltip label={`Écrire une note : ${keyLabel('N', single)}`}>
          <Button
            variant="default"
            leftSection={<IconNote size={16} stroke={1.8} aria-hidden />}
            rightSection={hint('N')}
            disabled={disabled}
            onClick={() => start({ kind: 'note', texte: null })}
          >
            Note
          </Button>
        </Tooltip>
      </div>
      <div className={styles.seconde}>
        <span className={styles.tenue}>
          {tenue === undefined ? '' : tenue === null ? 'Confié à personne' : `Confié à ${tenue}`}
        </span>
        <Tooltip label={`Confier à quelqu’un : ${keyLabel('F', single)}. À moi : ${keyLabel('F', single)} puis Entrée`}>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconUserShare size={15} stroke={1.8} aria-hidden />}
            rightSection={hint('F')}
            disabled={disabled || tenue === undefined}
            onClick={() => onGeste('affecter')}
          >
            Affecter
          </Button>
        </Tooltip>
        <Tooltip label={`Écrire à la famille, courriel ou SMS : ${keyLabel('S', single)}`}>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconMail size={15} stroke={1.8} aria-hidden />}
            rightSection={hint('S')}
            disabled={disabled || tenue === undefined}
            onClick={() => onGeste('ecrire')}
          >
            Écrire
          </Button>
        </Tooltip>
      </div>
    </>
  );
};
