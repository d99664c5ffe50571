import { Button } from '@mantine/core';
import { IconCalendarDown, IconCalendarOff, IconCalendarTime, IconPencil, IconSignature } from '@tabler/icons-react';
import { useState } from 'react';
import type { CreneauVu, Inscription } from '../../../shared/contract/ipc/agenda.ts';
import { libelleGenre } from '../../../shared/domain/agenda/creneaux.ts';
import { heureCivile } from '../../../shared/domain/fuseau.ts';
import { useBridge } from '../../ask.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import styles from './detail-panel.module.css';
import { EmargementWindow } from './emargement-window.tsx';
import { estCommence, grouper } from './inscriptions-groupes.ts';
import type { DetailPanelProps } from './panels.ts';

const icone = { size: 15, stroke: 1.8, 'aria-hidden': true } as const;
const bouton = { size: 'compact-sm', variant: 'default' } as const;

const nomDuFichier = (chemin: string): string => chemin.split(/[\\/]/).at(-1) ?? chemin;

/** One event as a file, for whichever calendar this computer has. */
const AjouterAMonAgenda = ({ creneau }: { creneau: CreneauVu }) => {
  const bridge = useBridge();
  const [dit, setDit] = useState<{ phrase: string; isBad: boolean } | null>(null);
  const [running, setRunning] = useState(false);
  const run = async (): Promise<void> => {
    if (running) return;
    setRunning(true);
    await enregistrer();
    setRunning(false);
  };
  const enregistrer = async (): Promise<void> => {
    const nom = `${libelleGenre[creneau.genre]} ${heureCivile(creneau.debut, creneau.fuseau).jour}`;
    const choice = await bridge.invoke('systeme:choisir-enregistrement', { nom, extension: 'ics' });
    if (!choice.ok) return setDit({ phrase: phraseErreur(choice.error.code), isBad: true });
    const answer = await bridge.invoke('agenda:ics', { creneau: creneau.id, jeton: choice.value.jeton });
    if (!answer.ok) setDit({ phrase: phraseErreur(answer.error.code), isBad: true });
    else if (answer.value.chemin === null) setDit(null);
    else {
      const fichier = nomDuFichier(answer.value.chemin);
      setDit({ phrase: `Enregistré : ${fichier}. L’ouvrir l’ajoute à l’agenda de cet ordinateur.`, isBad: false });
    }
  };
  return (
    <>
      <Button
        {...bouton}
        // A button that is taken away while it works would take the focus with it.
        aria-disabled={running}
        leftSection={<IconCalendarDown {...icone} />}
        onClick={() => void run()}
      >
        Ajouter à mon agenda
      </Button>
      <p role="status" className={styles.dit} data-bad={dit?.isBad || undefined}>
        {dit?.phrase ?? ''}
      </p>
    </>
  );
};

export const DetailActions = ({
  creneau,
  inscriptions,
  now,
  onEdit,
  onMove,
  onCancel,
}: Pick<DetailPanelProps, 'onEdit' | 'onMove' | 'onCancel'> & {
  creneau: CreneauVu;
  inscriptions: readonly Inscription[];
  now: number;
}) => {
  const [printing, setPrinting] = useState(false);
  if (creneau.etat === 'annule') return null;
  const hasBegun = estCommence(creneau, now);
  const combien = grouper(inscriptions).attendues.length;
  return (
    <div className={styles.actions}>
      <Button {...bouton} leftSection={<IconPencil {...icone} />} onClick={() => onEdit(creneau)}>
        Modifier
      </Button>
      {!hasBegun && (
        <>
          <Button {...bouton} leftSection={<IconCalendarTime {...icone} />} onClick={() => onMove(creneau)}>
            Déplacer
          </Button>
          <Button {...bouton} leftSection={<IconCalendarOff {...icone} />} onClick={() => onCancel(creneau)}>
            Annuler
          </Button>
        </>
      )}
      {combien > 0 && (
        <Button {...bouton} leftSection={<IconSignature {...icone} />} onClick={() => setPrinting(true)}>
          Feuille d’émargement
        </Button>
      )}
      <AjouterAMonAgenda key={creneau.id} creneau={creneau} />
      {printing && <EmargementWindow creneau={creneau} onClose={() => setPrinting(false)} />}
    </div>
  );
};
