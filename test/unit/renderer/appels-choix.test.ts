import { expect, test } from 'vitest';
import { phraseDuChoix } from '../../../renderer/features/appels/choix-dit.ts';
import { type CallDraft, newCall } from '../../../renderer/features/candidats/saisie/call-draft.ts';
import { issueTextes } from '../../../renderer/textes/appel.ts';
import type { ProchaineActionCorps } from '../../../shared/domain/actes/prochaine-action.ts';

const now = Date.parse('2026-06-08T08:00:00.000Z');
const demain: ProchaineActionCorps = {
  quoi: 'rappeler',
  le: '2026-06-09T12:00:00.000Z',
  precision: 'heure',
  qui: null,
};
const dit = (of: Partial<CallDraft>, prochaine: ProchaineActionCorps | null = null): string =>
  phraseDuChoix({ call: { ...newCall('emis', null, ''), ...of }, prochaine }, issueTextes, now);

test('a digit is heard with what follows it, and how it is recorded', () => {
  expect(dit({})).toBe('');
  expect(dit({ disposition: 'SANS_REPONSE' }, demain)).toMatch(
    /^Pas de réponse\. Ensuite : .*demain.*\. Entrée pour enregistrer\.$/,
  );
  expect(dit({ disposition: 'JOINT' })).toBe('Joint. Choisir ce qu’il en ressort, de 1 à 9.');
  expect(dit({ disposition: 'JOINT', issue: 'INSCRIT' })).toBe('Joint, Inscrit·e. Entrée pour enregistrer.');
  expect(dit({ disposition: 'JOINT', rien: true })).toBe('Joint, rien encore. Entrée pour enregistrer.');
});

test('what is asked once more is said by its alert alone', () => {
  expect(dit({ disposition: 'OPPOSITION' })).toBe('');
});
