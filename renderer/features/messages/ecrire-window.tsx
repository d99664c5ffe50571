import { useState } from 'react';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import type { PorteeLot } from '../../../shared/contract/ipc/lots.ts';
import { useFocusBack } from '../../keyboard/use-focus-back.ts';
import { deNom } from '../../textes/elision.ts';
import { Notice } from '../../ui/notice.tsx';
import { Window } from '../../ui/window.tsx';
import { ModelesWindow } from '../partages/modeles-window.tsx';
import { nomDe } from '../rapprochements/textes.ts';
import { lireBrouillon } from './brouillon.ts';
import { refusDe } from './contexte.ts';
import { EcrireGroupe } from './groupe.tsx';
import { EcrirePersonne } from './personne.tsx';
import { refusTextes } from './textes.ts';
import { useGarde } from './use-brouillon.ts';

export type Qui =
  | { genre: 'personne'; fiche: Fiche }
  | {
      genre: 'groupe';
      portee: PorteeLot;
      /** Who they are: « 12 personnes choisies ». */
      phrase: string;
    };

/** Once what was begun is read from the file; each time it is shown, for the modèles take its place meanwhile. */
const Ecrire = ({ qui, onModeles, onClose }: { qui: Qui; onModeles: () => void; onClose: () => void }) => {
  const contenu = useGarde(
    qui.genre === 'groupe' ? { genre: 'groupe' } : { genre: 'personne', candidat: qui.fiche.ligne.id },
  );
  if (contenu === undefined) return null;
  const begun = lireBrouillon(contenu);
  return qui.genre === 'groupe' ? (
    <EcrireGroupe portee={qui.portee} phrase={qui.phrase} begun={begun} onModeles={onModeles} onClose={onClose} />
  ) : (
    <EcrirePersonne fiche={qui.fiche} begun={begun} onModeles={onModeles} onClose={onClose} />
  );
};

/** Writing to a family, or to several; whoever must not be written to is told, and nothing opens. */
export const EcrireWindow = ({ qui, onClose }: { qui: Qui; onClose: () => void }) => {
  useFocusBack();
  const [isManaging, setManaging] = useState(false);
  // In its place and not over it: one Échap leaves one window, and the text waits.
  if (isManaging) return <ModelesWindow onClose={() => setManaging(false)} />;
  const refus = qui.genre === 'personne' ? refusDe(qui.fiche) : null;
  if (qui.genre === 'groupe' || refus === null)
    return <Ecrire qui={qui} onModeles={() => setManaging(true)} onClose={onClose} />;
  return (
    <Window titre={`Écrire à la famille ${deNom(nomDe(qui.fiche.identite))}`} size={520} opened onClose={onClose}>
      <Notice tone="bad">{refusTextes[refus]}</Notice>
    </Window>
  );
};
