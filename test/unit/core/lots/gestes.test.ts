import { beforeEach, describe, expect, test } from 'vitest';
import type { GesteLot, PorteeLot } from '../../../../shared/contract/ipc/lots.ts';
import { value } from '../../../support/result.ts';
import { dossierId, fluxId, phone } from '../candidats/poste.ts';
import { affecter, type Banc, bancPerTest, karim, lea, nora, selection, tous } from './banc.ts';

let banc: Banc;
bancPerTest((one) => {
  banc = one;
});

const chezKarim: PorteeLot = { genre: 'operateur', operateur: karim };
const demain = '2026-06-11T08:00:00.000Z';
const plusTard = '2026-06-20T08:00:00.000Z';
const rappel = (qui: string | null) => ({ quoi: 'rappeler' as const, le: demain, precision: 'heure' as const, qui });
const appel = (over: Record<string, unknown>) => ({
  sens: 'emis',
  numero: null,
  interlocuteur: 'responsable',
  disposition: 'JOINT',
  ...over,
});

describe('affecter', () => {
  test('says what it changes, takes over, leaves as it is and leaves out, and writes nothing', async () => {
    banc.people(6);
    banc.hold(2, karim);
    banc.hold(3, lea);
    banc.act(4, 'opposition', {});
    banc.act(5, 'limitation', { active: true });
    banc.act(6, 'appel', appel({ issue: 'INSCRIT' }));
    const said = await banc.prepare(tous, affecter(lea));
    expect(said).toMatchObject({ candidats: 6, concernes: 2, inchanges: 1 });
    expect(said.exclus.toSorted((a, b) => (a.raison < b.raison ? -1 : 1))).toEqual([
      { raison: 'close', nombre: 1 },
      { raison: 'limitation', nombre: 1 },
      { raison: 'opposition', nombre: 1 },
    ]);
    expect(said.repris).toEqual([
      { operateur: null, nombre: 1 },
      { operateur: 'Karim B.', nombre: 1 },
    ]);
    expect(banc.countWritten()).toBe(0);
    expect(banc.all()).toEqual([]);
  });

  test('gives exactly those it said, and a second time changes nothing', async () => {
    banc.people(3);
    banc.hold(2, karim);
    expect(await banc.run(tous, affecter(lea))).toMatchObject({
      etat: 'fini',
      fait: 3,
      total: 3,
      refuses: 0,
      operateur: lea,
    });
    expect([1, 2, 3].map((n) => banc.holder(n))).toEqual(['Léa M.', 'Léa M.', 'Léa M.']);
    expect(await banc.run(tous, affecter(lea))).toMatchObject({ etat: 'fini', total: 0 });
    expect(banc.countWritten()).toBe(3);
  });

  test('an absent colleague: her people and the plans that named her go together, at the same date', async () => {
    banc.people(5);
    for (const n of [1, 2]) banc.hold(n, karim);
    banc.act(1, 'prochaine-action', rappel(karim));
    banc.act(2, 'prochaine-action', rappel(nora));
    // Nobody holds the third, Nora holds the fourth: it is Karim who was to call them.
    for (const n of [3, 4]) banc.act(n, 'prochaine-action', rappel(karim));
    banc.hold(4, nora);
    expect(await banc.prepare(chezKarim, affecter(lea))).toMatchObject({ candidats: 4, concernes: 4 });
    await banc.run(chezKarim, affecter(lea));
    expect([1, 2, 3, 4, 5].map((n) => banc.holder(n))).toEqual(['Léa M.', 'Léa M.', 'Léa M.', 'Léa M.', null]);
    for (const n of [1, 2, 3, 4]) expect(banc.fait(n, 'prochaine-action')).toEqual(rappel(lea));
    // Nothing is left behind.
    expect(await banc.prepare(chezKarim, affecter(lea))).toMatchObject({ candidats: 0 });
  });

  test('whoever already holds her takes the plan that names somebody else, said as taken over', async () => {
    banc.people(1);
    banc.hold(1, lea);
    banc.act(1, 'prochaine-action', rappel(nora));
    expect(await banc.prepare(tous, affecter(lea))).toMatchObject({
      concernes: 1,
      repris: [{ operateur: 'Nora T.', nombre: 1 }],
    });
    await banc.run(tous, affecter(lea));
    expect(banc.fait(1, 'prochaine-action')).toEqual(rappel(lea));
    expect(banc.written(1, 'affectation')).toEqual([]);
  });

  test('taken back: nobody holds her, and nobody is named by her plan', async () => {
    banc.people(2);
    banc.hold(1, karim);
    banc.act(1, 'prochaine-action', rappel(karim));
    expect(await banc.prepare(tous, affecter(null))).toMatchObject({ concernes: 1, inchanges: 1 });
    await banc.run(tous, affecter(null));
    expect(banc.holder(1)).toBeNull();
    expect(banc.fait(1, 'prochaine-action')).toEqual(rappel(null));
  });

  test('one person on two lists, held by two: each dossier that says otherwise is changed', async () => {
    banc.put(1, { ine: '111111111AA' });
    banc.put(2, { ine: '111111111AA' }, 2);
    banc.put(3);
    banc.project([1, 2, 3]);
    banc.hold(1, karim);
    banc.hold(2, nora, 2);
    expect(await banc.prepare(selection(1, 3), affecter(lea))).toMatchObject({
      candidats: 2,
      repris: [
        { operateur: 'Karim B.', nombre: 1 },
        { operateur: 'Nora T.', nombre: 1 },
        { operateur: null, nombre: 1 },
      ],
    });
    await banc.run(tous, affecter(lea));
    expect([1, 2].map((n) => banc.fait(n, 'affectation'))).toEqual([lea, lea]);
    expect(await banc.prepare(tous, affecter(lea))).toMatchObject({ concernes: 0, inchanges: 2, repris: [] });
  });

  test('hers on one list and nobody’s on the other: nothing is taken over, and nobody was without anyone', async () => {
    for (const n of [1, 2]) banc.put(n, { ine: '111111111AA' }, n);
    banc.project([1, 2]);
    banc.hold(2, lea, 2);
    expect(await banc.prepare(tous, affecter(lea))).toMatchObject({ candidats: 1, repris: [] });
  });

  test('two who contradict each other: giving her to somebody settles it', async () => {
    banc.people(1);
    banc.hold(1, karim);
    banc.hold(1, nora);
    expect(banc.fiche(1).ligne.aDepartager).toBe(true);
    await banc.run(selection(1), affecter(nora));
    expect(banc.fiche(1).ligne).toMatchObject({ aDepartager: false, affecteA: 'Nora T.' });
  });

  test('a list whose right ended takes nothing more', async () => {
    banc.people(1);
    banc.people(1, 2, 2);
    banc.store.bulk.prepare("UPDATE flux SET droits = 'envoi_seul' WHERE id = ?").run(fluxId(2));
    expect(await banc.prepare(tous, affecter(lea))).toMatchObject({
      concernes: 1,
      exclus: [{ raison: 'sans_droit', nombre: 1 }],
    });
  });

  test('nobody is given to who left the team, nor to a stranger: INTROUVABLE', async () => {
    banc.people(1);
    banc.putOperateur(nora, 'Nora T.', false);
    for (const operateur of [nora, dossierId(77)]) {
      const refused = await banc.lots.handlers['lots:lancer']({
        lot: dossierId(90),
        portee: tous,
        geste: affecter(operateur),
      });
      expect(refused).toMatchObject({ ok: false, error: { code: 'INTROUVABLE' } });
    }
    expect(banc.all()).toEqual([]);
  });
});

