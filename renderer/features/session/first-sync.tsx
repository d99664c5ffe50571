import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { useAsk, useBridge } from '../../ask.tsx';
import { nombre } from '../../textes/pluriel.ts';
import styles from './first-sync.module.css';
import { StepPage } from './step-page.tsx';
import { textes } from './textes.ts';

/** A bar that measures: rows received over rows announced. Without an announced total it shows the count alone. */
export const FirstSync = () => {
  const synchro = useAsk('synchro:etat', {});
  const bridge = useBridge();
  const [erreur, setErreur] = useState<ErrorCode | null>(null);
  const progression = synchro.data?.progression ?? null;
  const total = progression?.total ?? null;
  const fait = progression?.fait ?? 0;
  const percent = total === null || total === 0 ? null : Math.min(100, (fait / total) * 100);
  const stopped = synchro.data !== undefined && synchro.data.enCours === 'aucune' && synchro.data.erreur !== null;
  const retry = async (): Promise<void> => {
    const answer = await bridge.invoke('synchro:lancer', {});
    setErreur(answer.ok ? null : answer.error.code);
  };
  return (
    <StepPage
      titre={textes.premiere.titre}
      aide={textes.premiere.aide}
      etape={4}
      erreur={erreur ?? (stopped ? (synchro.data?.erreur ?? null) : null)}
    >
      <Progress.Root size={10}>
        <Progress.Section
          value={percent ?? 0}
          aria-label={textes.premiere.titre}
          aria-valuetext={percent === null ? textes.premiere.attente : `${Math.round(percent)} %`}
        />
      </Progress.Root>
      <p className={styles.compte} role="status">
        {progression === null
          ? textes.premiere.attente
          : `${nombre(fait)}${total === null ? '' : ` sur ${nombre(total)}`} ${textes.premiere.lignes}`}
        {percent !== null && <b>{Math.round(percent)} %</b>}
      </p>
      {stopped && (
        <>
          <p className={styles.compte}>{textes.premiere.horsLigne}</p>
          <Button variant="default" onClick={() => void retry()}>
            {textes.premiere.reessayer}
          </Button>
        </>
      )}
    </StepPage>
  );
};
