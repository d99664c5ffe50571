import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { peoplePerSlice } from '../../../../main/core/lots/tranche.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import { lotMax, type PorteeLot } from '../../../../shared/contract/ipc/lots.ts';
import { dossierCorps, dossierId, fluxId, putFlux, putLigne } from '../candidats/poste.ts';
import { affecter, Banc, karim, lea, nora, selection, tous, value } from './banc.ts';

let banc: Banc;
beforeEach(() => {
  banc = new Banc();
});
afterEach(async () => {
  await banc.close();
});

const people = 60;
const slices = Math.ceil(people / peoplePerSlice);
const everybody = Array.from({ length: people }, (_, at) => at + 1);
const holders = (): (string | null)[] => everybody.map((n) => banc.holder(n));
const chezKarim: PorteeLot = { genre: 'operateur', operateur: karim };
const demain = '2026-06-11T08:00:00.000Z';

/** The program ends at the nth breath from now, before the slice that would follow. */
const killAtBreath = (nth: number): Promise<void> =>
  new Promise((killed) => {
    let left = nth;
    banc.meanwhile = () => {
      if (left > 0) left -= 1;
      else if (left === 0) {
        left = -1;
        void banc.lots.stop().then(killed);
      }
    };
  });

describe('a kill', () => {
  test.each(Array.from({ length: slices + 1 }, (_, at) => at))(
    'after %i slices goes on to the same end at the next start, and writes nothing twice',
    async (after) => {
      banc.people(people);
      const lot = await banc.launch(tous, affecter(lea));
      await killAtBreath(after);
      expect(banc.countWritten()).toBe(Math.min(people, after * peoplePerSlice));
      expect(banc.etat(lot)).toMatchObject({ etat: 'en-cours', total: people });
      banc.meanwhile = () => undefined;
      await banc.restart();
      expect(await banc.ended(lot)).toMatchObject({ etat: 'fini', fait: people, total: people, refuses: 0 });
      expect(new Set(holders())).toEqual(new Set(['Léa M.']));
      expect(banc.countWritten()).toBe(people);
      expect(everybody.every((n) => banc.written(n, 'affectation').length === 1)).toBe(true);
    },
  );

  test('while it is taken back, too', async () => {
    banc.people(people);
    for (const n of everybody) banc.hold(n, karim);
    const { lot } = await banc.run(tous, affecter(lea));
    value(await banc.lots.handlers['lots:defaire']({ lot }));
    await killAtBreath(1);
    banc.meanwhile = () => undefined;
    await banc.restart();
    await banc.until(() => banc.all().every(({ etat }) => etat !== 'en-cours'));
    expect(new Set(holders())).toEqual(new Set(['Karim B.']));
    expect(banc.countWritten()).toBe(0);
  });

  test('what is written afterwards is by who asked, not by who works here by then', async () => {
    banc.people(1);
    await banc.launch(tous, affecter(nora));
    await killAtBreath(0);
    banc.meanwhile = () => undefined;
    writeLocal(banc.store.persons, 'operateur', karim);
    await banc.restart();
    await banc.until(() => banc.all().every(({ etat }) => etat === 'fini'));
    expect(banc.fiche(1).fil.find(({ type }) => type === 'affectation')).toMatchObject({ operateur: 'Léa M.' });
  });
});

describe('meanwhile', () => {
  test('what the person writes goes between two slices, and is what a later slice sees', async () => {
    banc.people(people);
    await banc.launch(tous, affecter(lea));
    const last = everybody.at(-1) ?? 0;
    let done = false;
    banc.meanwhile = () => {
      if (done || banc.countWritten() === 0) return;
      done = true;
      banc.write({ dossier: dossierId(last), type: 'affectation', corps: { operateur: nora }, vues: {} });
    };
    await banc.until(() => banc.all().every(({ etat }) => etat === 'fini'));
    // The gesture came last and saw it: it replaces it, and nobody has to settle anything.
    expect(banc.fiche(last).ligne).toMatchObject({ affecteA: 'Léa M.', aDepartager: false });
  });

  test('somebody opposed, erased or out of reach is counted as refused, and the rest goes on', async () => {
    banc.people(people);
    const lot = await banc.launch(tous, affecter(lea));
    await killAtBreath(1);
    banc.meanwhile = () => undefined;
    banc.act(57, 'opposition', {});
    banc.act(58, 'effacement', {});
    banc.act(59, 'limitation', { active: true });
    banc.store.bulk.prepare('DELETE FROM ligne WHERE id = ? OR dossier = ?').run(dossierId(60), dossierId(60));
    banc.project([60]);
    await banc.restart();
    expect(await banc.ended(lot)).toMatchObject({ etat: 'fini', fait: people, refuses: 4 });
    expect(banc.countWritten()).toBe(people - 4);
    expect(banc.bugs).toEqual([]);
  });

  test('nothing is written while everybody is drawn again; it goes on afterwards', async () => {
    banc.people(1);
    writeLocal(banc.store.persons, 'version-donnees', 'another one');
    const lot = await banc.launch(tous, affecter(lea));
    await banc.lots.stop();
    await banc.restart();
    expect(banc.countWritten()).toBe(0);
    writeLocal(banc.store.persons, 'version-donnees', null);
    banc.lots.reprendre();
    expect(await banc.ended(lot)).toMatchObject({ etat: 'fini' });
    expect(banc.countWritten()).toBe(1);
  });
});

