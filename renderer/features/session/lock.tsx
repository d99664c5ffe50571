import { Anchor, Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { SessionEtat } from '../../../shared/contract/ipc/session.ts';
import { deNom } from '../../textes/elision.ts';
import { Notice } from '../../ui/notice.tsx';
import styles from './lock.module.css';
import { PinField } from './pin-field.tsx';
import { phraseEssais, phraseSession, textes } from './textes.ts';
import { useSessionCommand } from './use-session.ts';

/** The name of the opérateur and a PIN, nothing else (SCREENS, First run): no count, no list, no site. */
export const Lock = ({ etat }: { etat: SessionEtat }) => {
  const { send, erreur, enCours, oublier } = useSessionCommand();
  const known = etat.operateurs.filter((operateur) => operateur.aUnPin);
  const [chosen, setChosen] = useState(etat.operateur ?? known[0] ?? null);
  const [choosing, setChoosing] = useState(false);
  const [pin, setPin] = useState('');

  const unlock = async (typed: string): Promise<void> => {
    if (chosen === null) return;
    if ((await send('session:deverrouiller', { operateur: chosen.id, pin: typed })) === null) setPin('');
  };
  // Without a server the tries come back by themselves: the refusal goes away with the pause.
  const paused = etat.sansServeur && etat.raison === 'PIN_BLOQUE';
  const wasPaused = useRef(paused);
  useEffect(() => {
    if (wasPaused.current && !paused) oublier();
    wasPaused.current = paused;
  }, [paused, oublier]);
  const isBlocked = etat.sansServeur && erreur === 'PIN_BLOQUE';
  const others = known.filter((operateur) => operateur.id !== chosen?.id);

  return (
    <main className={styles.page}>
      <form
        className={styles.card}
        onSubmit={(event) => {
          event.preventDefault();
          void unlock(pin);
        }}
      >
        <span className={styles.icon} aria-hidden>
          <IconLock size={22} stroke={1.7} />
        </span>
        <h1 className={styles.nom}>{chosen?.nom ?? textes.verrou.titre}</h1>
        {erreur !== null && (
          <Notice tone="bad">
            {phraseSession(erreur, etat.sansServeur)}
            {erreur === 'PIN_INCORRECT' &&
              etat.essaisRestants !== null &&
              ` ${phraseEssais(etat.essaisRestants, etat.sansServeur)}`}
          </Notice>
        )}
        {chosen !== null && !isBlocked && (
          <PinField
            key={chosen.id}
            label={`${textes.verrou.pin} ${deNom(chosen.nom)}`}
            value={pin}
            focused
            disabled={enCours}
            onChange={setPin}
            onComplete={(typed) => void unlock(typed)}
          />
        )}
        {choosing && (
          <div className={styles.choix}>
            {others.map((operateur) => (
              <Button
                key={operateur.id}
                variant="default"
                onClick={() => {
                  oublier();
                  setPin('');
                  setChosen(operateur);
                  setChoosing(false);
                }}
              >
                {operateur.nom}
              </Button>
            ))}
          </div>
        )}
        {!choosing && others.length > 0 && (
          <Anchor component="button" type="button" fz="xs" onClick={() => setChoosing(true)}>
            {textes.verrou.autre}
          </Anchor>
        )}
      </form>
    </main>
  );
};
