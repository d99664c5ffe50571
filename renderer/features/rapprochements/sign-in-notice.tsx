import { Button } from '@mantine/core';
import { IconExternalLink, IconLock } from '@tabler/icons-react';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Notice } from '../../ui/notice.tsx';
import { connexionAide, pinAide } from './textes.ts';
import type { RecentSignIn } from './use-recent-sign-in.ts';

/** What an act that waits for a sign-in asks of the person, and why one was refused. */
export const SignInNotice = ({ gate, suite }: { gate: RecentSignIn; suite: string }) => {
  const { etape, erreur, sansServeur } = gate;
  return (
    <>
      {erreur !== null && <Notice tone="bad">{phraseErreur(erreur)}</Notice>}
      {etape === 'connexion' && (
        <>
          <Notice tone="info">{sansServeur ? pinAide : connexionAide}</Notice>
          <div>
            {sansServeur ? (
              <Button size="compact-sm" leftSection={<IconLock size={15} aria-hidden />} onClick={gate.lock}>
                Verrouiller
              </Button>
            ) : (
              <Button size="compact-sm" leftSection={<IconExternalLink size={15} aria-hidden />} onClick={gate.signIn}>
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
            <Button size="compact-sm" variant="default" onClick={gate.giveUp}>
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
