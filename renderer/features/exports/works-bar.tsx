import { Button, CloseButton, Progress } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconLoader2, IconPlayerStop } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { Travail } from '../../../shared/contract/ipc/travaux.ts';
import { useAsk, useBridge } from '../../ask.tsx';
import { useClock } from '../../clock.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { useSaisies } from '../saisies/saisies.tsx';
import { phraseAvance, phraseTravail, pourcentage, shownTravaux } from './textes.ts';
import styles from './works-bar.module.css';

const icons = {
  'en-cours': IconLoader2,
  fini: IconCircleCheck,
  annule: IconPlayerStop,
  echec: IconAlertTriangle,
} as const;
/** Good news goes by itself, a failure stays until it was read. */
const shownEndMs = 12_000;

const Work = ({ travail, onSeen }: { travail: Travail; onSeen: (travail: string) => void }) => {
  const bridge = useBridge();
  const clock = useClock();
  const { say } = useSaisies();
  const { travail: id, etat } = travail;
  const Icon = icons[etat];
  const percent = pourcentage(travail);
  const goesAway = etat === 'fini' || etat === 'annule';
  useEffect(() => (goesAway ? clock.after(shownEndMs, () => onSeen(id)) : undefined), [clock, goesAway, id, onSeen]);
  const cancel = async (): Promise<void> => {
    const answer = await bridge.invoke('travaux:annuler', { travail: id });
    // Ended between the look and the press: the event says how.
    if (!answer.ok && answer.error.code !== 'TRAVAIL_INCONNU') say(phraseErreur(answer.error.code));
  };
  return (
    <li className={styles.work} data-etat={etat}>
      <Icon size={16} stroke={1.8} aria-hidden />
      <span>{phraseTravail(travail)}</span>
      {etat === 'en-cours' ? (
        <>
          <Progress.Root size={8} className={styles.progress ?? ''}>
            <Progress.Section
              value={percent ?? 0}
              aria-label={phraseTravail(travail)}
              aria-valuetext={phraseAvance(travail)}
            />
          </Progress.Root>
          <span className={styles.avance}>{phraseAvance(travail)}</span>
          <Button size="compact-sm" variant="default" onClick={() => void cancel()}>
            Annuler
          </Button>
        </>
      ) : (
        <CloseButton size="sm" c="inherit" aria-label="Masquer ce message" onClick={() => onSeen(id)} />
      )}
    </li>
  );
};

/** Long works, one slim line each under whichever screen is open: nothing waits for them. */
export const WorksBar = ({ seen, onSeen }: { seen: ReadonlySet<string>; onSeen: (travail: string) => void }) => {
  const works = shownTravaux(useAsk('travaux:liste', {}).data?.travaux ?? [], seen);
  return (
    <div className={styles.bar}>
      {/* Stays, so that its first words are heard; how far a work is would be told ten times a second. */}
      <p role="status" className="visually-hidden">
        {works.map(phraseTravail).join(' ')}
      </p>
      {works.length > 0 && (
        <section aria-label="Travaux en cours">
          <ul className={styles.list}>
            {works.map((travail) => (
              <Work key={travail.travail} travail={travail} onSeen={onSeen} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
};
