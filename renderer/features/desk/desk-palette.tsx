import { useAsk } from '../../ask.tsx';
import { useCompteFile } from '../appels/use-compte.ts';
import type { CandidatsView } from '../candidats/view.ts';
import type { DemandesView } from '../demandes/view.ts';
import type { Geste } from '../palette/commandes.ts';
import { Palette, type PaletteControls } from '../palette/palette.tsx';
import { useReglages } from './reglages.tsx';
import type { Screen } from './screens.tsx';

/** Whether a gesture about a person would do something on the screen that is open. */
const aPersonne = (
  screen: Screen,
  candidats: Pick<CandidatsView, 'selected' | 'sheetOpen' | 'drafts'>,
  demandes: Pick<DemandesView, 'choisie' | 'sheetOpen'>,
  aAppeler: number,
): boolean => {
  if (screen === 'appels') return aAppeler > 0;
  if (screen === 'demandes') return demandes.choisie !== null && demandes.sheetOpen;
  const { selected, sheetOpen, drafts } = candidats;
  return screen === 'candidats' && sheetOpen && selected !== null && drafts[selected] === undefined;
};

/** The palette, and what of it applies on the screen that is open. */
export const DeskPalette = ({
  controls,
  screen,
  sansServeur,
  candidats,
  demandes,
  onPersonne,
  onGeste,
}: {
  controls: PaletteControls;
  screen: Screen;
  sansServeur: boolean;
  candidats: CandidatsView;
  demandes: DemandesView;
  onPersonne: (candidat: string) => void;
  onGeste: (geste: Geste) => void;
}) => {
  const { reglages } = useReglages();
  const aAppeler = useCompteFile().compte?.aAppeler ?? 0;
  const vues = useAsk('partages:lire', {}).data?.vues ?? [];
  return (
    <Palette
      controls={controls}
      contexte={{
        ecran: screen,
        aPersonne: aPersonne(screen, candidats, demandes, aAppeler),
        sansServeur,
        singleKeys: reglages.raccourcisUneTouche,
        vues,
      }}
      onPersonne={onPersonne}
      onGeste={onGeste}
    />
  );
};
