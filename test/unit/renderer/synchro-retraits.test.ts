import { expect, test } from 'vitest';
import { phraseRetrait } from '../../../renderer/features/synchro/textes.ts';

// The hour of the poste, wherever it stands.
const le = new Date(2026, 6, 10, 9, 12).toISOString();
const now = new Date(2026, 6, 10, 10).getTime();

test('a receipt says how many people left, when, and whether everything had been sent', () => {
  expect(phraseRetrait({ le, personnes: 143, nonEnvoyees: 0 }, now)).toBe(
    '143 personnes effacées de ce poste aujourd’hui à 9 h 12. Toutes les saisies avaient été envoyées.',
  );
  expect(phraseRetrait({ le, personnes: 1, nonEnvoyees: 2 }, now + 3 * 86_400_000)).toBe(
    '1 personne effacée de ce poste le ven. 10 juil. à 9 h 12. 2 saisies n’ont pas pu être envoyées.',
  );
});
