import { IconPhoneCall } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { useBridge } from '../../ask.tsx';
import { useClock } from '../../clock.tsx';
import styles from './presence.module.css';
import { phrasePresence } from './textes.ts';

/** Worth 60 s at the server (PROTOCOL 4). */
const repeatMs = 20_000;

/**
 * Says to the other postes that she is open here, and who else has her open. Quiet and never in the way: offline, or
 * where nobody else is, there is nothing to see.
 */
export const Presence = ({ candidat }: { candidat: string }) => {
  const bridge = useBridge();
  const clock = useClock();
  const [vus, setVus] = useState<{ candidat: string; autres: ResponseOf<'appels:presence'>['autres'] } | null>(null);

  useEffect(() => {
    let isOpen = true;
    const tell = (): void => {
      void bridge.invoke('appels:presence', { candidat }).then((answer) => {
        if (isOpen) setVus({ candidat, autres: answer.ok ? answer.value.autres : [] });
      });
    };
    tell();
    const stop = clock.every(repeatMs, tell);
    return () => {
      isOpen = false;
      stop();
    };
  }, [bridge, clock, candidat]);
  // Left for good; going from one person to the next says the next one only.
  useEffect(() => () => void bridge.invoke('appels:presence', { candidat: null }), [bridge]);

  const phrase = vus?.candidat === candidat ? phrasePresence(vus.autres) : null;
  return (
    <div aria-live="polite" className={styles.place}>
      {phrase !== null && (
        <p className={styles.presence}>
          <IconPhoneCall size={14} stroke={1.9} aria-hidden />
          {phrase}
        </p>
      )}
    </div>
  );
};
