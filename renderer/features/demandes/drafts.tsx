import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { keyOf, useBridge } from '../../ask.tsx';
import { useKeeper } from '../brouillons/keeper-provider.tsx';
import { type BegunReponse, createDraftKeeper, type DraftKeeper } from './draft-keeper.ts';

/** An answer being written to one demande; it waits, closed or open, while other people are looked up. */
export interface ReponseDraft {
  /** What is open under the demande; null while the draft only waits. */
  action: 'repondre' | 'injoignable' | null;
  /** null until a first text was proposed. */
  texte: string | null;
  /** The text was recorded: it only waits for the answer to be taken back. */
  envoye: boolean;
}

interface ReponseDrafts {
  drafts: Readonly<Record<string, ReponseDraft>>;
  setDraft: (demande: string, draft: ReponseDraft | null) => void;
  keeper: DraftKeeper;
  /** What the sheet says of the text in the file, before it is read again. */
  showKept: (begun: BegunReponse, texte: string) => void;
}

const Drafts = createContext<ReponseDrafts | null>(null);

const showKept = (queries: QueryClient, { candidat, demande }: BegunReponse, brouillon: string): void => {
  queries.setQueryData<Fiche>(keyOf('candidats:fiche', { candidat }), (fiche) =>
    fiche === undefined
      ? fiche
      : { ...fiche, demandes: fiche.demandes.map((one) => (one.id === demande ? { ...one, brouillon } : one)) },
  );
};

/**
 * Held by the desk: going to another screen and back finds the text where it was. What is typed goes to the file
 * besides, for the desk closes and the poste stops.
 */
export const ReponseDraftsProvider = ({ children }: { children: ReactNode }) => {
  const bridge = useBridge();
  const kept = useKeeper();
  const queries = useQueryClient();
  const [drafts, setDrafts] = useState<ReponseDrafts['drafts']>({});
  const setDraft = useCallback((demande: string, draft: ReponseDraft | null) => {
    setDrafts((known) => {
      const { [demande]: _, ...others } = known;
      return draft === null ? others : { ...others, [demande]: draft };
    });
  }, []);
  const keeper = useMemo(
    () =>
      createDraftKeeper(kept, (begun, texte) => {
        // A draft that could not be kept is still on screen; the record itself says when the file is in trouble.
        const written = bridge.invoke('demandes:brouillon', { demande: begun.demande, texte });
        showKept(queries, begun, texte);
        // One that is begun is known here; one that is given up is still said by its line.
        if (texte === '') void written.then(() => queries.invalidateQueries({ queryKey: ['demandes:liste'] }));
      }),
    [bridge, kept, queries],
  );
  const value = useMemo<ReponseDrafts>(
    () => ({ drafts, setDraft, keeper, showKept: (begun, texte) => showKept(queries, begun, texte) }),
    [drafts, setDraft, keeper, queries],
  );
  return <Drafts value={value}>{children}</Drafts>;
};

export const useReponseDrafts = (): ReponseDrafts => {
  const drafts = useContext(Drafts);
  if (drafts === null) throw new Error('useReponseDrafts needs a ReponseDraftsProvider.');
  return drafts;
};
