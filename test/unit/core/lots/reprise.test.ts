import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { peoplePerSlice } from '../../../../main/core/lots/tranche.ts';
import { writeLocal } from '../../../../main/core/store/local.ts';
import { type GesteLot, lotMax, type PorteeLot } from '../../../../shared/contract/ipc/lots.ts';
import { situationCodes } from '../../../../shared/domain/situations.ts';
import { value } from '../../../support/result.ts';
import { dossierId } from '../candidats/poste.ts';
import { affecter, Banc, karim, lea, nora, selection, tous } from './banc.ts';

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
    await banc.run(tous, affecter(karim));
    const { lot } = await banc.run(tous, affecter(lea));
    value(await banc.lots.handlers['lots:defaire']({ lot }));
    await killAtBreath(1);
    banc.meanwhile = () => undefined;
    await banc.restart();
    await banc.until(() => banc.all().every(({ etat }) => etat !== 'en-cours'));
    expect(new Set(holders())).toEqual(new Set(['Karim B.']));
    expect(banc.countWritten()).toBe(people);
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
    const refused = await banc.lots.handlers['lots:lancer']({ lot: dossierId(90), portee: tous, geste: affecter(lea) });
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
  const { bulk } = banc.store;
  // Rows of the list alone: whoever has no dossier left is passed over, once they are looked at.
  bulk
    .prepare(
      `WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)
       INSERT INTO candidat (id, nom_tri, situation, situation_tri, ouverte, prochaine_tri, appel_tri, a_departager)
       SELECT printf('00000001-0000-4000-8000-%012d', n), printf('%06d', n), 'A_APPELER', ?, 1, '~', '', 0 FROM n`,
    )
    .run(lotMax + 1, situationCodes.indexOf('A_APPELER'));
  const portee: PorteeLot = { genre: 'question', filtres: { situation: ['A_APPELER'] }, recherche: '' };
  const question = { portee, geste: affecter(lea) };
  const { 'lots:preparer': preparer, 'lots:lancer': lancer } = banc.lots.handlers;
  for (const refused of [await preparer(question), await lancer({ lot: dossierId(90), ...question })]) {
    expect(refused).toMatchObject({ ok: false, error: { code: 'LOT_TROP_GRAND', details: { max: lotMax } } });
  }
  expect(await banc.lots.handlers['lots:adresses']({ portee })).toMatchObject({ error: { code: 'LOT_TROP_GRAND' } });
  expect(banc.all()).toEqual([]);
  expect(banc.countWritten()).toBe(0);
  bulk.prepare('DELETE FROM candidat WHERE id = ?').run(dossierId(1));
  expect(await banc.lots.handlers['lots:preparer']({ portee, geste: affecter(lea) })).toMatchObject({ ok: true });
});

test('asked twice with one id it is one lot, at once as later, after it ended and after a kill', async () => {
  banc.people(2);
  const lot = dossierId(91);
  const message: GesteLot = {
    ...{ genre: 'message', canal: 'courrier', objet: '', texte: 'Bonjour,' },
    ...{ modele: null, informe: false },
  };
  expect(await Promise.all([1, 2].map(() => banc.launch(tous, message, lot)))).toEqual([lot, lot]);
  await banc.ended(lot);
  expect(await banc.launch(tous, message, lot)).toBe(lot);
  expect(banc.all()).toMatchObject([{ lot, etat: 'fini', total: 2 }]);
  expect([1, 2].map((n) => banc.written(n, 'message').length)).toEqual([1, 1]);
  const other = dossierId(92);
  await banc.launch(tous, message, other);
  await banc.restart();
  expect(await banc.launch(tous, message, other)).toBe(other);
  await banc.ended(other);
  expect([1, 2].map((n) => banc.written(n, 'message').length)).toEqual([2, 2]);
});

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
