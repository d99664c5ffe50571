import { beforeEach, describe, expect, test } from 'vitest';
import { writeMessageDraft } from '../../../../main/core/messages/brouillons.ts';
import type { GesteLot } from '../../../../shared/contract/ipc/lots.ts';
import { dossierId } from '../candidats/poste.ts';
import { type Banc, bancPerTest, selection } from './banc.ts';

let banc: Banc;
bancPerTest((one) => {
  banc = one;
});

describe('a mail to many of which nobody put away whether it left', () => {
  const message: GesteLot = {
    ...{ genre: 'message', canal: 'courriel', objet: 'Relance', texte: 'Bonjour,' },
    ...{ modele: null, informe: true },
  };
  const contenu = (lot: string) => JSON.stringify({ attente: { candidats: [1, 2].map(dossierId), lot } });
  const keep = (draft: string, parti: boolean): void =>
    writeMessageDraft(
      banc.store.persons,
      { qui: { genre: 'groupe' }, contenu: draft, parti },
      '2026-06-10T08:30:00.000Z',
    );
  const countOf = (): number[] => [1, 2].map((n) => banc.written(n, 'message').length);

  beforeEach(() => {
    for (const n of [1, 2]) banc.put(n, { emails: [`f${n}@exemple.fr`] });
    banc.project([1, 2]);
  });

  test('is noted once, though the program died after the last person and before the page said so', async () => {
    const lot = dossierId(93);
    keep(contenu(lot), true);
    await banc.launch(selection(1, 2), message, lot);
    await banc.ended(lot);
    await banc.restart();
    expect(await banc.launch(selection(1, 2), message, lot)).toBe(lot);
    expect(banc.etat(lot).etat).toBe('fini');
    expect(countOf()).toEqual([1, 1]);
    // Once it is put away, it goes with the others.
    keep('', false);
    await banc.restart();
    expect(banc.all()).toEqual([]);
  });

  test.each([
    ['another one', () => contenu(dossierId(94))],
    ['no lot', () => JSON.stringify({ attente: null })],
    ['what another version wrote', () => 'à tous'],
  ])('does not keep the lots that ended: %s', async (_, draft) => {
    keep(draft(), true);
    const { lot } = await banc.run(selection(1, 2), message);
    await banc.restart();
    expect(banc.all().map((one) => one.lot)).not.toContain(lot);
  });
});
