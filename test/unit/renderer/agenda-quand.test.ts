import { describe, expect, test } from 'vitest';
import { lireJour } from '../../../renderer/features/agenda/quand.tsx';

describe('lireJour', () => {
  test.each([
    ['25/11/2026', '2026-11-25'],
    ['5/1/2027', '2027-01-05'],
    // Not the eleventh of May.
    ['05.11.2026', '2026-11-05'],
    [' 29 02 2028 ', '2028-02-29'],
  ])('%s is %s', (texte, jour) => {
    expect(lireJour(texte)).toBe(jour);
  });

  test.each(['', '2', '25/11', '25/11/20', '31/02/2026', '11/25/2026', '0/1/2026', 'demain'])(
    '%s is no day yet',
    (texte) => {
      expect(lireJour(texte)).toBeNull();
    },
  );
});
