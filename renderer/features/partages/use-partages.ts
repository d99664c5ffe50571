import { useCallback } from 'react';
import type { Result } from '../../../shared/contract/errors.ts';
import type { PartageEcrit } from '../../../shared/contract/ipc/partages.ts';
import type { Libelles, Modele, Vue } from '../../../shared/domain/partages.ts';
import { useAsk, useBridge } from '../../ask.tsx';
import { useClock } from '../../clock.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { useSaisies } from '../saisies/saisies.tsx';
import { sansLibelles } from './noms.ts';

export { useIssueTextes, useSituationMot } from './mots.ts';

export interface Partage<T> {
  id: string;
  valeur: T;
  /** Written here and not sent yet. */
  enAttente: boolean;
}

interface Partages {
  modeles: readonly Partage<Modele>[];
  vues: readonly Partage<Vue>[];
  libelles: Libelles;
  /** Kept at once, offline too. A refusal is told on the desk and answered as its code. */
  ecrire: (partage: PartageEcrit) => Promise<Result<{ id: string }>>;
  /** Deletes, and offers to take it back for ten seconds. False when it was refused. */
  supprimer: (genre: 'modele' | 'vue', id: string) => Promise<boolean>;
}

const undoMs = 10_000;
const aucun: readonly never[] = [];

/** The small documents that the people of an organisme share; `partages:change` has them read again (live.ts). */
export const usePartages = (): Partages => {
  const bridge = useBridge();
  const clock = useClock();
  const { say, offerUndo } = useSaisies();
  const answer = useAsk('partages:lire', {});
  const lus = answer.data;
  const { refetch } = answer;
  const ecrire = useCallback(
    async (partage: PartageEcrit) => {
      const written = await bridge.invoke('partages:ecrire', partage);
      if (written.ok) await refetch();
      else say(phraseErreur(written.error.code));
      return written;
    },
    [bridge, refetch, say],
  );
  const supprimer = useCallback<Partages['supprimer']>(
    async (genre, id) => {
      const modele = lus?.modeles.find((un) => un.id === id)?.valeur;
      const vue = lus?.vues.find((une) => une.id === id)?.valeur;
      const avant: PartageEcrit | null =
        genre === 'modele'
          ? modele === undefined
            ? null
            : { genre, id, valeur: modele }
          : vue === undefined
            ? null
            : { genre, id, valeur: vue };
      if (avant === null) return false;
      const done = await ecrire({ genre, id, valeur: null });
      if (!done.ok) return false;
      const annulableJusqua = new Date(clock.now() + undoMs).toISOString();
      const mot = genre === 'modele' ? 'Modèle supprimé' : 'Vue supprimée';
      offerUndo({ actes: [], annulableJusqua }, `${mot} — ${avant.valeur?.nom ?? ''}`, () => ecrire(avant));
      return true;
    },
    [lus, ecrire, clock, offerUndo],
  );
  return {
    modeles: lus?.modeles ?? aucun,
    vues: lus?.vues ?? aucun,
    libelles: lus?.libelles ?? sansLibelles,
    ecrire,
    supprimer,
  };
};
