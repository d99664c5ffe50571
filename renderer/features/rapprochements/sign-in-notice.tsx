import { Button } from '@mantine/core';
import { IconExternalLink, IconLock } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Notice } from '../../ui/notice.tsx';
import { connexionAide, pinAide } from './textes.ts';
import type { RecentSignIn } from './use-recent-sign-in.ts';

const takeFocus = (button: HTMLButtonElement | null): void => button?.focus();

/** The key held down that asked for the act is not an answer to what it is asked in return. */
const onlyPressed = (event: KeyboardEvent): void => {
  if (event.repeat) event.preventDefault();
};

/** What an act that waits for a sign-in asks of the person, and why one was refused. */
export const SignInNotice = ({
  gate,
  suite,
  takesFocus = false,
}: {
  gate: RecentSignIn;
  suite: string;
  /** Where what was pressed has just become of no use: the keys go to what comes next. */
  takesFocus?: boolean;
}) => {
  const next = takesFocus ? { ref: takeFocus, onKeyDown: onlyPressed } : {};
  const { etape, erreur, sansServeur } = gate;
  return (
    <>
      {erreur !== null && <Notice tone="bad">{phraseErreur(erreur)}</Notice>}
      {etape === 'connexion' && (
        <>
          <Notice tone="info">{sansServeur ? pinAide : connexionAide}</Notice>
          <div>
            {sansServeur ? (
              <Button {...next} size="compact-sm" leftSection={<IconLock size={15} aria-hidden />} onClick={gate.lock}>
                Verrouiller
              </Button>
            ) : (
              <Button
                {...next}
                size="compact-sm"
                leftSection={<IconExternalLink size={15} aria-hidden />}
                onClick={gate.signIn}
              >
                Se connecter et {suite}
              </Button>
            )}
          </div>
        </>
      )}
      {etape === 'navigateur' && (
        <Notice
          tone="info"
          action={
            <Button {...next} size="compact-sm" variant="default" onClick={gate.giveUp}>
              Ne plus attendre
            </Button>
          }
        >
          La suite est dans le navigateur.
        </Notice>
      )}
    </>
  );
};