describe('the disk is full', () => {
  const fill = (isFull: boolean): void => {
    const pages = isFull ? banc.store.persons.pragma('page_count', { simple: true }) : 1_000_000;
    banc.store.persons.pragma(`max_page_count = ${String(pages)}`);
  };

  test('before it is kept: DISQUE_PLEIN, and there is no lot', async () => {
    banc.people(people);
    fill(true);
    const refused = await banc.lots.handlers['lots:lancer']({ portee: tous, geste: affecter(lea) });
    expect(refused).toMatchObject({ ok: false, error: { code: 'DISQUE_PLEIN' } });
    fill(false);
    expect(banc.all()).toEqual([]);
    expect(banc.countWritten()).toBe(0);
  });

  test('while it is written: it waits, says so, and goes on when there is room', async () => {
    banc.people(people);
    const lot = await banc.launch(tous, affecter(lea));
    banc.meanwhile = () => fill(true);
    await banc.until(() => banc.etat(lot).code === 'DISQUE_PLEIN');
    expect(banc.etat(lot).etat).toBe('en-cours');
    banc.meanwhile = () => undefined;
    fill(false);
    banc.lots.reprendre();
    expect(await banc.ended(lot)).toMatchObject({ etat: 'fini', code: null, fait: people, refuses: 0 });
    expect(banc.countWritten()).toBe(people);
  });
});

test('another program holds the file: it waits, and goes on when it is given back', async () => {
  banc.people(people);
  const lot = await banc.launch(tous, affecter(lea));
  banc.store.persons.pragma('busy_timeout = 0');
  banc.store.bulk.exec('BEGIN IMMEDIATE');
  await new Promise<void>((tried) => {
    // The slice is tried as soon as the breath that this one belongs to is over.
    banc.meanwhile = () => {
      banc.meanwhile = () => undefined;
      setImmediate(tried);
    };
  });
  expect(banc.etat(lot)).toMatchObject({ etat: 'en-cours', fait: 0 });
  banc.store.bulk.exec('ROLLBACK');
  banc.lots.reprendre();
  expect(await banc.ended(lot)).toMatchObject({ etat: 'fini', fait: people });
  expect(banc.bugs).toEqual([]);
});

test('what is written for one person costs the same whatever the number of people', async () => {
  const costOf = async (first: number): Promise<number> => {
    const before = banc.statements;
    await banc.run(selection(first, first + 1), affecter(lea));
    return banc.statements - before;
  };
  banc.people(20);
  await costOf(1);
  const few = await costOf(3);
  banc.people(400, 21);
  const many = await costOf(5);
  // One lot more is told of by then; a statement for each of the others would be hundreds.
  expect(many - few).toBeLessThan(20);
});

test('more people than a gesture may concern: LOT_TROP_GRAND, and nothing is kept', async () => {
  const { store } = banc;
  putFlux(store, 1);
  const numbers = Array.from({ length: lotMax + 1 }, (_, at) => at + 1);
  store.write(store.bulk, () => {
    for (const n of numbers)
      putLigne(store, { id: dossierId(n), flux: fluxId(1), type: 'dossier', corps: dossierCorps({ nom: `N${n}` }) });
  });
  banc.project(numbers);
  for (const channel of ['lots:preparer', 'lots:lancer'] as const) {
    const refused = await banc.lots.handlers[channel]({ portee: tous, geste: affecter(lea) });
    expect(refused).toMatchObject({ ok: false, error: { code: 'LOT_TROP_GRAND', details: { max: lotMax } } });
  }
  expect(await banc.lots.handlers['lots:adresses']({ portee: tous })).toMatchObject({
    error: { code: 'LOT_TROP_GRAND' },
  });
  expect(banc.all()).toEqual([]);
  expect(banc.countWritten()).toBe(0);
});

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

test('several are written one after the other, the first asked first', async () => {
  banc.people(2);
  const first = await banc.launch(selection(1, 2), affecter(karim));
  banc.clock.setWall(banc.clock.now() + 1);
  const second = await banc.launch(selection(2), affecter(lea));
  await banc.ended(second);
  expect(banc.etat(first).etat).toBe('fini');
  expect([1, 2].map((n) => banc.holder(n))).toEqual(['Karim B.', 'Léa M.']);
});

test('at the next start an ended lot is forgotten, one under way never', async () => {
  banc.people(people);
  await banc.run(selection(1), affecter(lea));
  const lot = await banc.launch(tous, affecter(karim));
  await killAtBreath(1);
  banc.meanwhile = () => undefined;
  await banc.restart();
  expect(banc.all().map((one) => one.lot)).toEqual([lot]);
  await banc.ended(lot);
  expect(banc.all().map((one) => one.lot)).toEqual([lot]);
  await banc.restart();
  await banc.lots.stop();
  const left = banc.store.persons
    .prepare('SELECT (SELECT count(*) FROM lot) AS lots, (SELECT count(*) FROM lot_candidat) AS people')
    .get();
  expect(left).toEqual({ lots: 0, people: 0 });
});
