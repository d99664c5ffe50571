import { describe, expect, it } from 'vitest';
import type { Bridge } from '../../../renderer/bridge.ts';
import { lignesParPage, pagesEmargement } from '../../../renderer/features/impression/emargement-pages.ts';
import { readEmargement } from '../../../renderer/features/impression/read-sheets.ts';
import { failure } from '../../../shared/contract/errors.ts';

const lignes = (n: number) =>
  Array.from({ length: n }, (_, at) => ({ nom: `NOM${at + 1}`, prenom: 'Zoé', formation: null }));
const feuilles = (...sizes: number[]) => sizes.map((n) => ({ lignes: lignes(n) }));
const shape = (...sizes: number[]): [number, number, number][] =>
  pagesEmargement(feuilles(...sizes)).map((page) => [
    page.premier,
    page.lignes.filter((ligne) => ligne !== null).length,
    page.lignes.length,
  ]);

describe('the pages of a sign-in sheet', () => {
  it('end with empty lines for who comes without having written', () => {
    expect(shape(9)).toEqual([[1, 9, lignesParPage]]);
    expect(shape(25)).toEqual([[1, 25, 30]]);
  });

  it('have a page more when the last one leaves too little room', () => {
    expect(shape(26)).toEqual([
      [1, 26, 30],
      [31, 0, 30],
    ]);
    expect(shape(30)).toEqual([
      [1, 30, 30],
      [31, 0, 30],
    ]);
  });

  it('number everybody once, however the core cut its pages', () => {
    expect(shape(20, 20, 3)).toEqual([
      [1, 30, 30],
      [31, 13, 30],
    ]);
  });

  it('are not drawn when one of them cannot be read', async () => {
    const bridge: Bridge = {
      invoke: async () => failure('INTROUVABLE'),
      on: () => () => undefined,
    };
    expect(await readEmargement(bridge, '00000000-0000-4000-8000-000000000001')).toBeNull();
  });
});
