import { type Disposition, dispositions, type Issue, issues } from '../../../../shared/domain/actes/appel.ts';
import type { ProchaineActionCorps } from '../../../../shared/domain/actes/prochaine-action.ts';

export type Interlocuteur = 'responsable' | 'candidat' | 'autre';

/** A call being logged. Pure: the strip draws it, the keyboard and the mouse send it the same actions. */
export interface CallDraft {
  sens: 'emis' | 'recu';
  numero: string | null;
  interlocuteur: Interlocuteur | null;
  disposition: Disposition | null;
  issue: Issue | null;
  /** « Rien encore »: somebody was on the line, and nothing can be said yet of what it leads to. */
  rien: boolean;
  /** Only where a demande waits: the call answers it, whatever comes of it later. */
  peutRien: boolean;
  /** What the person chose instead of the default; undefined while the default stands. */
  prochaine: ProchaineActionCorps | undefined;
  note: string;
  /** Who else of the family the same call was about; `issue`: what came of it holds for them too. */
  aussi: readonly { candidat: string; issue: boolean }[];
  /** « Ne plus contacter » asks once more before it is recorded. */
  asksAgain: boolean;
  /** Said when Entrée came too early. */
  missing: 'disposition' | 'issue' | null;
}

export type CallAction =
  | { do: 'digit'; digit: number }
  /** The family calls, or is called: `numero` is the one that is then taken. */
  | { do: 'sens'; sens: CallDraft['sens']; numero: string | null }
  | { do: 'disposition'; disposition: Disposition }
  | { do: 'issue'; issue: Issue }
  | { do: 'rien' }
  | { do: 'back' }
  | { do: 'restart' }
  | { do: 'numero'; numero: string | null; interlocuteur: Interlocuteur | null }
  | { do: 'interlocuteur'; interlocuteur: Interlocuteur }
  | { do: 'prochaine'; prochaine: ProchaineActionCorps | undefined }
  | { do: 'note'; note: string }
  /** Ticks these people, or unticks them when all are. */
  | { do: 'aussi'; candidats: readonly string[] }
  | { do: 'aussi-issue'; candidat: string }
  | { do: 'confirm' };

export const newCall = (
  sens: 'emis' | 'recu',
  numero: { e164: string; interlocuteur: Interlocuteur } | null,
  note: string,
  peutRien = false,
): CallDraft => ({
  sens,
  numero: sens === 'emis' ? (numero?.e164 ?? null) : null,
  interlocuteur: numero?.interlocuteur ?? null,
  disposition: null,
  issue: null,
  rien: false,
  peutRien,
  prochaine: undefined,
  note,
  aussi: [],
  asksAgain: false,
  missing: null,
});

const toggleAussi = (known: CallDraft['aussi'], candidats: readonly string[]): CallDraft['aussi'] => {
  const isIn = (candidat: string): boolean => known.some((un) => un.candidat === candidat);
  if (candidats.every(isIn)) return known.filter(({ candidat }) => !candidats.includes(candidat));
  return [...known, ...candidats.filter((un) => !isIn(un)).map((candidat) => ({ candidat, issue: false }))];
};

const choose = (draft: CallDraft, disposition: Disposition): CallDraft => ({
  ...draft,
  disposition,
  issue: null,
  rien: false,
  prochaine: undefined,
  asksAgain: false,
  missing: null,
});

export const reduceCall = (draft: CallDraft, action: CallAction): CallDraft => {
  switch (action.do) {
    case 'digit': {
      // After « Joint », digits answer the second question.
      if (draft.disposition === 'JOINT') {
        const issue = issues[action.digit - 1];
        return issue === undefined ? draft : reduceCall(draft, { do: 'issue', issue });
      }
      const disposition = dispositions[action.digit - 1];
      return disposition === undefined ? draft : choose(draft, disposition);
    }
    case 'sens':
      return { ...draft, sens: action.sens, numero: action.numero };
    case 'disposition':
      return choose(draft, action.disposition);
    case 'issue':
      return { ...draft, issue: action.issue, rien: false, prochaine: undefined, missing: null };
    case 'rien':
      return draft.peutRien ? { ...draft, issue: null, rien: true, prochaine: undefined, missing: null } : draft;
    case 'back':
      if (draft.asksAgain) return { ...draft, asksAgain: false };
      if (draft.issue !== null || draft.rien) return { ...draft, issue: null, rien: false, prochaine: undefined };
      return { ...draft, disposition: null, prochaine: undefined, missing: null };
    case 'restart':
      return {
        ...draft,
        disposition: null,
        issue: null,
        rien: false,
        prochaine: undefined,
        asksAgain: false,
        missing: null,
      };
    case 'numero':
      return { ...draft, numero: action.numero, interlocuteur: action.interlocuteur ?? draft.interlocuteur };
    case 'interlocuteur':
      return { ...draft, interlocuteur: action.interlocuteur };
    case 'prochaine':
      return { ...draft, prochaine: action.prochaine };
    case 'note':
      return { ...draft, note: action.note };
    case 'aussi':
      return { ...draft, aussi: toggleAussi(draft.aussi, action.candidats) };
    case 'aussi-issue':
      return {
        ...draft,
        aussi: draft.aussi.map((un) => (un.candidat === action.candidat ? { ...un, issue: !un.issue } : un)),
      };
    case 'confirm':
      if (draft.disposition === null) return { ...draft, missing: 'disposition' };
      // Where it may be left out, one Entrée shows that it is, the next one records.
      if (draft.disposition === 'JOINT' && draft.issue === null && !draft.rien) {
        return draft.peutRien ? reduceCall(draft, { do: 'rien' }) : { ...draft, missing: 'issue' };
      }
      if (draft.disposition === 'OPPOSITION' && !draft.asksAgain) return { ...draft, asksAgain: true };
      return draft;
  }
};

/** Nothing was said of it yet: leaving it loses nothing but the note, which the file keeps. */
export const isUntouched = ({ sens, disposition, prochaine, aussi }: CallDraft): boolean =>
  sens === 'emis' && disposition === null && prochaine === undefined && aussi.length === 0;

/** « Ne plus contacter » is each person's own word: it is never noted for somebody else. */
export const canBeShared = (draft: Pick<CallDraft, 'disposition'>): boolean => draft.disposition !== 'OPPOSITION';

/** Whether Entrée, now, records. */
export const isComplete = (draft: CallDraft): boolean => {
  if (draft.disposition === null) return false;
  if (draft.disposition === 'JOINT') return draft.issue !== null || draft.rien;
  return draft.disposition !== 'OPPOSITION' || draft.asksAgain;
};
