import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';

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
}

const Drafts = createContext<ReponseDrafts | null>(null);

/** Held by the desk: going to another screen and back finds the text where it was. */
export const ReponseDraftsProvider = ({ children }: { children: ReactNode }) => {
  const [drafts, setDrafts] = useState<ReponseDrafts['drafts']>({});
  const setDraft = useCallback((demande: string, draft: ReponseDraft | null) => {
    setDrafts((known) => {
      const { [demande]: _, ...others } = known;
      return draft === null ? others : { ...others, [demande]: draft };
    });
  }, []);
  const value = useMemo(() => ({ drafts, setDraft }), [drafts, setDraft]);
  return <Drafts value={value}>{children}</Drafts>;
};

export const useReponseDrafts = (): ReponseDrafts => {
  const drafts = useContext(Drafts);
  if (drafts === null) throw new Error('useReponseDrafts needs a ReponseDraftsProvider.');
  return drafts;
};
