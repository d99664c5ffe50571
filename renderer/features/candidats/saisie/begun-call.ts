import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import type { AppelCommence, Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { keyOf, useBridge } from '../../../ask.tsx';
import type { Draft } from '../view.ts';
import { type CallDraft, isUntouched } from './call-draft.ts';

/** What the file keeps of a call beside its note; null while nothing was chosen. */
export const begunOf = (call: CallDraft): AppelCommence | null => {
  if (isUntouched(call)) return null;
  const { sens, numero, interlocuteur, disposition, issue, rien, prochaine, aussi } = call;
  return { sens, numero, interlocuteur, disposition, issue, rien, prochaine: prochaine ?? null, aussi: [...aussi] };
};

type Numbers = Pick<Fiche, 'responsableTelephones' | 'candidatTelephones' | 'appelCommence'>;

/**
 * A new call as it was left before the desk closed. Not when its number is hers no more: what was chosen may have been
 * about that number. A confirmation that was asked for is asked again.
 */
export const resumeCall = (call: CallDraft, fiche: Numbers): CallDraft => {
  const begun = fiche.appelCommence;
  if (begun === undefined || begun.sens !== call.sens) return call;
  const hers = [...fiche.responsableTelephones, ...fiche.candidatTelephones].map(({ e164 }) => e164);
  if (begun.numero !== null && !hers.includes(begun.numero)) return call;
  const { rien, prochaine, ...chosen } = begun;
  return { ...call, ...chosen, rien: rien && call.peutRien, prochaine: prochaine ?? undefined };
};

const remember = (queries: QueryClient, candidat: string, begun: AppelCommence | null): void => {
  queries.setQueryData<Fiche>(keyOf('candidats:fiche', { candidat }), (fiche) => {
    if (fiche === undefined) return fiche;
    const { appelCommence: _, ...others } = fiche;
    return begun === null ? others : { ...others, appelCommence: begun };
  });
};

/**
 * Whether the file is to hear of a choice. Letting go is said of a call alone that the file may hold: told of it from
 * here (`known`), or come back from there (`isHeld`). A note is no choice, and nothing was chosen yet.
 */
export const isToldToFile = (known: string | null, begun: string | null, isHeld: boolean): boolean =>
  begun === null ? known !== null || isHeld : begun !== known;

/** Each choice goes to the file as it is made; leaving the call lets go of it there. */
export const useBegunCalls = (): ((candidat: string, draft: Draft | null) => void) => {
  const bridge = useBridge();
  const queries = useQueryClient();
  /** Whose call is open here, with what the file was last told of it; null: nothing, or to let go of it. */
  const open = useRef(new Map<string, string | null>());
  return useCallback(
    (candidat, draft) => {
      const known = open.current.get(candidat);
      if (draft === null ? known === undefined : draft.kind !== 'appel') return;
      const call = draft?.kind === 'appel' ? draft.call : null;
      const begun = call === null ? null : begunOf(call);
      const texte = begun === null ? null : JSON.stringify(begun);
      if (draft === null) open.current.delete(candidat);
      else open.current.set(candidat, texte);
      // Its sheet has not come yet: what the file holds of it is still to be read.
      if (draft !== null && call === null) return;
      const isHeld = queries.getQueryData<Fiche>(keyOf('candidats:fiche', { candidat }))?.appelCommence !== undefined;
      if (!isToldToFile(known ?? null, texte, isHeld)) return;
      // One that could not be kept is still on screen; the record itself says when the file is in trouble.
      void bridge.invoke('candidats:appel-commence', { candidat, appel: begun });
      remember(queries, candidat, begun);
    },
    [bridge, queries],
  );
};
