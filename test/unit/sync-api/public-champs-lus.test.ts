import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  lireCourriel,
  lireMotifs,
  lireNom,
  lireNumero,
  lireSouhaits,
  nettoyer,
  nettoyerMessage,
} from '../../../sync-api/public/champs-lus.ts';

const lu = <T>(valeur: T) => ({ ok: true, valeur });
const faux = (erreur: string) => ({ ok: false, erreur });

describe('names', () => {
  test.each([
    ['  Anne-Marie  ', 'Anne-Marie'],
    ['L’Hôte', 'L’Hôte'],
    ["d'Arc", "d'Arc"],
    ['J.-P.', 'J.-P.'],
    ['St. Jean', 'St. Jean'],
    ['José\u00a0\u2028 María', 'José María'],
    ['Ine\u0300s', 'In\u00e8s'],
    ['Nguyễn Thị', 'Nguyễn Thị'],
    ['Οδυσσέας', 'Οδυσσέας'],
    ['محمد', 'محمد'],
    ['李', '李'],
    ['A\u202enn\u200be\u0000', 'Anne'],
  ])('%j is read as %j', (typed, name) => {
    expect(lireNom(typed)).toEqual(lu(name));
  });

  test.each([
    ['', 'MANQUE'],
    [' \u200b\u0000 ', 'MANQUE'],
    ['x'.repeat(81), 'TROP_LONG'],
    ['http://example.org', 'INVALIDE'],
    ['www.example.org', 'INVALIDE'],
    ['Gagnez.maintenant', 'INVALIDE'],
    ['ines@example.org', 'INVALIDE'],
    ['Inès 2', 'INVALIDE'],
    ['-Inès', 'INVALIDE'],
    ['<b>', 'INVALIDE'],
    ['Inès\u{1f600}', 'INVALIDE'],
  ])('%j is refused: %s', (typed, erreur) => {
    expect(lireNom(typed)).toEqual(faux(erreur));
  });
});

describe('phones', () => {
  test.each([
    ['06 39 98 01 12', '+33639980112'],
    ['06.39.98.01.12', '+33639980112'],
    ['+33 (0)6 39 98 01 12', '+33639980112'],
    ['33639980112', '+33639980112'],
    ['639980112', '+33639980112'],
    ['0692 12 34 56', '+262692123456'],
    ['+33 692 12 34 56', '+262692123456'],
    ['02692123456', '+262692123456'],
    ['06596123456', '+596596123456'],
    ['+596 696 12 34 56', '+596696123456'],
    ['+508 41 23 45', '+508412345'],
    ['+32 470 12 34 56', '+32470123456'],
    ['0044 7911 123456', '+447911123456'],
  ])('%s is %s', (typed, e164) => {
    expect(lireNumero(typed)).toEqual(lu(e164));
  });

  test.each([
    ['', 'MANQUE'],
    ['12', 'INVALIDE'],
    ['06 39 98 01', 'INVALIDE'],
    ['+999 123456', 'INVALIDE'],
    ['0639980112 / 0639980113', 'INVALIDE'],
    ['0639980112 ou 0639980113', 'INVALIDE'],
    ['0899 12 34 56', 'INVALIDE'],
    ['0825 12 34 56', 'INVALIDE'],
    ['+870 773 111 632', 'INVALIDE'],
    ['6.12E+08', 'INVALIDE'],
    ['0'.repeat(31), 'TROP_LONG'],
  ])('%s is refused: %s', (typed, erreur) => {
    expect(lireNumero(typed)).toEqual(faux(erreur));
  });
});

test('addresses are lower case and whole', () => {
  expect(lireCourriel(' Inès@Example.ORG ')).toEqual(faux('INVALIDE'));
  expect(lireCourriel(' Ines.V+cfa@Example.ORG ')).toEqual(lu('ines.v+cfa@example.org'));
  expect(lireCourriel('')).toEqual(faux('MANQUE'));
  expect(lireCourriel(`${'a'.repeat(250)}@example.org`)).toEqual(faux('TROP_LONG'));
  for (const other of [
    'ines',
    'ines@',
    '@example.org',
    'ines@localhost',
    'a b@example.org',
    'a@b@example.org',
    '<a@example.org>',
  ]) {
    expect(lireCourriel(other)).toEqual(faux('INVALIDE'));
  }
});

test('reasons and days are known ones, each once', () => {
  expect(lireMotifs(['autre', 'modalite', 'autre'])).toEqual(lu(['modalite', 'autre']));
  expect(lireMotifs([])).toEqual(faux('MANQUE'));
  expect(lireMotifs(['modalite', 'x'])).toEqual(faux('INVALIDE'));
  expect(lireSouhaits(['lundi:matin', 'lundi:matin'])).toEqual(lu([{ jour: 'lundi', demi_journee: 'matin' }]));
  expect(lireSouhaits([])).toEqual(lu([]));
  for (const other of ['lundi', 'lundi:soir', 'samedi:matin', 'lundi:matin:x', '']) {
    expect(lireSouhaits([other])).toEqual(faux('INVALIDE'));
  }
});

describe('cleaning', () => {
  test('keeps the lines of a message, not its holes', () => {
    expect(nettoyerMessage(' Bonjour,\r\n\r\n\r\n\r\nmerci \t\u0007\rAnne ')).toBe('Bonjour,\n\nmerci\nAnne');
  });

  test('leaves nothing invisible, whatever is typed, and is done once', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 80 }), (texte) => {
        const line = nettoyer(texte);
        const lines = nettoyerMessage(texte);
        expect(/\p{C}/u.test(line)).toBe(false);
        expect(/\p{C}/u.test(lines.replace(/[\n\t]/g, ''))).toBe(false);
        expect(nettoyer(line)).toBe(line);
        expect(nettoyerMessage(lines)).toBe(lines);
      }),
      { seed: 5, numRuns: 400 },
    );
  });
});
