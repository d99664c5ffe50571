import { Button, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconRefresh, IconSend } from '@tabler/icons-react';
import { useAsk, useBridge, useRemember } from '../../ask.tsx';
import { useNow } from '../../clock.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { compte } from '../../textes/pluriel.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSaisies } from '../saisies/saisies.tsx';
import { Effacements } from './effacements.tsx';
import { Flux } from './flux.tsx';
import { Outils } from './outils.tsx';
import styles from './page.module.css';
import { Passages } from './passages.tsx';
import { phraseSynchro } from './phrase.ts';
import { Retraits } from './retraits.tsx';
import { Saisies } from './saisies.tsx';
import { SansServeur } from './sans-serveur.tsx';
import { effacementsDistincts } from './textes.ts';
import { useGardees } from './use-gardees.ts';

/** What waits, what was refused and why, what happened lately, and the two tools of whoever helps. */
export const SynchroPage = ({ onCandidats }: { onCandidats: () => void }) => {
  const etat = useAsk('synchro:etat', {}).data;
  const detail = useAsk('synchro:detail', {});
  const bridge = useBridge();
  const remember = useRemember();
  const { say } = useSaisies();
  const now = useNow(10_000);
  const run = async (channel: 'synchro:lancer' | 'synchro:envoyer'): Promise<void> => {
    const answer = await bridge.invoke(channel, {});
    if (answer.ok) remember('synchro:etat', {}, answer.value);
    else say(phraseErreur(answer.error.code));
  };
  const attente = detail.data?.attente ?? [];
  const refusees = attente.filter((saisie) => saisie.etat === 'a_revoir');
  const partantes = attente.filter((saisie) => saisie.etat !== 'a_revoir');
  const effacements = effacementsDistincts(partantes);
  const saisies = partantes.filter(({ type }) => type !== 'effacement');
  const gardees = useGardees();
  const isAlone = gardees !== null;
  const busy = etat !== undefined && etat.enCours !== 'aucune';
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>Synchronisation</h1>
          <p>{etat === undefined ? '' : phraseSynchro(etat, now, gardees).phrase}</p>
        </div>
        <div className={styles.buttons}>
          <Button variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onCandidats}>
            Candidats
          </Button>
          {!isAlone && (
            <>
              <Tooltip label="Envoyer tout de suite ce qui attend">
                <Button
                  variant="default"
                  leftSection={<IconSend size={16} aria-hidden />}
                  disabled={partantes.length === 0 || busy}
                  onClick={() => void run('synchro:envoyer')}
                >
                  Envoyer
                </Button>
              </Tooltip>
              <Button
                leftSection={<IconRefresh size={16} aria-hidden />}
                disabled={busy}
                onClick={() => void run('synchro:lancer')}
              >
                Synchroniser
              </Button>
            </>
          )}
        </div>
      </header>
      {etat !== undefined && !isAlone && etat.erreur !== null && (
        <Notice tone="warn">{phraseErreur(etat.erreur)}</Notice>
      )}
      {detail.error !== null && <Notice tone="bad">{phraseErreur('NOYAU_ARRETE')}</Notice>}
      {isAlone && (
        <div className={styles.columns}>
          <SansServeur gardees={gardees} />
          <Outils sansServeur />
        </div>
      )}
      {!isAlone && (
        <div className={styles.columns}>
          <div className={styles.column}>
            {refusees.length > 0 && (
              <Saisies
                titre={compte(refusees.length, 'saisie à revoir', 'saisies à revoir')}
                saisies={refusees}
                now={now}
              />
            )}
            {effacements.length > 0 && <Effacements effacements={effacements} now={now} />}
            {detail.data !== undefined && (saisies.length > 0 || effacements.length === 0) && (
              <Saisies
                titre={
                  saisies.length === 0
                    ? 'Rien n’attend d’être envoyé'
                    : compte(saisies.length, 'saisie en attente', 'saisies en attente')
                }
                saisies={saisies}
                now={now}
                total={detail.data.attenteTotal - attente.length}
              />
            )}
            {detail.data !== undefined && <Passages passages={detail.data.passages} now={now} />}
          </div>
          <div className={styles.column}>
            {detail.data !== undefined && <Flux flux={detail.data.flux} now={now} />}
            {detail.data !== undefined && detail.data.retraits.length > 0 && (
              <Retraits retraits={detail.data.retraits} now={now} />
            )}
            <Outils />
          </div>
        </div>
      )}
    </div>
  );
};
