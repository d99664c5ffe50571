import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { keyOf, useBridge } from '../../../ask.tsx';
import { useKeeper } from '../../brouillons/keeper-provider.tsx';

/** Keeps what is being typed in the file: with the others of the desk, and at once when the strip goes away. */
export const useNoteDraft = (
  candidat: string,
): { keep: (texte: string) => void; keepNow: () => void; forget: () => void } => {
  const bridge = useBridge();
  const keeper = useKeeper();
  const queries = useQueryClient();
  const cle = `note:${candidat}`;

  const write = useCallback(
    (texte: string): void => {
      // A draft that could not be kept is still on screen; the record itself says when the file is in trouble.
      void bridge.invoke('candidats:brouillon', { candidat, texte });
      queries.setQueryData<Fiche>(keyOf('candidats:fiche', { candidat }), (fiche) =>
        fiche === undefined ? fiche : { ...fiche, brouillon: texte },
      );
    },
    [bridge, candidat, queries],
  );
  const keep = useCallback((texte: string): void => keeper.keep(cle, texte, write), [keeper, cle, write]);
  const forget = useCallback((): void => {
    keeper.drop(cle);
    write('');
  }, [keeper, cle, write]);

  const keepNow = useCallback((): void => keeper.keepNow(cle), [keeper, cle]);
  useEffect(() => keepNow, [keepNow]);
  return { keep, keepNow, forget };
};
