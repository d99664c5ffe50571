import { runInNewContext } from 'node:vm';
import { assert, constantFrom, property, string, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { domainesCourants, suggererCourriel } from '../../../sync-api/public/pages/suggestion.ts';

const suggest = (courriel: string): string | null => suggererCourriel(courriel, domainesCourants);

test.each([
  ['ines@gmial.com', 'ines@gmail.com'],
  ['ines@gmail.fr', null],
  ['ines@gmail.con', 'ines@gmail.com'],
  ['Ines.V@GMAI.COM', 'Ines.V@gmail.com'],
  ['ines@hotmial.fr', 'ines@hotmail.fr'],
  ['ines@orang.fr', 'ines@orange.fr'],
  ['ines@wanado.fr', 'ines@wanadoo.fr'],
  ['ines@laposte.nte', 'ines@laposte.net'],
  ['ines@yaho.fr', 'ines@yahoo.fr'],
])('%s may be %s', (courriel, expected) => {
  expect(suggest(courriel)).toBe(expected);
});

test.each([
  'ines@gmail.com',
  'ines@free.fr',
  'ines@sfr.fr',
  'ines@ac-lyon.fr',
  'ines@example.org',
  'ines@cfa.fr',
  '@gmial.com',
  'gmial.com',
  'ines@',
  '',
])('« %s » is left alone', (courriel) => {
  expect(suggest(courriel)).toBeNull();
});

test('every domain of the list is right as it is', () => {
  for (const domaine of domainesCourants) expect(suggest(`ines@${domaine}`)).toBeNull();
});

test('the text of the function, as the page is given it, answers as the function does', () => {
  const served: unknown = runInNewContext(`(${String(suggererCourriel)})`);
  if (typeof served !== 'function') throw new Error('the text is no function');
  const courriels = tuple(string({ maxLength: 6 }), constantFrom(...domainesCourants), string({ maxLength: 2 })).map(
    ([debut, domaine, fin]) => `${debut}@${domaine.slice(0, -1)}${fin}`,
  );
  assert(
    property(courriels, (courriel) => {
      expect(served(courriel, domainesCourants)).toBe(suggest(courriel));
    }),
  );
});
