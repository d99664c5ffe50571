import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import type { Result } from '../../../shared/contract/errors.ts';
import type { Saisie } from '../../../shared/contract/ipc/actes.ts';
import type { CreneauVu, RendezVous } from '../../../shared/contract/ipc/agenda.ts';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { askOrThrow, keyOf, useAsk, useBridge } from '../../ask.tsx';
import { CallFailed } from '../../bridge.ts';
import { useClock } from '../../clock.tsx';
import { debutDuSite } from '../../textes/agenda.ts';
import { phraseErreur } from '../../textes/erreurs.ts';
import { useSaisies } from '../saisies/saisies.tsx';
import { phraseInscription } from './etats.ts';
import { saisieAnnuler, saisieConfirmer } from './gestes.ts';

export interface Concernee {
  candidat: string;
  /** « TARDIVEL Maëlys », for the bar that takes it back. */
  nom: string;
}

export type Reservee = Pick<RendezVous, 'reservation' | 'dossier' | 'debut' | 'fuseau' | 'creneau'>;

export interface Gestes {
  annuler: (qui: Concernee, rdv: Reservee) => Promise<boolean>;
  /** She comes; `phrase`: what it is called here. */
  confirmer: (qui: Concernee, rdv: Reservee, phrase: string) => Promise<boolean>;
  /** Asked from a window: what came of it, or why it was refused, is said there. */
  inscrire: (
    qui: Concernee,
    creneau: Pick<CreneauVu, 'id' | 'debut' | 'fuseau'>,
    place: { dossier: string; demande: string | null; remplace: string | null },
  ) => Promise<Result<ResponseOf<'agenda:inscrire'>>>;
}

/** What is done about one place, wherever it is done: written once, said in the bar, taken back from there. */
export const useGestes = (): Gestes => {
  const bridge = useBridge();
  const queries = useQueryClient();
  const clock = useClock();
  const { record, offerUndo, say } = useSaisies();
  const enLigne = useAsk('synchro:etat', {}).data?.connexion === 'en-ligne';
  const writing = useRef(false);

  return useMemo<Gestes>(() => {
    const once = async (write: () => Promise<boolean>): Promise<boolean> => {
      if (writing.current) return false;
      writing.current = true;
      try {
        return await write();
      } catch (cause) {
        say(phraseErreur(cause instanceof CallFailed ? cause.code : 'ERREUR_INTERNE'));
        return false;
      } finally {
        writing.current = false;
      }
    };
    const ecrire = (
      { candidat, nom }: Concernee,
      phrase: string,
      of: (fiche: Fiche) => Saisie | null,
    ): Promise<boolean> =>
      once(async () => {
        const fiche = await queries.fetchQuery({
          queryKey: keyOf('candidats:fiche', { candidat }),
          queryFn: () => askOrThrow(bridge, 'candidats:fiche', { candidat }),
        });
        const saisie = of(fiche);
        if (saisie === null) {
          say(phraseErreur('INTROUVABLE'));
          return false;
        }
        return await record([saisie], `${phrase} — ${nom}`);
      });
    return {
      annuler: (qui, rdv) =>
        ecrire(qui, `Rendez-vous annulé, ${debutDuSite(rdv, clock.now())}`, (fiche) => saisieAnnuler(fiche, rdv)),
      confirmer: (qui, rdv, phrase) =>
        ecrire(qui, `${phrase}, ${debutDuSite(rdv, clock.now())}`, (fiche) => saisieConfirmer(fiche, rdv)),
      inscrire: async ({ nom }, creneau, place) => {
        const answer = await bridge.invoke('agenda:inscrire', { creneau: creneau.id, ...place });
        if (!answer.ok) return answer;
        const { acte, annulableJusqua, prevue } = answer.value;
        const quand = debutDuSite(creneau, clock.now());
        offerUndo({ actes: [acte], annulableJusqua }, phraseInscription(prevue, quand, nom, enLigne));
        return answer;
      },
    };
  }, [bridge, queries, clock, record, offerUndo, say, enLigne]);
};
