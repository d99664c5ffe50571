import { useCallback, useEffect, useState } from 'react';
import { useBridge } from '../../../ask.tsx';
import { useClock } from '../../../clock.tsx';
import { phraseErreur } from '../../../textes/erreurs.ts';
import { useReglages } from '../../desk/reglages.tsx';
import { useSaisies } from '../../saisies/saisies.tsx';

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

/** How long the button says that it did. */
const copiedMs = 2_000;

/** Copies a number, which the shell clears after a minute; `copied` for as long as the button says so. */
export const useCopyNumber = (): { copied: boolean; copy: (affiche: string) => void } => {
  const bridge = useBridge();
  const { say } = useSaisies();
  const clock = useClock();
  const [copied, setCopied] = useState(false);
  useEffect(() => (copied ? clock.after(copiedMs, () => setCopied(false)) : undefined), [clock, copied]);
  const copy = useCallback(
    (affiche: string): void => {
      void bridge.invoke('systeme:copier', { texte: affiche, sensible: true }).then((answer) => {
        setCopied(answer.ok);
        if (!answer.ok) say(phraseErreur(answer.error.code));
      });
    },
    [bridge, say],
  );
  return { copied, copy };
};
