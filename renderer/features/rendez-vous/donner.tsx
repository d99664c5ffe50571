import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import type { RendezVous } from '../../../shared/contract/ipc/agenda.ts';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { useAsk } from '../../ask.tsx';
import { useIntents } from '../../keyboard/use-intents.ts';
import { useReglages } from '../desk/reglages.tsx';
import { nomDe } from '../rapprochements/textes.ts';
import { ChoixWindow } from './choix-window.tsx';

export interface Demandee {
  /** The demande that the créneau answers. */
  demande: string | null;
  /** The place it takes the place of. */
  remplace: RendezVous | null;
}

export interface Donner {
  /** Opens the window that gives this person a créneau. */
  donner: (pour: Demandee) => void;
  /** Whether one can be given: créneaux live on a server, and only in lists that this poste still reads. */
  peutDonner: boolean;
}

const DonnerContext = createContext<Donner>({ donner: () => undefined, peutDonner: false });

/** Where a sheet is open: « Donner un créneau » from its section, from a demande, from the strip of a call. */
export const useDonner = (): Donner => useContext(DonnerContext);

/** One window a sheet, and its key H, whatever part of the sheet asks for it. */
export const DonnerCreneau = ({
  fiche,
  demande,
  children,
}: {
  fiche: Fiche | undefined;
  /** The demande that the keys of the sheet answer: a créneau given by key answers it too. */
  demande: string | null;
  children: ReactNode;
}) => {
  const { reglages } = useReglages();
  const sansServeur = useAsk('session:etat', {}).data?.sansServeur;
  const [pour, setPour] = useState<Demandee | null>(null);
  const peutDonner = sansServeur === false && fiche !== undefined && !fiche.indisponible;
  const donner = useCallback((next: Demandee) => setPour(next), []);

  useIntents(
    reglages.raccourcisUneTouche,
    (intent, { inText, repeat }) => {
      if (intent.do !== 'give-slot' || inText) return false;
      if (!repeat) setPour({ demande, remplace: null });
      return true;
    },
    peutDonner,
  );

  return (
    <DonnerContext value={{ donner, peutDonner }}>
      {children}
      {pour !== null && fiche !== undefined && (
        <ChoixWindow
          qui={{ candidat: fiche.ligne.id, nom: nomDe(fiche.ligne) }}
          demande={pour.demande}
          remplace={pour.remplace}
          onClose={() => setPour(null)}
        />
      )}
    </DonnerContext>
  );
};
