import { useEffect, useState } from 'react';
import { askOrThrow, useAsk, useBridge } from '../../ask.tsx';
import { type Bridge, CallFailed } from '../../bridge.ts';
import { lireBrouillon } from './brouillon.ts';
import { EcrireWindow, type Qui } from './ecrire-window.tsx';

type Reprenable = Extract<Qui, { genre: 'groupe' }> | { genre: 'personne'; candidat: string };

/** The message that was opened or copied, and of which nobody said yet whether it left; null when there is none. */
const enAttente = async (bridge: Bridge): Promise<Reprenable | null> => {
  const { qui } = await askOrThrow(bridge, 'messages:en-attente', {});
  if (qui === null || qui.genre === 'modele') return null;
  if (qui.genre === 'personne') return qui;
  const { contenu } = await askOrThrow(bridge, 'messages:lire-brouillon', { qui });
  const candidats = lireBrouillon(contenu)?.attente?.candidats ?? [];
  if (candidats.length === 0) return null;
  return { genre: 'groupe', portee: { genre: 'selection', candidats }, phrase: 'L’envoi resté sans réponse' };
};

/** As she is now: whoever said meanwhile not to be contacted is not written to. */
const RepriseDUne = ({ candidat, onClose }: { candidat: string; onClose: () => void }) => {
  const { data: fiche, error } = useAsk('candidats:fiche', { candidat });
  // A later reading that fails takes no text away from under the hands; somebody erased meanwhile does.
  const isGone = error instanceof CallFailed && error.code === 'INTROUVABLE';
  return fiche === undefined || isGone ? null : <EcrireWindow qui={{ genre: 'personne', fiche }} onClose={onClose} />;
};

/** « Le message est-il parti ? » is asked again when the desk opens: a lock had shut the window that asked it. */
export const Reprise = () => {
  const bridge = useBridge();
  const [qui, setQui] = useState<Reprenable | null>(null);
  useEffect(() => {
    let isCurrent = true;
    enAttente(bridge)
      .then((found) => {
        if (isCurrent) setQui(found);
      })
      .catch((cause: unknown) => {
        // Not asked now: the text waits where it was written, and the window asks there.
        if (!(cause instanceof CallFailed)) throw cause;
      });
    return () => {
      isCurrent = false;
    };
  }, [bridge]);
  if (qui === null) return null;
  const close = (): void => setQui(null);
  return qui.genre === 'personne' ? (
    <RepriseDUne candidat={qui.candidat} onClose={close} />
  ) : (
    <EcrireWindow qui={qui} onClose={close} />
  );
};
