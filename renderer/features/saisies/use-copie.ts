import { useCallback } from 'react';
import { useBridge } from '../../ask.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { useSaisies } from './saisies.tsx';

/**
 * Copies through the shell, and says why when it could not. What names somebody or is their number is `sensible`: the
 * shell takes it out of the clipboard after a minute.
 */
export const useCopie = (sensible: boolean): ((texte: string) => Promise<boolean>) => {
  const bridge = useBridge();
  const { say } = useSaisies();
  return useCallback(
    async (texte) => {
      const answer = await bridge.invoke('systeme:copier', { texte, sensible });
      if (!answer.ok) say(phraseErreur(answer.error.code));
      return answer.ok;
    },
    [bridge, say, sensible],
  );
};
