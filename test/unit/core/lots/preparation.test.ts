import { describe, expect, test } from 'vitest';
import type { GesteLot, PorteeLot } from '../../../../shared/contract/ipc/lots.ts';
import { value } from '../../../support/result.ts';
import { dossierId, idOf } from '../candidats/poste.ts';
import { affecter, type Banc, bancPerTest, karim, nora, selection, tous } from './banc.ts';

let banc: Banc;
bancPerTest((one) => {
  banc = one;
});

const launch = (portee: PorteeLot, geste: GesteLot, empreinte: string, n = 1) =>
  banc.lots.handlers['lots:lancer']({ lot: idOf(70, n), portee, geste, empreinte });

describe('what was said before is what is written, or nothing is', () => {
  test.each<[string, () => void]>([
    ['somebody came', () => banc.people(1, 100)],
    ['somebody opposed it', () => banc.act(1, 'opposition', {})],
    ['one came and one left', () => [banc.people(1, 100), banc.act(1, 'opposition', {})]],
    ['a colleague took one', () => banc.hold(1, karim)],
  ])('%s since: LOT_PERIME, then what is said now is done', async (_, meanwhile) => {
    banc.people(4);
    banc.act(4, 'limitation', { active: true });
    const said = await banc.prepare(tous, affecter(nora));
    meanwhile();
    expect(await launch(tous, affecter(nora), said.empreinte)).toMatchObject({ error: { code: 'LOT_PERIME' } });
    expect(banc.all()).toEqual([]);
    expect(banc.countWritten()).toBe(0);
    const now = await banc.prepare(tous, affecter(nora));
    const { lot } = value(await launch(tous, affecter(nora), now.empreinte));
    expect(await banc.ended(lot)).toMatchObject({ total: now.concernes });
  });

  test('whoever nobody had and a colleague took stays hers, and so does everybody of that part', async () => {
    banc.people(3);
    const said = await banc.prepare(selection(1, 2, 3), affecter(nora));
    expect(said.repris).toEqual([{ operateur: null, nombre: 3 }]);
    banc.hold(1, karim);
    const refused = await launch(selection(1, 2, 3), affecter(nora), said.empreinte);
    expect(refused).toMatchObject({ error: { code: 'LOT_PERIME' } });
    expect([1, 2, 3].map((n) => banc.holder(n))).toEqual(['Karim B.', null, null]);
    expect(banc.countWritten()).toBe(0);
  });

  test('whoever nobody has may be in a colleague’s plan: who is free is told by the list, not by this', async () => {
    banc.people(1);
    banc.act(1, 'prochaine-action', { quoi: 'rappeler', le: null, precision: null, qui: karim });
    expect(banc.holder(1)).toBeNull();
    expect(await banc.prepare(selection(1), affecter(nora))).toMatchObject({ repris: [{ operateur: 'Karim B.' }] });
  });

  test('what changed and changes nothing of it stops nothing', async () => {
    banc.people(3);
    const said = await banc.prepare(tous, affecter(nora));
    banc.act(1, 'note', { texte: 'A rappelé.' });
    const { lot } = value(await launch(tous, affecter(nora), said.empreinte));
    expect(await banc.ended(lot)).toMatchObject({ total: 3 });
    // Its answer was lost: asked again, it is the lot that was kept.
    expect(value(await launch(tous, affecter(nora), said.empreinte))).toEqual({ lot });
  });
});

describe('those of a selection whom it is not for', () => {
  const courriel: GesteLot = {
    ...{ genre: 'message', canal: 'courriel', objet: '', texte: '…' },
    ...{ modele: null, informe: false },
  };

  test('are told one by one: opposed, without an address, or here no more', async () => {
    for (const n of [1, 2, 3]) banc.put(n, { emails: [`f${n}@exemple.fr`] });
    banc.put(4, { emails: [] });
    banc.project([1, 2, 3, 4]);
    expect((await banc.prepare(selection(1, 2, 3), courriel)).ecartes).toEqual([]);
    banc.act(2, 'opposition', {});
    expect((await banc.prepare(selection(1, 2, 3, 4, 9), courriel)).ecartes).toEqual([2, 4, 9].map(dossierId));
    // A question names nobody.
    expect((await banc.prepare(tous, courriel)).ecartes).toEqual([]);
  });

  test('are not those for whom it is so already', async () => {
    banc.people(2);
    banc.hold(1, karim);
    expect(await banc.prepare(selection(1, 2), affecter(karim))).toMatchObject({ inchanges: 1, ecartes: [] });
  });
});

describe('a window that asks again', () => {
  const preparer = (geste: GesteLot, fenetre?: string) =>
    banc.lots.handlers['lots:preparer']({ portee: tous, geste, ...(fenetre === undefined ? {} : { fenetre }) });

  test('lets go of what it asked before, which costs nothing more', async () => {
    banc.people(120);
    const mesure = async (ask: () => Promise<unknown>): Promise<number> => {
      const before = banc.statements;
      await ask();
      return banc.statements - before;
    };
    const un = await mesure(() => Promise.resolve(preparer(affecter(nora))));
    const choix = Array.from({ length: 8 }, (_, n) => affecter(n % 2 === 0 ? nora : karim));
    const answers: unknown[] = [];
    const huit = await mesure(async () => {
      answers.push(...(await Promise.all(choix.map((geste) => preparer(geste, idOf(71, 1))))));
    });
    expect(answers.slice(0, -1)).toEqual(choix.slice(1).map(() => expect.objectContaining({ ok: false })));
    expect(answers.at(0)).toMatchObject({ error: { code: 'ANNULE' } });
    expect(answers.at(-1)).toMatchObject({ ok: true, value: { concernes: 120 } });
    expect(huit).toBeLessThan(4 * un);
  });

  test('stops nobody else’s', async () => {
    banc.people(60);
    const asked = [idOf(71, 1), idOf(71, 2), undefined].map((fenetre) => preparer(affecter(nora), fenetre));
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ ok: true });
    expect(await preparer(affecter(nora), idOf(71, 1))).toMatchObject({ ok: true });
  });
});
