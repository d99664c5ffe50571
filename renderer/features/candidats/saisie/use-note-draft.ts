import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { keyOf, useBridge } from '../../../ask.tsx';
import { useClock } from '../../../clock.tsx';

const pauseMs = 500;

/** Keeps what is being typed in the file: half a second after the last key, and at once when the strip goes away. */
export const useNoteDraft = (candidat: string): { keep: (texte: string) => void; forget: () => void } => {
  const bridge = useBridge();
  const clock = useClock();
  const queries = useQueryClient();
  const pending = useRef<{ texte: string; stop: () => void } | null>(null);

  const write = useCallback(
    (texte: string): void => {
      pending.current?.stop();
      pending.current = null;
      // A draft that could not be kept is still on screen; the record itself says when the file is in trouble.
      void bridge.invoke('candidats:brouillon', { candidat, texte });
      queries.setQueryData<Fiche>(keyOf('candidats:fiche', { candidat }), (fiche) =>
        fiche === undefined ? fiche : { ...fiche, brouillon: texte },
      );
    },
    [bridge, candidat, queries],
  );
  const keep = useCallback(
    (texte: string): void => {
      pending.current?.stop();
      pending.current = { texte, stop: clock.after(pauseMs, () => write(texte)) };
    },
    [clock, write],
  );
  const forget = useCallback((): void => write(''), [write]);

  useEffect(
    () => () => {
      if (pending.current !== null) write(pending.current.texte);
    },
    [write],
  );
  return { keep, forget };
};
