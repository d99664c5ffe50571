import { useCallback } from 'react';
import { useBridge } from '../../../ask.tsx';
import { phraseErreur } from '../../../textes/erreurs.ts';
import { useCopied } from '../../../ui/use-copied.ts';
import { useReglages } from '../../desk/reglages.tsx';
import { useSaisies } from '../../saisies/saisies.tsx';
import { useCopie } from '../../saisies/use-copie.ts';

/** Hands a number to the telephone of this computer, with the scheme that this poste dials with. */
export const useDial = (): ((numero: string) => void) => {
  const bridge = useBridge();
  const { say } = useSaisies();
  const { protocoleTelephone: protocole } = useReglages().reglages;
  return useCallback(
    (numero: string): void => {
      void bridge.invoke('systeme:composer', { numero, protocole }).then((answer) => {
        if (!answer.ok) say(phraseErreur(answer.error.code));
      });
    },
    [bridge, say, protocole],
  );
};

/** Copies a number, somebody's personal data. */
export const useCopyNumber = (): ReturnType<typeof useCopied> => useCopied(useCopie(true));
