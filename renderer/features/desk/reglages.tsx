import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type Reglages, reglagesParDefaut } from '../../../shared/contract/ipc/reglages.ts';
import { keyOf, useAsk, useBridge, useRemember } from '../../ask.tsx';
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
      // Shown at once: a second gesture made before the file answers starts from the first.
      const known = queries.getQueryData<Reglages>(keyOf('reglages:lire', {}));
      if (known !== undefined) remember('reglages:lire', {}, { ...known, ...change });
      const written = await bridge.invoke('reglages:ecrire', change);
      if (!written.ok) {
        say(phraseErreur(written.error.code));
        await queries.invalidateQueries({ queryKey: ['reglages:lire'] });
        return;
      }
      // What the shell could make of it: a shortcut may belong to another program.
      void queries.invalidateQueries({ queryKey: ['systeme:poste'] });
    },
    [bridge, remember, say, queries],
  );
  return { reglages: answer.data ?? reglagesParDefaut, ecrire };
};
