import { describe, expect, test } from 'vitest';
import { hashPassword, passwordRefusal, verifyPassword } from '../../../sync-api/identite/mot-de-passe.ts';

describe('choice of a password', () => {
  test.each([
    ['onze carac.', 'TROP_COURT'],
    ['', 'TROP_COURT'],
    ['x'.repeat(201), 'TROP_LONG'],
    ['motdepasse2026', 'TROP_COURANT'],
    ['MotDePasse!2027', 'TROP_COURANT'],
    ['azertyuiop123', 'TROP_COURANT'],
    ['123456789012', 'TROP_COURANT'],
    ['aaaaaaaaaaaaaaa', 'TROP_COURANT'],
    ['abababababababab', 'TROP_COURANT'],
    ['apprentissage1', 'TROP_COURANT'],
    ['Directeur-CFA-2026', 'TROP_COURANT'],
    ['qsdfghjklm1234', 'TROP_COURANT'],
    ['12345678901234', 'IDENTIFIANT'],
    ['12345678901234!', 'IDENTIFIANT'],
  ])('%s is refused: %s', (password, refusal) => {
    expect(passwordRefusal(password, '12345678901234')).toBe(refusal);
  });

  test('the local part of an e-mail may not be the password', () => {
    expect(passwordRefusal('marie.dupont-1', 'marie.dupont@cfa.fr')).toBe('IDENTIFIANT');
  });

  test.each([
    'quatre mots sans rapport',
    'Le train de 8 h 12 !',
    'été à la mer, hiver au chaud',
    'пароль из слов',
    'zK7#vQ2$mN9@',
  ])('%s is taken', (password) => {
    expect(passwordRefusal(password, '12345678901234')).toBeNull();
  });

  test('an accent counts as one character however it was typed', () => {
    expect(passwordRefusal('éàùéàùéàùéà'.normalize('NFD'), 'x')).toBe('TROP_COURT');
  });
});

describe('kept password', () => {
  test('is Argon2id and opens for the same words only', async () => {
    const stored = await hashPassword('quatre mots sans rapport');
    expect(stored).toMatch(/^\$argon2id\$/);
    expect(stored).not.toContain('quatre');
    await expect(verifyPassword(stored, 'quatre mots sans rapport')).resolves.toBe(true);
    await expect(verifyPassword(stored, 'quatre mots sans raison')).resolves.toBe(false);
  });

  test('opens with an accent typed the other way', async () => {
    const stored = await hashPassword('été à la mer'.normalize('NFC'));
    await expect(verifyPassword(stored, 'été à la mer'.normalize('NFD'))).resolves.toBe(true);
  });

  test('a damaged one opens nothing', async () => {
    await expect(verifyPassword('$argon2id$abîmé', 'quatre mots sans rapport')).resolves.toBe(false);
  });
});
