import { expect, test } from 'vitest';
import { exportEnMasse } from '../../../../shared/contract/ipc/exports.ts';
import type { PorteeLot } from '../../../../shared/contract/ipc/lots.ts';
import { value } from '../../../support/result.ts';
import { fluxId } from '../candidats/poste.ts';
import { type Banc, bancPerTest, karim, lea, now, selection, tous } from './banc.ts';

const minute = 60_000;

let banc: Banc;
bancPerTest((one) => {
  banc = one;
});

const families = (count: number): number[] => {
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  for (const n of numbers) banc.put(n, { emails: [`f${n}@exemple.fr`] });
  banc.project(numbers);
  return numbers;
};
const ask = (portee: PorteeLot) => banc.lots.handlers['lots:adresses']({ portee });

test.each([
  ['a selection', selection(...Array.from({ length: exportEnMasse + 1 }, (_, at) => at + 1))],
  ['a question', tous],
])('%s of 51: refused at fifteen minutes with nothing changed, granted a moment before', async (_what, portee) => {
  families(exportEnMasse + 1);
  for (const ageMs of [null, 15 * minute, 60 * minute]) {
    banc.connexion.ageMs = ageMs;
    expect(await ask(portee)).toEqual({
      ok: false,
      error: expect.objectContaining({ code: 'CONNEXION_RECENTE_REQUISE' }),
    });
  }
  expect(banc.traces()).toEqual([]);
  expect(banc.all()).toEqual([]);
  expect(banc.countWritten()).toBe(0);
  banc.connexion.ageMs = 15 * minute - 1;
  expect(value(await ask(portee)).parCandidat).toHaveLength(51);
  expect(banc.traces()).toMatchObject([{ portee: portee.genre, nombre: 51 }]);
});

test('whoever an opérateur holds, above fifty, asks for it as well', async () => {
  for (const n of families(exportEnMasse + 1)) banc.hold(n, karim);
  const portee: PorteeLot = { genre: 'operateur', operateur: karim };
  expect(await ask(portee)).toMatchObject({ error: { code: 'CONNEXION_RECENTE_REQUISE' } });
  banc.connexion.ageMs = 0;
  expect(await ask(portee)).toMatchObject({ ok: true });
  expect(banc.traces()).toMatchObject([{ portee: 'question', nombre: 51 }]);
});

test('fifty people ask for nothing, and only those whose address is given are counted', async () => {
  families(exportEnMasse + 2);
  banc.act(1, 'opposition', {});
  banc.act(2, 'limitation', { active: true });
  expect(value(await ask(tous)).parCandidat).toHaveLength(50);
  expect(banc.traces()).toMatchObject([{ nombre: 50 }]);
});

test('one audit line: who, when, how many and of which lists, never whom', async () => {
  families(2);
  banc.put(3, { emails: ['f3@exemple.fr'] }, 2);
  banc.project([3]);
  await ask(selection(1, 2, 3));
  expect(banc.traces()).toEqual([
    {
      id: expect.any(String),
      genre: 'export',
      format: 'courriel-groupe',
      portee: 'selection',
      nombre: 3,
      flux: [fluxId(1), fluxId(2)],
      operateur: lea,
      fait_le: new Date(now).toISOString(),
    },
  ]);
});

test('nobody to write to leaves no line', async () => {
  banc.put(1);
  banc.project([1]);
  expect(value(await ask(tous))).toEqual({ parCandidat: [] });
  expect(banc.traces()).toEqual([]);
});
