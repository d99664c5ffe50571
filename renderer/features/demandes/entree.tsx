// biome-ignore-all lint/a11y/useFocusableInteractive: the list holds the focus, lines are its active descendants

import {
  IconAlertTriangle,
  IconCloudUp,
  IconHandStop,
  IconMailX,
  IconPencil,
  IconPencilPlus,
  IconPointFilled,
  IconUsers,
} from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import type { DemandeEntree } from '../../../shared/contract/ipc/demandes.ts';
import { estAttendue } from '../../../shared/domain/demandes.ts';
import { essaiMot } from '../../textes/appel.ts';
import { CreneauDeDemande } from '../rendez-vous/de-demande.tsx';
import { Delai } from './delai.tsx';
import styles from './entree.module.css';
import { Mode, Motifs } from './mode.tsx';
import { changeeTextes, formationMots, motAuteur, origineMot, rejetTextes } from './textes.ts';

export const entreeId = (demande: string): string => `demande-${demande}`;

const Mark = ({ icon, ton, children }: { icon: ReactNode; ton?: 'warn' | 'bad' | 'accent'; children: string }) => (
  <span className={styles.mark} data-ton={ton}>
    {icon}
    {children}
  </span>
);

const size = { size: 13, stroke: 1.9, 'aria-hidden': true } as const;

/** Nobody opened it; of what is over, nobody has to. */
const isNouvelle = ({ vue, suite }: DemandeEntree): boolean => !vue && suite === 'a_repondre';

const Marks = ({ entree, isBegun }: { entree: DemandeEntree; isBegun: boolean }) => (
  <>
    {isNouvelle(entree) && (
      <Mark icon={<IconPointFilled {...size} />} ton="accent">
        nouvelle
      </Mark>
    )}
    {entree.changee !== null && estAttendue(entree) && (
      <Mark icon={<IconPencilPlus {...size} />} ton="accent">
        {changeeTextes[entree.changee]}
      </Mark>
    )}
    {entree.retenue && (
      <Mark icon={<IconHandStop {...size} />} ton="bad">
        réponse retenue
      </Mark>
    )}
    {entree.rapprochement && (
      <Mark icon={<IconUsers {...size} />} ton="accent">
        peut-être déjà connu·e
      </Mark>
    )}
    {entree.courrielRejete !== null && (
      <Mark
        icon={entree.courrielRejete === 'cfa' ? <IconAlertTriangle {...size} /> : <IconMailX {...size} />}
        ton="warn"
      >
        {rejetTextes[entree.courrielRejete]}
      </Mark>
    )}
    {isBegun && <Mark icon={<IconPencil {...size} />}>réponse commencée</Mark>}
    {entree.enAttente && <Mark icon={<IconCloudUp {...size} />}>en attente d’envoi</Mark>}
  </>
);

interface EntreeProps {
  entree: DemandeEntree;
  index: number;
  setSize: number;
  isSelected: boolean;
  isBegun: boolean;
  now: number;
  onSelect: (entree: DemandeEntree, index: number) => void;
}

/** One demande: who, what and why, how long is left, and what must not be missed. */
export const Entree = memo(({ entree, index, setSize, isSelected, isBegun, now, onSelect }: EntreeProps) => {
  const essai = essaiMot(entree.essais);
  const faits = [
    motAuteur(entree),
    origineMot(entree.origine),
    ...(entree.affecteA === null ? [] : [`suivie par ${entree.affecteA}`]),
    ...(essai === null ? [] : [essai]),
  ];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list owns the keyboard
    <div
      id={entreeId(entree.id)}
      role="option"
      aria-selected={isSelected}
      aria-posinset={index + 1}
      aria-setsize={setSize}
      className={styles.entree}
      data-nouvelle={isNouvelle(entree) || undefined}
      onClick={() => onSelect(entree, index)}
    >
      <span className={styles.haut}>
        <span className={styles.nom}>
          <b>{entree.nom}</b> {entree.prenom}
        </span>
        <Delai demande={entree} now={now} court />
      </span>
      <span className={styles.quoi}>
        <Mode mode={entree.mode} />
        <span className={styles.formation}>{formationMots(entree)}</span>
      </span>
      {entree.rendezVous !== undefined && <CreneauDeDemande rdv={entree.rendezVous} fuseau={entree.fuseau} now={now} />}
      {entree.motifs.length > 0 && <Motifs motifs={entree.motifs} />}
      <span className={styles.bas}>
        <span>{faits.join(' · ')}</span>
        <Marks entree={entree} isBegun={isBegun} />
      </span>
    </div>
  );
});
