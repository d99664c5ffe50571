import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { Travail } from '../../../shared/contract/ipc/travaux.ts';
import { useBridge } from '../../ask.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Notice } from '../../ui/notice.tsx';
import { phraseAvance, phraseTravail, pourcentage } from '../exports/textes.ts';
import styles from './page.module.css';

/** A work that runs in the core, on its own page: one may leave it, it goes on. */
export const Avance = ({ travail, canCancel = true }: { travail: Travail; canCancel?: boolean }) => {
  const bridge = useBridge();
  const [erreur, setErreur] = useState<ErrorCode | null>(null);
  const titre = phraseTravail(travail);
  const cancel = async (): Promise<void> => {
    const answer = await bridge.invoke('travaux:annuler', { travail: travail.travail });
    // Ended between the look and the press: the event says how.
    if (!answer.ok && answer.error.code !== 'TRAVAIL_INCONNU') setErreur(answer.error.code);
  };
  return (
    <section className={styles.centre} aria-label={titre}>
      <h2>{titre}</h2>
      <Progress.Root size={10} className={styles.barre ?? ''}>
        <Progress.Section value={pourcentage(travail) ?? 0} aria-label={titre} aria-valuetext={phraseAvance(travail)} />
      </Progress.Root>
      <p className={styles.compte}>{phraseAvance(travail)}</p>
      <p>On peut continuer à travailler ailleurs : cela avance tout seul.</p>
      {erreur !== null && <Notice tone="bad">{phraseErreur(erreur)}</Notice>}
      {canCancel && (
        <Button variant="default" onClick={() => void cancel()}>
          Annuler
        </Button>
      )}
    </section>
  );
};
