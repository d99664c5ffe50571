import { useState } from 'react';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import type { PorteeLot } from '../../../shared/contract/ipc/lots.ts';
import { useFocusBack } from '../../keyboard/use-focus-back.ts';
import { Notice } from '../../ui/notice.tsx';
import { Window } from '../../ui/window.tsx';
import { ModelesWindow } from '../partages/modeles-window.tsx';
import { nomDe } from '../rapprochements/textes.ts';
import { refusDe } from './contexte.ts';
import { EcrireGroupe } from './groupe.tsx';
import { EcrirePersonne } from './personne.tsx';
import { refusTextes } from './textes.ts';

type Qui =
  | { genre: 'personne'; fiche: Fiche }
  | {
      genre: 'groupe';
      portee: PorteeLot;
      /** Who they are: « 12 personnes choisies ». */
      phrase: string;
    };

/** Writing to a family, or to several; whoever must not be written to is told, and nothing opens. */
export const EcrireWindow = ({ qui, onClose }: { qui: Qui; onClose: () => void }) => {
  useFocusBack();
  const [isManaging, setManaging] = useState(false);
  // In its place and not over it: one Échap leaves one window, and the text waits.
  if (isManaging) return <ModelesWindow onClose={() => setManaging(false)} />;
  const manage = (): void => setManaging(true);
  if (qui.genre === 'groupe')
    return <EcrireGroupe portee={qui.portee} phrase={qui.phrase} onModeles={manage} onClose={onClose} />;
  const refus = refusDe(qui.fiche);
  if (refus === null) return <EcrirePersonne fiche={qui.fiche} onModeles={manage} onClose={onClose} />;
  return (
    <Window titre={`Écrire à la famille de ${nomDe(qui.fiche.identite)}`} size={520} opened onClose={onClose}>
      <Notice tone="bad">{refusTextes[refus]}</Notice>
    </Window>
  );
};
