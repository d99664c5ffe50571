import { Button } from '@mantine/core';
import { useRef } from 'react';
import type { SaisieEnAttente } from '../../../shared/contract/ipc/synchro.ts';
import { useBridge } from '../../ask.tsx';
import { jourEtHeure } from '../../textes/dates.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { useSaisies } from '../saisies/saisies.tsx';
import styles from './page.module.css';
import { effacementTextes, etatSaisieTextes } from './textes.ts';

/** Erasures that the server has not answered: when each was asked, never for whom, and the way back while there is one. */
export const Effacements = ({ effacements, now }: { effacements: readonly SaisieEnAttente[]; now: number }) => {
  const bridge = useBridge();
  const { say, refresh } = useSaisies();
  const busy = useRef(false);
  const takeBack = async (acte: string): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    const answer = await bridge.invoke('actes:annuler', { actes: [acte] });
    busy.current = false;
    if (!answer.ok) say(phraseErreur(answer.error.code));
    refresh();
  };
  const titre = effacementTextes.titre(effacements.length);
  return (
    <section className={styles.panel} aria-label={titre}>
      <h2>{titre}</h2>
      <p className={styles.meta}>{effacementTextes.cachee}</p>
      <ul className={styles.list}>
        {effacements.map(({ acte, faitLe, etat, reprenable }) => (
          <li key={acte} className={styles.item}>
            <div>
              <p>
                <b>Une personne</b>
              </p>
              <p className={styles.meta}>
                {jourEtHeure(faitLe, now)} · {etatSaisieTextes[etat]}
              </p>
              {reprenable !== true && <p className={styles.meta}>{effacementTextes.partie}</p>}
            </div>
            {reprenable === true && (
              <div className={styles.actions}>
                <Button size="compact-sm" variant="default" onClick={() => void takeBack(acte)}>
                  {effacementTextes.reprendre}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
