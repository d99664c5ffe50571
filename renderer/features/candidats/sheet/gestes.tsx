import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { useIntents } from '../../../keyboard/use-intents.ts';
import { useReglages } from '../../desk/reglages.tsx';
import { EcrireWindow } from '../../messages/ecrire-window.tsx';
import { AffecterWindow } from '../affecter-window.tsx';
import type { CandidatsView } from '../view.ts';

/** « Affecter » and « Écrire » of one sheet: their keys, and the window of the one that is open. */
export const Gestes = ({
  fiche,
  view: { geste, setGeste },
  hasKeys,
}: {
  fiche: Fiche;
  view: Pick<CandidatsView, 'geste' | 'setGeste'>;
  /** False while something is being typed about her, and where the keys are about those who are ticked. */
  hasKeys: boolean;
}) => {
  const { reglages } = useReglages();
  const candidat = fiche.ligne.id;
  useIntents(reglages.raccourcisUneTouche, (intent) => {
    if (intent.do !== 'assign' && intent.do !== 'write') return false;
    if (!hasKeys || fiche.indisponible) return false;
    setGeste({ candidat, quoi: intent.do === 'assign' ? 'affecter' : 'ecrire' });
    return true;
  });
  if (geste?.candidat !== candidat || fiche.indisponible) return null;
  const close = (): void => setGeste(null);
  return geste.quoi === 'affecter' ? (
    <AffecterWindow fiche={fiche} onClose={close} />
  ) : (
    <EcrireWindow qui={{ genre: 'personne', fiche }} onClose={close} />
  );
};
