import { Button } from '@mantine/core';
import { IconFileTypePdf, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { Portee } from '../../../shared/contract/ipc/exports.ts';
import type { ReplyError, RequestOf } from '../../../shared/contract/ipc/index.ts';
import { useBridge } from '../../ask.tsx';
import { useFocusBack } from '../../keyboard/use-focus-back.ts';
import { Notice } from '../../ui/notice.tsx';
import { Window } from '../../ui/window.tsx';
import { avertissement, type Combien, isTooMany, phraseCombien, phraseEchec, tropDeMonde } from './imprimer-textes.ts';
import styles from './imprimer-window.module.css';

type Sortie = RequestOf<'systeme:imprimer'>['sortie'];

/** On paper or as a PDF: the two ways out of a call sheet. */
export const ImprimerWindow = ({
  portee,
  combien,
  onClose,
}: {
  portee: Portee;
  /** How many people it is about; undefined while nobody counted them. */
  combien: Combien | undefined;
  onClose: () => void;
}) => {
  useFocusBack();
  const bridge = useBridge();
  const [running, setRunning] = useState<Sortie | null>(null);
  const [echec, setEchec] = useState<ReplyError | null>(null);
  const tooMany = combien !== undefined && isTooMany(combien);

  const run = async (sortie: Sortie): Promise<void> => {
    setEchec(null);
    setRunning(sortie);
    const prepared = await bridge.invoke('impressions:preparer', { portee });
    const printed = prepared.ok
      ? await bridge.invoke('systeme:imprimer', { impression: prepared.value.impression, sortie })
      : prepared;
    setRunning(null);
    if (!printed.ok) setEchec(printed.error);
    // Whoever leaves the system's dialog may want the other way out.
    else if ('etat' in printed.value && printed.value.etat === 'faite') onClose();
  };
  const button = (sortie: Sortie) => ({
    loading: running === sortie,
    disabled: tooMany || (running !== null && running !== sortie),
    onClick: () => void run(sortie),
  });

  return (
    <Window titre="Feuille d’appel" size={460} opened onClose={onClose}>
      <div className={styles.contenu}>
        {combien !== undefined && <p className={styles.combien}>{phraseCombien(combien)}</p>}
        {tooMany ? <Notice tone="warn">{tropDeMonde}</Notice> : <p className={styles.aide}>{avertissement}</p>}
        {echec !== null && <Notice tone="bad">{phraseEchec(echec)}</Notice>}
        <div className={styles.boutons}>
          <Button
            data-autofocus={!tooMany || undefined}
            leftSection={<IconPrinter size={16} stroke={1.8} aria-hidden />}
            {...button('imprimante')}
          >
            Imprimer…
          </Button>
          <Button
            variant="default"
            leftSection={<IconFileTypePdf size={16} stroke={1.8} aria-hidden />}
            {...button('pdf')}
          >
            Enregistrer en PDF…
          </Button>
        </div>
      </div>
    </Window>
  );
};
