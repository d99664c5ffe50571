import { describe, expect, it } from 'vitest';
import {
  type CallAction,
  type CallDraft,
  isComplete,
  newCall,
  reduceCall,
} from '../../../renderer/features/candidats/saisie/call-draft.ts';

const start = newCall('emis', { e164: '+33639981202', interlocuteur: 'responsable' }, '');
const calling = (...actions: CallAction[]): CallDraft => actions.reduce(reduceCall, start);
const digit = (value: number): CallAction => ({ do: 'digit', digit: value });

describe('a call being logged', () => {
  it('takes the eight dispositions by their digit', () => {
    expect(calling(digit(3))).toMatchObject({ disposition: 'SANS_REPONSE', issue: null });
    expect(calling(digit(8)).disposition).toBe('OPPOSITION');
    expect(calling(digit(9)).disposition).toBeNull();
  });

  it('is complete after one digit, except joint', () => {
    expect(isComplete(calling(digit(3)))).toBe(true);
    expect(isComplete(calling(digit(1)))).toBe(false);
    expect(isComplete(start)).toBe(false);
  });

  it('asks what came of it after joint, by a second digit', () => {
    const joint = calling(digit(1), digit(3));
    expect(joint).toMatchObject({ disposition: 'JOINT', issue: 'CHERCHE_ENTREPRISE' });
    expect(isComplete(joint)).toBe(true);
    expect(calling(digit(1), digit(9)).issue).toBe('HORS_CRITERES');
  });

  it('changes its mind: another digit, or back', () => {
    expect(calling(digit(3), digit(4)).disposition).toBe('OCCUPE');
    expect(calling(digit(1), digit(3), { do: 'back' })).toMatchObject({ disposition: 'JOINT', issue: null });
    expect(calling(digit(1), { do: 'back' }).disposition).toBeNull();
    expect(calling(digit(1), digit(3), { do: 'restart' })).toMatchObject({ disposition: null, issue: null });
  });

  it('forgets a chosen next action when the disposition changes', () => {
    const planned = reduceCall(calling(digit(3)), {
      do: 'prochaine',
      prochaine: { quoi: 'aucune', le: null, precision: null, qui: null },
    });
    expect(planned.prochaine).toBeDefined();
    expect(reduceCall(planned, digit(4)).prochaine).toBeUndefined();
  });

  it('asks once more before nobody may call again', () => {
    const chosen = calling(digit(8));
    expect(isComplete(chosen)).toBe(false);
    const asked = reduceCall(chosen, { do: 'confirm' });
    expect(asked.asksAgain).toBe(true);
    expect(isComplete(asked)).toBe(true);
    expect(isComplete(reduceCall(asked, { do: 'back' }))).toBe(false);
    expect(isComplete(reduceCall(asked, digit(8)))).toBe(false);
  });

  it('may say nothing of what came of it only where a demande waits, and shows it before it is recorded', () => {
    const open = newCall('emis', null, '', true);
    const joint = reduceCall(open, digit(1));
    expect(isComplete(joint)).toBe(false);
    const rien = reduceCall(joint, { do: 'confirm' });
    expect(rien).toMatchObject({ rien: true, missing: null, issue: null });
    expect(isComplete(rien)).toBe(true);
    expect(isComplete(reduceCall(rien, { do: 'back' }))).toBe(false);
    expect(reduceCall(rien, digit(2))).toMatchObject({ rien: false, issue: 'REFLECHIT' });
    expect(isComplete(reduceCall(calling(digit(1)), { do: 'rien' }))).toBe(false);
  });

  it('says what is missing when Enter comes too early', () => {
    expect(calling({ do: 'confirm' }).missing).toBe('disposition');
    expect(calling(digit(1), { do: 'confirm' }).missing).toBe('issue');
    expect(calling(digit(1), { do: 'confirm' }, digit(2)).missing).toBeNull();
  });

  it('knows no number for a call received', () => {
    expect(newCall('recu', { e164: '+33639981202', interlocuteur: 'responsable' }, 'x')).toMatchObject({
      numero: null,
      interlocuteur: 'responsable',
      note: 'x',
    });
  });
});
