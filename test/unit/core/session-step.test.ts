import { describe, expect, it } from 'vitest';
import { isAnswered, isTold, type StepFacts, stepOf } from '../../../main/core/session/step.ts';

const open: StepFacts = {
  hasProblem: false,
  waitsForPhrase: false,
  hasAccount: true,
  bailExpired: false,
  mustSignIn: false,
  isLocked: false,
  hasOperateur: true,
  isFirstSyncDone: true,
};

describe('the step of a session', () => {
  it.each([
    [{}, 'pret'],
    [{ isFirstSyncDone: false }, 'premiere-synchro'],
    [{ hasOperateur: false, isFirstSyncDone: false }, 'operateur'],
    [{ isLocked: true, hasOperateur: false }, 'verrouille'],
    [{ isLocked: true, mustSignIn: true }, 'reconnexion'],
    [{ isLocked: true, mustSignIn: true, bailExpired: true }, 'bail-expire'],
    [{ hasAccount: false }, 'connexion'],
    [{ hasAccount: false, waitsForPhrase: true }, 'coffre'],
    [{ hasAccount: false, waitsForPhrase: true, hasProblem: true }, 'base-illisible'],
  ] satisfies [Partial<StepFacts>, string][])('with %j is %s', (facts, step) => {
    expect(stepOf({ ...open, ...facts })).toBe(step);
  });

  it('opens what a first sync needs and nothing more', () => {
    for (const channel of ['session:etat', 'synchro:etat', 'synchro:lancer', 'reglages:lire'])
      expect(isAnswered(channel, 'premiere-synchro')).toBe(true);
    for (const channel of ['candidats:liste', 'actes:enregistrer'])
      expect(isAnswered(channel, 'premiere-synchro')).toBe(false);
  });

  it('keeps the candidats out of the events of a closed desk', () => {
    for (const step of ['verrouille', 'bail-expire', 'reconnexion', 'operateur'] as const) {
      expect(isTold('candidats:change', step)).toBe(false);
      expect(isTold('synchro:change', step)).toBe(true);
    }
    expect(isTold('candidats:change', 'pret')).toBe(true);
  });

  it('tells that a promised call is due to a locked desk, and to none that has to sign in', () => {
    for (const step of ['pret', 'verrouille', 'operateur'] as const)
      expect(isTold('appels:rappel-du', step)).toBe(true);
    for (const step of ['bail-expire', 'reconnexion', 'connexion', 'premiere-synchro'] as const)
      expect(isTold('appels:rappel-du', step)).toBe(false);
  });
});
