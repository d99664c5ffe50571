import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FormatExport, Portee } from '../../../../shared/contract/ipc/exports.ts';
import { dossierId, fluxId } from '../candidats/poste.ts';
import { type Banc, openBanc } from './banc.ts';
import { act, putPerson } from './personne.ts';

let banc: Banc;
beforeEach(() => {
  banc = openBanc();
  putPerson(banc, 1, { nom: 'ALPHA', ine: '111111111AA' });
  putPerson(banc, 2, { nom: 'BETA' }, [{ etat: 'retire' }]);
  // Left the first list, stays on the second.
  putPerson(banc, 3, { nom: 'GAMMA', ine: '333333333CC' }, [{ etat: 'retire' }]);
  putPerson(banc, 4, { nom: 'GAMMA', ine: '333333333CC' }, [{}], 2);
  putPerson(banc, 5, { nom: 'DELTA' });
  banc.project([1, 2, 3, 4, 5].map(dossierId));
});
afterEach(() => banc.close());

const tout: Portee = { genre: 'tout' };
const liste = (n: number): Portee => ({ genre: 'flux', flux: fluxId(n) });
const question: Portee = { genre: 'question', filtres: {}, recherche: 'gamma' };
const deListe: Portee = { genre: 'question', filtres: { flux: [fluxId(1)] }, recherche: '' };
const choisis: Portee = { genre: 'selection', candidats: [1, 2].map(dossierId) };
const prepare = async (portee: Portee, format: FormatExport): Promise<number | string> => {
  const prepared = await banc.handlers['exports:preparer']({ portee, format });
  return prepared.ok ? prepared.value.candidats : prepared.error.code;
};

test.each([
  ['everybody', tout, 3, 4],
  ['one list: who left it and stays on another has no line here', liste(1), 2, 4],
  ['the other list', liste(2), 1, 1],
  ['a question', question, 1, 1],
  ['a question of one list', deListe, 2, 4],
  ['a selection', choisis, 1, 2],
])('%s: the window, the audit line and the file name the same number', async (_what, portee, ypareo, excel) => {
  for (const [format, count] of [
    ['ypareo', ypareo],
    ['excel-csv', excel],
  ] as const) {
    expect(await prepare(portee, format)).toBe(count);
    expect(await banc.export(portee, format)).toMatchObject({ resultat: { nombre: count }, total: count });
    expect(banc.traces().at(-1)).toMatchObject({ format, nombre: count });
  }
});

test('of people who all left the lists the official format has nobody, and no line of theirs', async () => {
  const retired: Portee = { genre: 'selection', candidats: [dossierId(2)] };
  expect([await prepare(retired, 'ypareo'), await prepare(retired, 'excel-xlsx')]).toEqual([0, 1]);
  expect(await banc.export(retired, 'ypareo')).toMatchObject({ resultat: { nombre: 0 } });
  expect(banc.read()).not.toContain('BETA');
  expect(banc.traces()).toMatchObject([{ nombre: 0 }]);
  expect(await prepare({ genre: 'selection', candidats: [dossierId(99)] }, 'ypareo')).toBe('EXPORT_VIDE');
});

test('whoever asked not to be contacted is not announced in the official format', async () => {
  act(banc, 1, 'opposition', {});
  expect([await prepare(tout, 'ypareo'), await prepare(tout, 'excel-csv')]).toEqual([2, 4]);
});