describe('prochaine action', () => {
  const geste = (qui: string | null): GesteLot => ({ genre: 'prochaine-action', corps: rappel(qui) });

  test('replaces the plan of each, said with whom it takes over from', async () => {
    banc.people(3);
    banc.act(1, 'prochaine-action', { ...rappel(nora), le: '2026-06-20T08:00:00.000Z' });
    banc.act(2, 'prochaine-action', rappel(null));
    expect(await banc.prepare(tous, geste(null))).toMatchObject({
      concernes: 2,
      inchanges: 1,
      repris: [{ operateur: 'Nora T.', nombre: 1 }],
    });
    await banc.run(tous, geste(null));
    for (const n of [1, 2, 3]) expect(banc.fiche(n).ligne.prochaineAction).toMatchObject({ le: demain });
  });

  test('the soonest plan of another list does not stay before it', async () => {
    banc.put(1, { ine: '111111111AA' });
    banc.put(2, { ine: '111111111AA' }, 2);
    banc.project([1, 2]);
    banc.act(2, 'prochaine-action', { ...rappel(null), le: '2026-06-10T09:00:00.000Z' }, { flux: 2 });
    await banc.run(tous, geste(lea));
    expect(banc.fiche(1).ligne.prochaineAction).toMatchObject({ le: demain });
  });
});

