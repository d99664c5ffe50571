import { expect, test } from 'vitest';
import { deNom } from '../../../renderer/textes/elision.ts';

test('a name loses the e before it when it begins with a vowel that is heard, never with an H', () => {
  const noms = ['ABADIE Lina', 'ÉMERY Zoé', 'œillet', 'Yves', 'Yanis', 'YVON Tom', 'GARNIER Tom', 'HUET Noé'];
  expect(noms.map(deNom)).toEqual([
    'd’ABADIE Lina',
    'd’ÉMERY Zoé',
    'd’œillet',
    'd’Yves',
    'de Yanis',
    'd’YVON Tom',
    'de GARNIER Tom',
    'de HUET Noé',
  ]);
});
