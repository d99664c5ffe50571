import { describe, expect, test } from 'vitest';
import { peoplePerSlice } from '../../../../main/core/lots/tranche.ts';
import type { PorteeLot } from '../../../../shared/contract/ipc/lots.ts';
import { value } from '../../../support/result.ts';
import { dossierId } from '../candidats/poste.ts';
import { affecter, type Banc, bancPerTest, karim, lea, nora, tous } from './banc.ts';

let banc: Banc;
bancPerTest((one) => {
  banc = one;
});

const people = 60;
const chezKarim: PorteeLot = { genre: 'operateur', operateur: karim };
const demain = '2026-06-11T08:00:00.000Z';

describe('taking it back', () => {
  test('what never left is dropped: nobody will know', async () => {
    banc.people(3);
    banc.hold(1, karim);
    const { lot } = await banc.run(tous, affecter(lea));
    expect(await banc.undo(lot)).toMatchObject({
      etat: 'fini',
      fait: 3,
      total: 3,
      defait: true,
      annulableJusqua: null,
    });
    expect([1, 2, 3].map((n) => banc.holder(n))).toEqual(['Karim B.', null, null]);
    expect(banc.countWritten()).toBe(0);
  });

  test('what left is annulled, and what it replaced counts again', async () => {
    banc.people(1);
    banc.hold(1, karim);
    const { lot } = await banc.run(tous, affecter(lea));
    banc.store.persons.exec("UPDATE saisie SET etat = 'en_vol', deja_en_vol = 1");
    await banc.undo(lot);
    expect(banc.written(1, 'annule')).toHaveLength(1);
    expect(banc.holder(1)).toBe('Karim B.');
  });

  test('never what somebody said since', async () => {
    banc.people(3);
    for (const n of [1, 2, 3]) banc.hold(n, karim);
    const { lot } = await banc.run(tous, affecter(lea));
    const [mine] = banc.written(2, 'affectation');
    banc.write({
      dossier: dossierId(2),
      type: 'affectation',
      corps: { operateur: nora },
      vues: { affectation: mine === undefined ? [] : [mine] },
    });
    await banc.undo(lot);
    expect([1, 2, 3].map((n) => banc.holder(n))).toEqual(['Karim B.', 'Nora T.', 'Karim B.']);
  });

  test('the plan that went with the person comes back with her', async () => {
    banc.people(1);
    banc.hold(1, karim);
    const corps = { quoi: 'rappeler', le: demain, precision: 'heure', qui: karim };
    banc.act(1, 'prochaine-action', corps);
    const { lot } = await banc.run(chezKarim, affecter(lea));
    await banc.undo(lot);
    expect(banc.fait(1, 'prochaine-action')).toEqual(corps);
    expect(banc.holder(1)).toBe('Karim B.');
  });

  test('once, and not after the program was left', async () => {
    banc.people(1);
    const first = await banc.run(tous, affecter(lea));
    expect(first.annulableJusqua).not.toBeNull();
    const undoing = await banc.undo(first.lot);
    const second = await banc.run(tous, affecter(karim));
    for (const lot of [first.lot, undoing.lot]) {
      expect(banc.etat(lot).annulableJusqua).toBeNull();
      expect(await banc.lots.handlers['lots:defaire']({ lot })).toMatchObject({ error: { code: 'LOT_NON_ANNULABLE' } });
    }
    await banc.restart();
    expect(await banc.lots.handlers['lots:defaire']({ lot: second.lot })).toMatchObject({
      error: { code: 'LOT_INCONNU' },
    });
    expect(banc.holder(1)).toBe('Karim B.');
  });

  test('stopped in the middle: what was written stays, and can be taken back', async () => {
    banc.people(people);
    const lot = await banc.launch(tous, affecter(lea));
    await new Promise<void>((stopped) => {
      banc.meanwhile = () => {
        if (banc.countWritten() === 0) return;
        banc.meanwhile = () => undefined;
        value(stop(lot));
        stopped();
      };
    });
    expect(await banc.ended(lot)).toMatchObject({ etat: 'annule', fait: peoplePerSlice, total: people });
    expect(banc.countWritten()).toBe(peoplePerSlice);
    await banc.undo(lot);
    expect(banc.countWritten()).toBe(0);
  });

  test('a lot nobody knows: LOT_INCONNU', async () => {
    for (const channel of ['lots:arreter', 'lots:defaire'] as const)
      expect(await banc.lots.handlers[channel]({ lot: dossierId(1) })).toMatchObject({
        error: { code: 'LOT_INCONNU' },
      });
  });
});

const stop = (lot: string) => {
  const answer = banc.lots.handlers['lots:arreter']({ lot });
  if (answer instanceof Promise) throw new Error('answered later');
  return answer;
};
