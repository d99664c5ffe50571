import { Button } from '@mantine/core';
import { IconFileTypePdf, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import type { ReplyError, RequestOf } from '../../../shared/contract/ipc/index.ts';
import { useBridge } from '../../ask.tsx';
import { useNow } from '../../clock.tsx';
import { useFocusBack } from '../../keyboard/use-focus-back.ts';
import { nomDuCreneau, quandEnMots } from '../../textes/agenda.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { Notice } from '../../ui/notice.tsx';
import { Window } from '../../ui/window.tsx';
import styles from '../impression/imprimer-window.module.css';

type Sortie = RequestOf<'systeme:imprimer'>['sortie'];

/** The sheet that lies on a table and is signed: on paper or as a PDF, as the call sheet is. */
export const EmargementWindow = ({ creneau, onClose }: { creneau: CreneauVu; onClose: () => void }) => {
  useFocusBack();
  const bridge = useBridge();
  const now = useNow(60_000);
  const [running, setRunning] = useState<Sortie | null>(null);
  const [echec, setEchec] = useState<ReplyError | null>(null);

  const run = async (sortie: Sortie): Promise<void> => {
    setEchec(null);
    setRunning(sortie);
    const prepared = await bridge.invoke('agenda:emargement', { creneau: creneau.id });
    const printed = prepared.ok
      ? await bridge.invoke('systeme:imprimer', {
          impression: prepared.value.impression,
          sortie,
          document: 'emargement',
        })
      : prepared;
    setRunning(null);
    if (!printed.ok) setEchec(printed.error);
    // Whoever leaves the system's dialog may want the other way out.
    else if ('etat' in printed.value && printed.value.etat === 'faite') onClose();
  };
  const button = (sortie: Sortie) => ({
    loading: running === sortie,
    disabled: running !== null && running !== sortie,
    onClick: () => void run(sortie),
  });

  return (
    <Window titre="Feuille d’émargement" size={460} opened onClose={onClose}>
      <div className={styles.contenu}>
        <p className={styles.combien}>
          {nomDuCreneau(creneau)}, {quandEnMots(creneau, now)}
        </p>
        <p className={styles.aide}>
          Nom, formation et signature, puis des lignes vides pour qui vient sans s’être inscrit. Ni téléphone ni adresse
          : la feuille reste sur une table.
        </p>
        {echec !== null && <Notice tone="bad">{phraseErreur(echec.code)}</Notice>}
        <div className={styles.boutons}>
          <Button
            data-autofocus
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
