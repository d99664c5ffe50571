import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import { type ProchaineActionCorps, prochaineActionCorps } from '../../../../shared/domain/actes/prochaine-action.ts';
import { askOrThrow, keyOf, useAsk, useBridge } from '../../../ask.tsx';
import { dispositionPassee, issueTextes } from '../../../textes/appel.ts';
import { phraseErreur } from '../../../textes/erreurs.ts';
import { majuscule, minuscule } from '../../../textes/pluriel.ts';
import { useReglages } from '../../desk/reglages.tsx';
import { useSaisies } from '../../saisies/saisies.tsx';
import type { Draft } from '../view.ts';
import { dossierPrincipal, saisiesAppel } from './builders.ts';
import { type CallAction, type CallDraft, isComplete, newCall, reduceCall } from './call-draft.ts';
import { callableNumbers } from './numbers.ts';
import { useNoteDraft } from './use-note-draft.ts';

export interface CallLogging {
  call: CallDraft;
  send: (action: CallAction) => void;
  /** The next action as it stands; undefined while the default is being computed, null when there is none. */
  prochaine: ProchaineActionCorps | null | undefined;
}

const parseDefault = (corps: unknown): ProchaineActionCorps | null => {
  const lue = prochaineActionCorps.safeParse(corps);
  return lue.success ? lue.data : null;
};

const phraseOf = (fiche: Fiche, call: CallDraft): string => {
  const { nom, prenom } = fiche.ligne;
  const mot = call.disposition === null ? '' : majuscule(dispositionPassee[call.disposition]);
  const issue = call.issue === null ? '' : `, ${minuscule(issueTextes[call.issue])}`;
  return `${mot}${issue} — ${nom} ${prenom}`;
};

/** A call from the key A to the file: what is typed, what comes next by default, and the one write at the end. */
export const useCall = (
  fiche: Fiche,
  draft: Extract<Draft, { kind: 'appel' }>,
  setDraft: (draft: Draft | null) => void,
  onClose: () => void,
): CallLogging => {
  const bridge = useBridge();
  const queries = useQueryClient();
  const { record, say } = useSaisies();
  const { reglages } = useReglages();
  const note = useNoteDraft(fiche.ligne.id);
  const writing = useRef(false);
  const [initial] = useState(() => newCall(draft.sens, callableNumbers(fiche)[0] ?? null, fiche.brouillon));
  const call = draft.call ?? initial;
  const dossier = dossierPrincipal(fiche);

  const dialled = useRef(draft.call !== null);
  useEffect(() => {
    if (dialled.current) return;
    dialled.current = true;
    if (!reglages.composerEnAppelant || initial.numero === null) return;
    void bridge.invoke('systeme:composer', { numero: initial.numero }).then((answer) => {
      if (!answer.ok) say(phraseErreur(answer.error.code));
    });
  }, [bridge, say, reglages.composerEnAppelant, initial.numero]);

  const question = (of: CallDraft) => ({
    dossier: dossier?.id ?? fiche.dossierPrincipal,
    disposition: of.disposition ?? '',
    issue: of.issue,
  });
  const asks = call.disposition !== null && (call.disposition !== 'JOINT' || call.issue !== null);
  const byDefault = useAsk('actes:prochaine-par-defaut', question(call), asks);

  const write = async (complete: CallDraft): Promise<void> => {
    if (writing.current || dossier === null) return;
    writing.current = true;
    try {
      const request = question(complete);
      const prochaine =
        complete.prochaine ??
        (await queries
          .fetchQuery({
            queryKey: keyOf('actes:prochaine-par-defaut', request),
            queryFn: () => askOrThrow(bridge, 'actes:prochaine-par-defaut', request),
          })
          .then(({ corps }) => parseDefault(corps))
          // Without a proposal the call is worth keeping all the same.
          .catch(() => null));
      if (!(await record(saisiesAppel(dossier, complete, prochaine), phraseOf(fiche, complete)))) return;
      if (complete.note.trim() !== '' || fiche.brouillon !== '') note.forget();
      queries.removeQueries({ queryKey: ['actes:prochaine-par-defaut'] });
      onClose();
    } finally {
      writing.current = false;
    }
  };

  const send = (action: CallAction): void => {
    if (action.do === 'confirm' && isComplete(call)) {
      void write(call);
      return;
    }
    const next = reduceCall(call, action);
    setDraft({ kind: 'appel', sens: next.sens, call: next });
    if (action.do === 'note') note.keep(action.note);
  };

  const prochaine = call.prochaine ?? (byDefault.data === undefined ? undefined : parseDefault(byDefault.data.corps));
  return { call, send, prochaine: asks ? prochaine : null };
};
