import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type Reglages, reglagesParDefaut } from '../../../shared/contract/ipc/reglages.ts';
import { useAsk, useBridge, useRemember } from '../../ask.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { useSaisies } from '../saisies/saisies.tsx';

export const useReglages = (): { reglages: Reglages; ecrire: (change: Partial<Reglages>) => Promise<void> } => {
  const answer = useAsk('reglages:lire', {});
  const bridge = useBridge();
  const remember = useRemember();
  const queries = useQueryClient();
  const { say } = useSaisies();
  const ecrire = useCallback(
    async (change: Partial<Reglages>): Promise<void> => {
      const written = await bridge.invoke('reglages:ecrire', change);
      if (!written.ok) {
        say(phraseErreur(written.error.code));
        return;
      }
      remember('reglages:lire', {}, written.value);
      // What the shell could make of it: a shortcut may belong to another program.
      void queries.invalidateQueries({ queryKey: ['systeme:poste'] });
    },
    [bridge, remember, say, queries],
  );
  return { reglages: answer.data ?? reglagesParDefaut, ecrire };
};