describe('one person on two lists', () => {
  const geste: GesteLot = { genre: 'prochaine-action', corps: rappel(null) };
  beforeEach(() => {
    for (const n of [1, 2]) banc.put(n, { ine: '111111111AA' }, n);
    banc.project([1, 2]);
  });

  test('snoozed, is at that date though another list was waiting for its own retry; a second time changes nothing', async () => {
    banc.act(2, 'appel', appel({ disposition: 'SANS_REPONSE' }), { flux: 2 });
    await banc.run(tous, geste);
    expect(banc.fiche(1).ligne.prochaineAction).toMatchObject({ le: demain });
    expect(await banc.prepare(tous, geste)).toMatchObject({ concernes: 0, inchanges: 1 });
  });

  test('called since in the other one, is not as it was: the same plan is written again', async () => {
    await banc.run(tous, geste);
    const corps = appel({ disposition: 'SANS_REPONSE' });
    banc.write({ dossier: dossierId(2), type: 'appel', corps, vues: {} });
    banc.write({ dossier: dossierId(2), type: 'prochaine-action', corps: { ...rappel(lea), le: plusTard }, vues: {} });
    expect(banc.fiche(1).ligne.prochaineAction).toMatchObject({ le: plusTard });
    expect(await banc.prepare(tous, geste)).toMatchObject({ concernes: 1, inchanges: 0 });
  });

  test('taken over, keeps the plan that stands: one that was left behind is not written again', async () => {
    banc.hold(1, karim);
    banc.act(1, 'prochaine-action', rappel(karim));
    banc.write({
      dossier: dossierId(2),
      type: 'prochaine-action',
      corps: { ...rappel(karim), le: plusTard },
      vues: {},
    });
    await banc.run(tous, affecter(lea));
    expect([1, 2].map((n) => banc.written(n, 'prochaine-action').length)).toEqual([0, 2]);
    expect(banc.fiche(1).ligne.prochaineAction).toMatchObject({ le: plusTard });
  });
});

describe('message', () => {
  const geste: GesteLot = {
    genre: 'message',
    canal: 'courriel',
    objet: 'Réunion',
    texte: 'Bonjour,',
    modele: null,
    informe: true,
  };

  test('is noted once for each who can be written to; the notice only where it was not given yet', async () => {
    for (const n of [1, 2]) banc.put(n, { emails: [`famille${n}@exemple.fr`] });
    banc.put(3);
    banc.project([1, 2, 3]);
    banc.act(2, 'informe', { canal: 'oral' });
    expect(await banc.prepare(tous, geste)).toMatchObject({
      concernes: 2,
      exclus: [{ raison: 'sans_adresse', nombre: 1 }],
    });
    const { lot } = await banc.run(tous, geste);
    expect([1, 2, 3].map((n) => banc.written(n, 'message').length)).toEqual([1, 1, 0]);
    expect([1, 2, 3].map((n) => banc.written(n, 'informe').length)).toEqual([1, 0, 0]);
    // The words stand with each person, and go with her; not beside the lot.
    const kept = banc.store.persons.prepare<[string], string>('SELECT geste FROM lot WHERE id = ?').pluck().get(lot);
    expect(kept).not.toContain('Bonjour');
  });

  test('an SMS needs a number that may be dialled', async () => {
    banc.put(1, { telephones: [phone('+33639981201')] });
    banc.put(2);
    banc.project([1, 2]);
    expect(await banc.prepare(tous, { ...geste, canal: 'sms' })).toMatchObject({
      concernes: 1,
      exclus: [{ raison: 'sans_adresse', nombre: 1 }],
    });
  });

  test('addresses of a group: nobody opposed, frozen, erased or without one, each address once', async () => {
    for (const n of [1, 2, 3, 4])
      banc.put(n, { emails: [`f${n}@exemple.fr`, 'commune@exemple.fr', 'commune@exemple.fr'] });
    banc.put(5);
    banc.project([1, 2, 3, 4, 5]);
    banc.act(2, 'opposition', {});
    banc.act(3, 'limitation', { active: true });
    banc.act(4, 'effacement', {});
    const asked = value(await banc.lots.handlers['lots:adresses']({ portee: tous }));
    expect(asked).toEqual({
      parCandidat: [{ candidat: dossierId(1), adresses: ['f1@exemple.fr', 'commune@exemple.fr'] }],
    });
  });
});
