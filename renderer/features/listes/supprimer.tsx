import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { CarteListe } from '../../../shared/contract/ipc/listes.ts';
import { useBridge } from '../../ask.tsx';
import { useFocusBack } from '../../keyboard/use-focus-back.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Notice } from '../../ui/notice.tsx';
import { Window } from '../../ui/window.tsx';
import styles from './page.module.css';
import { phraseSuppression } from './textes.ts';

/** A list that no server has: what goes away with it is counted before it goes. */
export const Supprimer = ({ carte, onClose }: { carte: CarteListe; onClose: () => void }) => {
  useFocusBack();
  const bridge = useBridge();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [erreur, setErreur] = useState<ErrorCode | null>(null);
  const remove = async (): Promise<void> => {
    setBusy(true);
    const answer = await bridge.invoke('listes:supprimer-locale', { flux: carte.flux });
    setBusy(false);
    if (!answer.ok) return setErreur(answer.error.code);
    void queries.invalidateQueries({ queryKey: ['listes:cartes'] });
    onClose();
  };
  return (
    <Window titre={`Supprimer « ${carte.nom} » ?`} size={480} opened onClose={onClose}>
      <div className={styles.confirm}>
        <Notice tone={carte.saisiesLocales > 0 ? 'warn' : 'info'}>{phraseSuppression(carte)}</Notice>
        {erreur !== null && <Notice tone="bad">{phraseErreur(erreur)}</Notice>}
        <div className={styles.buttons}>
          <Button variant="default" data-autofocus onClick={onClose}>
            Garder la liste
          </Button>
          <Button variant="default" c="var(--c-bad)" loading={busy} onClick={() => void remove()}>
            Supprimer de ce poste
          </Button>
        </div>
      </div>
    </Window>
  );
};
