import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { Saisie } from '../../../../shared/contract/ipc/actes.ts';
import type { Fiche } from '../../../../shared/contract/ipc/candidats.ts';
import type { Issue } from '../../../../shared/domain/actes/appel.ts';
import { type ProchaineActionCorps, prochaineActionCorps } from '../../../../shared/domain/actes/prochaine-action.ts';
import { estAttendue, reponseParDefaut } from '../../../../shared/domain/demandes.ts';
import { askOrThrow, keyOf, useAsk, useBridge } from '../../../ask.tsx';
import { CallFailed } from '../../../bridge.ts';
import { dispositionPassee } from '../../../textes/appel.ts';
import { phraseErreur } from '../../../textes/erreurs.ts';
import { majuscule, minuscule } from '../../../textes/pluriel.ts';
import { phraseRepondues } from '../../demandes/textes.ts';
import { useReglages } from '../../desk/reglages.tsx';
import { useIssueTextes } from '../../partages/mots.ts';
import { nomDe } from '../../rapprochements/textes.ts';
import { useSaisies } from '../../saisies/saisies.tsx';
import type { Draft } from '../view.ts';
import { resumeCall } from './begun-call.ts';
import { dossierPrincipal, draftPourProche, saisiesAppel } from './builders.ts';
import { type CallAction, type CallDraft, canBeShared, isComplete, newCall, reduceCall } from './call-draft.ts';
import type { Proche } from './famille.tsx';
import { callableNumbers } from './numbers.ts';
import { useNoteDraft } from './use-note-draft.ts';
import { useDial } from './use-telephone.ts';

export interface CallLogging {
  call: CallDraft;
  send: (action: CallAction) => void;
  /** The next action as it stands; undefined while the default is being computed, null when there is none. */
  prochaine: ProchaineActionCorps | null | undefined;
  /** The call is on its way to the file: what is typed now is not about it any more. */
  isWriting: () => boolean;
}

const parseDefault = (corps: unknown): ProchaineActionCorps | null => {
  const lue = prochaineActionCorps.safeParse(corps);
  return lue.success ? lue.data : null;
};

/** `fiches`: of everybody the call is noted for. */
const phraseOf = (
  issueTextes: Readonly<Record<Issue, string>>,
  fiche: Fiche,
  call: CallDraft,
  proches: readonly Proche[],
  fiches: readonly Pick<Fiche, 'demandes'>[],
): string => {
  const repondues =
    call.disposition === null || reponseParDefaut(call.disposition) === null
      ? ''
      : phraseRepondues(fiches.map(({ demandes }) => demandes));
  const aussi = proches.length === 0 ? '' : `, aussi pour ${proches.map((un) => un.prenom).join(', ')}`;
  const mot = call.disposition === null ? '' : majuscule(dispositionPassee[call.disposition]);
  const issue = call.issue === null ? '' : `, ${minuscule(issueTextes[call.issue])}`;
  return `${mot}${issue} — ${nomDe(fiche.ligne)}${aussi}${repondues}`;
};

