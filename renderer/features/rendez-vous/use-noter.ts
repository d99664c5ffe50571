import { useRef } from 'react';
import { success } from '../../../shared/contract/errors.ts';
import type { Inscription, RendezVous } from '../../../shared/contract/ipc/agenda.ts';
import type { AssiduiteEtat } from '../../../shared/domain/actes/reservation.ts';
import { useBridge } from '../../ask.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { compte } from '../../textes/pluriel.ts';
import { useSaisies } from '../saisies/saisies.tsx';
import { assiduiteTextes } from './etats.ts';
import { saisieAssiduite } from './gestes.ts';
import { estChoisie, requetes } from './presences.ts';

type Notee = Pick<RendezVous, 'reservation' | 'dossier' | 'assiduite' | 'assiduiteVues'>;

export interface Noter {
  /** @param nom « TARDIVEL Maëlys » @param onUndone it was taken back: she is to be noted again */
  une: (notee: Notee, nom: string, etat: AssiduiteEtat, onUndone?: () => void) => void;
  /** « Tout le monde est présent » : those that nobody noted yet, in one go and taken back in one go. */
  tous: (inscriptions: readonly Inscription[]) => void;
}

export const useNoter = (): Noter => {
  const bridge = useBridge();
  const { offerUndo, refresh, say } = useSaisies();
  const writing = useRef(false);

  const ecrireUne = async (
    notee: Notee,
    nom: string,
    etat: AssiduiteEtat,
    onUndone: (() => void) | undefined,
  ): Promise<void> => {
    const written = await bridge.invoke('actes:enregistrer', { saisies: [saisieAssiduite(notee, etat)] });
    if (!written.ok) return say(phraseErreur(written.error.code));
    const { actes } = written.value;
    offerUndo(written.value, `${assiduiteTextes[etat]} — ${nom}`, () => {
      onUndone?.();
      return bridge.invoke('actes:annuler', { actes });
    });
  };
  const annulerTous = async (actes: readonly string[]) => {
    for (const lot of requetes(actes)) {
      const undone = await bridge.invoke('actes:annuler', { actes: lot });
      if (!undone.ok) return undone;
    }
    return success(null);
  };
  const ecrireTous = async (inscriptions: readonly Inscription[]): Promise<void> => {
    const actes: string[] = [];
    let jusqua: string | null = null;
    for (const lot of requetes(inscriptions)) {
      const written = await bridge.invoke('actes:enregistrer', {
        saisies: lot.map((une) => saisieAssiduite(une, 'present')),
      });
      if (!written.ok) {
        // What was written before stands and is on screen: the rest is asked again.
        say(phraseErreur(written.error.code));
        break;
      }
      actes.push(...written.value.actes);
      jusqua = written.value.annulableJusqua;
    }
    if (jusqua === null) refresh();
    else
      offerUndo(
        { actes, annulableJusqua: jusqua },
        `${compte(actes.length, 'personne notée présente', 'personnes notées présentes')}`,
        () => annulerTous(actes),
      );
  };
  return {
    une: (notee, nom, etat, onUndone) => {
      // Said again, it settles two opinions; otherwise there is nothing to write.
      if (estChoisie(notee, etat)) return;
      void ecrireUne(notee, nom, etat, onUndone);
    },
    tous: (inscriptions) => {
      if (writing.current || inscriptions.length === 0) return;
      writing.current = true;
      void ecrireTous(inscriptions).finally(() => {
        writing.current = false;
      });
    },
  };
};
