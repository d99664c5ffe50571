import { describe, expect, it } from 'vitest';
import { begunOf, isToldToFile, resumeCall } from '../../../renderer/features/candidats/saisie/begun-call.ts';
import {
  type CallAction,
  type CallDraft,
  newCall,
  reduceCall,
} from '../../../renderer/features/candidats/saisie/call-draft.ts';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { appelCommence } from '../../../shared/contract/ipc/candidats.ts';
import { telephoneFictif } from './messages-exemples.ts';

const mere = '+33639981202';
const pere = '+33639981203';
const autre = '018f0000-0000-4000-8000-000000000002';
const start = (peutRien = false): CallDraft =>
  newCall('emis', { e164: mere, interlocuteur: 'responsable' }, 'la note', peutRien);
const calling = (...actions: CallAction[]): CallDraft => actions.reduce(reduceCall, start(true));
const numbers = { responsableTelephones: [telephoneFictif(mere), telephoneFictif(pere)], candidatTelephones: [] };

/** Kept by the file, and read again in another session. */
const again = (
  call: CallDraft,
  fiche: Pick<Fiche, 'responsableTelephones' | 'candidatTelephones'> = numbers,
  of = start(true),
) => {
  const begun = begunOf(call);
  return resumeCall(of, begun === null ? fiche : { ...fiche, appelCommence: appelCommence.parse(begun) });
};

describe('a call that was begun', () => {
  it('comes back with its choices, its number, its plan and whom else it was for', () => {
    const call = calling(
      { do: 'numero', numero: pere, interlocuteur: 'responsable' },
      { do: 'digit', digit: 1 },
      { do: 'digit', digit: 3 },
      { do: 'prochaine', prochaine: { quoi: 'attendre', le: null, precision: null, qui: null } },
      { do: 'aussi', candidats: [autre] },
      { do: 'aussi-issue', candidat: autre },
    );
    expect(again(call)).toEqual(call);
    const rien = calling({ do: 'digit', digit: 1 }, { do: 'rien' });
    expect(again(rien)).toEqual(rien);
  });

  it('is nothing while nothing was chosen: the note is kept apart', () => {
    expect(begunOf(calling({ do: 'note', note: 'messagerie' }))).toBeNull();
    expect(begunOf(calling({ do: 'digit', digit: 2 }, { do: 'back' }))).toBeNull();
    expect(again(start(true))).toEqual(start(true));
  });

  it('asks again what it had asked: « Ne plus contacter » is never recorded by one Entrée', () => {
    const opposition = calling({ do: 'digit', digit: 8 }, { do: 'confirm' });
    expect(opposition.asksAgain).toBe(true);
    expect(again(opposition)).toMatchObject({ disposition: 'OPPOSITION', asksAgain: false });
  });

  it('does not come back on another number, nor on a call the other way', () => {
    const faux = calling({ do: 'numero', numero: pere, interlocuteur: 'responsable' }, { do: 'digit', digit: 7 });
    expect(again(faux, { ...numbers, responsableTelephones: [telephoneFictif(mere)] })).toEqual(start(true));
    const recu = newCall('recu', null, '');
    expect(again(calling({ do: 'digit', digit: 2 }), numbers, recu)).toEqual(recu);
  });

  it('has nothing left of « Rien encore » once no demande waits', () => {
    expect(again(calling({ do: 'digit', digit: 1 }, { do: 'rien' }), numbers, start())).toMatchObject({
      disposition: 'JOINT',
      issue: null,
      rien: false,
    });
  });
});

describe('the file is told', () => {
  it('of each choice once', () => {
    expect(isToldToFile(null, 'a', false)).toBe(true);
    expect(isToldToFile('a', 'b', true)).toBe(true);
    expect(isToldToFile('a', 'a', true)).toBe(false);
  });

  it('to let go of what was sent, or came back from it, and of nothing else', () => {
    expect(isToldToFile('a', null, false)).toBe(true);
    expect(isToldToFile(null, null, true)).toBe(true);
    expect(isToldToFile(null, null, false)).toBe(false);
  });
});
