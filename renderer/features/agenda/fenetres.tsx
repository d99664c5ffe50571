import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { AbonnementWindow } from './abonnement-window.tsx';
import { CancelWindow } from './cancel-window.tsx';
import { ChangeWindow, NewWindow } from './editor.tsx';
import { PlanWindow } from './plan-window.tsx';
import type { Lieu } from './use-agenda.ts';

/** The window over the agenda, one at most. */
export type Fenetre =
  | { quoi: 'nouveau'; jour: string; debutMin: number }
  | { quoi: 'generer'; jour: string }
  | { quoi: 'changer' | 'deplacer' | 'annuler'; creneau: CreneauVu }
  | { quoi: 'abonnement' };

export const Fenetres = ({
  fenetre,
  lieux,
  flux,
  onClose,
  onMade,
  onChanged,
}: {
  fenetre: Fenetre | null;
  lieux: readonly Lieu[];
  flux: string | null;
  onClose: () => void;
  /** @param jour where to look, when many were made */
  onMade: (creneau: string, jour: string) => void;
  onChanged: () => void;
}) => {
  if (fenetre === null) return null;
  switch (fenetre.quoi) {
    case 'nouveau':
      return (
        <NewWindow
          lieux={lieux}
          flux={flux}
          jour={fenetre.jour}
          debutMin={fenetre.debutMin}
          onClose={onClose}
          onDone={onMade}
        />
      );
    case 'generer':
      return <PlanWindow lieux={lieux} flux={flux} jour={fenetre.jour} onClose={onClose} onDone={onMade} />;
    case 'changer':
    case 'deplacer':
      return (
        <ChangeWindow
          creneau={fenetre.creneau}
          seulementDeplacer={fenetre.quoi === 'deplacer'}
          lieux={lieux}
          onClose={onClose}
          onDone={onChanged}
        />
      );
    case 'annuler':
      return <CancelWindow creneau={fenetre.creneau} onClose={onClose} onDone={onChanged} />;
    case 'abonnement':
      return <AbonnementWindow onClose={onClose} />;
  }
};