/** A call from the key A to the file: what is typed, what comes next by default, and the one write at the end. */
export const useCall = ({
  fiche,
  draft,
  setDraft,
  famille,
  dials,
  onNoted,
  onUndone,
}: {
  fiche: Fiche;
  draft: Extract<Draft, { kind: 'appel' }>;
  setDraft: (draft: Draft | null) => void;
  famille: readonly Proche[];
  /** Whether beginning the call dials, where the poste was set so. */
  dials: boolean;
  onNoted: (call: CallDraft) => void;
  /** The call was taken back while it could be. */
  onUndone?: (call: CallDraft) => void;
}): CallLogging => {
  const bridge = useBridge();
  const dial = useDial();
  const queries = useQueryClient();
  const { record, say } = useSaisies();
  const { reglages } = useReglages();
  const issueTextes = useIssueTextes();
  const note = useNoteDraft(fiche.ligne.id);
  /** Once recorded, what is on screen takes nothing more: until it has left, what is typed is about the next one. */
  const phase = useRef<'open' | 'writing' | 'recorded'>('open');
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  const [initial] = useState(() =>
    resumeCall(
      newCall(draft.sens, callableNumbers(fiche)[0] ?? null, fiche.brouillon, fiche.demandes.some(estAttendue)),
      fiche,
    ),
  );
  const call = draft.call ?? initial;
  const dossier = dossierPrincipal(fiche);

  const dialled = useRef(draft.call !== null || !dials);
  useEffect(() => {
    if (dialled.current) return;
    dialled.current = true;
    if (reglages.composerEnAppelant && initial.numero !== null) dial(initial.numero);
  }, [dial, reglages.composerEnAppelant, initial.numero]);

  const question = (of: CallDraft, id = dossier?.id ?? fiche.dossierPrincipal) => ({
    dossier: id,
    disposition: of.disposition ?? '',
    issue: of.issue,
  });
  const asks = call.disposition !== null && (call.disposition !== 'JOINT' || call.issue !== null);
  const byDefault = useAsk('actes:prochaine-par-defaut', question(call), asks);

  /** What the call leads to for a dossier; without a proposal the call is worth keeping all the same. */
  const prochaineOf = async (of: CallDraft, id?: string): Promise<ProchaineActionCorps | null> => {
    if (of.prochaine !== undefined) return of.prochaine;
    // Nothing is known of what came of it: what was planned stands.
    if (of.disposition === 'JOINT' && of.issue === null) return null;
    const request = question(of, id);
    return await queries
      .fetchQuery({
        queryKey: keyOf('actes:prochaine-par-defaut', request),
        queryFn: () => askOrThrow(bridge, 'actes:prochaine-par-defaut', request),
      })
      .then(({ corps }) => parseDefault(corps))
      .catch(() => null);
  };

  const ficheDe = (candidat: string): Promise<Fiche> =>
    queries.fetchQuery({
      queryKey: keyOf('candidats:fiche', { candidat }),
      queryFn: () => askOrThrow(bridge, 'candidats:fiche', { candidat }),
    });
  const saisiesProche = async (of: CallDraft, proche: Fiche, issue: boolean): Promise<Saisie[]> => {
    const sien = dossierPrincipal(proche);
    if (sien === null) return [];
    const noted = draftPourProche(of, proche, issue);
    return saisiesAppel(sien, noted, await prochaineOf(noted, sien.id));
  };

  const write = async (complete: CallDraft): Promise<void> => {
    if (phase.current !== 'open' || dossier === null) return;
    phase.current = 'writing';
    try {
      const proches = canBeShared(complete)
        ? famille.filter(({ candidat }) => complete.aussi.some((un) => un.candidat === candidat))
        : [];
      const ticked = complete.aussi.filter((un) => proches.some(({ candidat }) => candidat === un.candidat));
      const siennes = await Promise.all(
        ticked.map(async ({ candidat, issue }) => ({ proche: await ficheDe(candidat), issue })),
      );
      const saisies = [
        ...saisiesAppel(dossier, complete, await prochaineOf(complete)),
        ...(await Promise.all(siennes.map(({ proche, issue }) => saisiesProche(complete, proche, issue)))).flat(),
      ];
      const fiches = [fiche, ...siennes.map(({ proche }) => proche)];
      const phrase = phraseOf(issueTextes, fiche, complete, proches, fiches);
      // The file lets go of a note that is the call's own, together with it: it holds the last word of it before.
      note.keepNow();
      if (!(await record(saisies, phrase, () => onUndone?.(complete)))) return;
      phase.current = 'recorded';
      if (complete.note.trim() !== '' || fiche.brouillon !== '') note.forget();
      queries.removeQueries({ queryKey: ['actes:prochaine-par-defaut'] });
      onNoted(complete);
    } catch (cause) {
      // The sheet of a relative could not be read: nothing was written for anybody, and the strip keeps what it has.
      say(phraseErreur(cause instanceof CallFailed ? cause.code : 'ERREUR_INTERNE'));
    } finally {
      if (phase.current === 'writing') {
        phase.current = 'open';
        drawAgain();
      }
    }
  };

  const send = (action: CallAction): void => {
    // A letter of the note that came too late would bring the call back.
    if (phase.current === 'recorded') return;
    if (action.do === 'confirm' && isComplete(call)) {
      void write(call);
      return;
    }
    const next = reduceCall(call, action);
    setDraft({ kind: 'appel', sens: next.sens, call: next });
    if (action.do === 'note') note.keep(action.note);
  };

  const prochaine = call.prochaine ?? (byDefault.data === undefined ? undefined : parseDefault(byDefault.data.corps));
  const isWriting = useCallback(() => phase.current !== 'open', []);
  return { call, send, prochaine: asks ? prochaine : null, isWriting };
};
