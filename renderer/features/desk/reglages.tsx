import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Reglages } from '../../../shared/contract/ipc/reglages.ts';
import { useAsk, useBridge, useRemember } from '../../ask.tsx';
import { phraseErreur } from '../../textes/erreurs.ts';
import { useSaisies } from '../saisies/saisies.tsx';

/** What the desk does before the file has answered. */
const initial: Reglages = {
  apparence: 'systeme',
  raccourcisUneTouche: true,
  densite: 'confortable',
  composerEnAppelant: false,
  listesVues: 0,
  colonnes: ['formation', 'situation', 'prochaine-action', 'dernier-appel', 'qui'],
  porteeFile: 'tous',
  protocoleTelephone: 'tel',
  notifierRappels: true,
  resterEnVeille: false,
  raccourciGlobal: false,
  alertesVues: [],
};

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
  return { reglages: answer.data ?? initial, ecrire };
};
