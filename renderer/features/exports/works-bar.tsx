import { Button, CloseButton } from '@mantine/core';
import { useEffect } from 'react';
import type { Travail } from '../../../shared/contract/ipc/travaux.ts';
import { useAsk, useBridge } from '../../ask.tsx';
import { useClock } from '../../clock.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { ProgressLine, ProgressLines } from '../../ui/progress-lines.tsx';
import { useSaisies } from '../saisies/saisies.tsx';
import { phraseAvance, phraseTravail, pourcentage, shownTravaux } from './textes.ts';

/** Good news goes by itself, a failure stays until it was read. */
const shownEndMs = 12_000;

const Work = ({ travail, onSeen }: { travail: Travail; onSeen: (travail: string) => void }) => {
  const bridge = useBridge();
  const clock = useClock();
  const { say } = useSaisies();
  const { travail: id, etat } = travail;
  const isRunning = etat === 'en-cours';
  const goesAway = etat === 'fini' || etat === 'annule';
  useEffect(() => (goesAway ? clock.after(shownEndMs, () => onSeen(id)) : undefined), [clock, goesAway, id, onSeen]);
  const cancel = async (): Promise<void> => {
    const answer = await bridge.invoke('travaux:annuler', { travail: id });
    // Ended between the look and the press: the event says how.
    if (!answer.ok && answer.error.code !== 'TRAVAIL_INCONNU') say(phraseErreur(answer.error.code));
  };
  return (
    <ProgressLine
      etat={etat}
      phrase={phraseTravail(travail)}
      avance={isRunning ? { percent: pourcentage(travail) ?? 0, mots: phraseAvance(travail) } : null}
    >
      {isRunning ? (
        <Button size="compact-sm" variant="default" onClick={() => void cancel()}>
          Annuler
        </Button>
      ) : (
        <CloseButton size="sm" c="inherit" aria-label="Masquer ce message" onClick={() => onSeen(id)} />
      )}
    </ProgressLine>
  );
};

/** Long works of the core, under whichever screen is open: nothing waits for them. */
export const WorksBar = ({ seen, onSeen }: { seen: ReadonlySet<string>; onSeen: (travail: string) => void }) => {
  const works = shownTravaux(useAsk('travaux:liste', {}).data?.travaux ?? [], seen);
  return (
    <ProgressLines
      label="Travaux en cours"
      said={works.map(phraseTravail).join(' ')}
      lines={works.map((travail) => <Work key={travail.travail} travail={travail} onSeen={onSeen} />)}
    />
  );
};
