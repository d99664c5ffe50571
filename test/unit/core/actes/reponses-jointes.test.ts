import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { value } from '../../../support/result.ts';
import { acteCorps, demandeId, dossierId, fluxId, idOf, operateurId, putActe, putSaisie } from '../candidats/poste.ts';
import { Bureau } from '../demandes/bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
  // One person of two lists, who asked something in each; and somebody else.
  bureau.person(1, { ine: '123456789AB' });
  bureau.person(2, { ine: '123456789AB' }, 2);
  bureau.person(3);
  bureau.demande(1, { echeance: '2026-06-09T16:00:00.000Z' });
  bureau.demande(2, { echeance: '2026-06-08T16:00:00.000Z' }, { flux: 2 });
  bureau.demande(3);
});
afterEach(() => bureau.close());

const appel = (over: Record<string, unknown> = {}) => ({
  sens: 'emis',
  numero: null,
  interlocuteur: 'candidat',
  disposition: 'JOINT',
  ...over,
});
const reponses = () =>
  bureau
    .saisies()
    .filter(({ type }) => type === 'reponse')
    .map(({ flux, dossier, corps, remplace }) => [flux, dossier, corps.demande, corps.genre, remplace]);
const open = () => bureau.list('ouvertes').map(({ id }) => id);

describe('a call that reached somebody', () => {
  test.each([
    ['made', {}],
    ['received', { sens: 'recu' }],
  ])('%s answers everything she asked, in each of her dossiers, for one undo bar', (_, over) => {
    const actes = bureau.write(1, 'appel', appel(over));
    expect(actes).toEqual(bureau.saisies().map(({ id }) => id));
    expect(reponses()).toEqual([
      [fluxId(2), dossierId(2), demandeId(2), 'autre_canal', { [`reponse:${demandeId(2)}`]: [] }],
      [fluxId(1), dossierId(1), demandeId(1), 'autre_canal', { [`reponse:${demandeId(1)}`]: [] }],
    ]);
    expect(open()).toEqual([demandeId(3)]);
    expect(value(bureau.actes['actes:annuler']({ actes }))).toEqual({ retires: 3, annules: 0 });
    expect(bureau.saisies()).toEqual([]);
    expect(open()).toHaveLength(3);
  });

  test('undone alone, long after, takes its answers with it and no other', () => {
    const [call = ''] = bureau.write(1, 'appel', appel());
    bureau.now += 60_000;
    bureau.write(3, 'reponse', { demande: demandeId(3), genre: 'autre_canal' });
    bureau.store.persons.prepare('UPDATE saisie SET deja_en_vol = 1').run();
    expect(value(bureau.actes['actes:annuler']({ actes: [call] }))).toEqual({ retires: 0, annules: 3 });
    expect(open().sort()).toEqual([demandeId(1), demandeId(2)]);
    expect(value(bureau.actes['actes:annuler']({ actes: [call] }))).toEqual({ retires: 0, annules: 0 });
  });

  test('is named by its answers, and takes back those of no other call, made at the same instant by the same person', () => {
    const calls = [1, 3].map((n) => ({ dossier: dossierId(n), type: 'appel', corps: appel(), vues: {} }));
    const { actes } = value(bureau.actes['actes:enregistrer']({ saisies: calls }));
    const named = bureau.saisies().filter(({ type }) => type === 'reponse');
    expect(named.map(({ corps }) => [corps.demande, corps.appel])).toEqual([
      [demandeId(2), actes[0]],
      [demandeId(1), actes[0]],
      [demandeId(3), actes[1]],
    ]);
    // A list says since that all of them are one person.
    bureau.person(3, { ine: '123456789AB' });
    bureau.store.persons.prepare('UPDATE saisie SET deja_en_vol = 1').run();
    expect(value(bureau.actes['actes:annuler']({ actes: actes.slice(1, 2) }))).toEqual({ retires: 0, annules: 2 });
    expect(open()).toEqual([demandeId(3)]);
  });

  test('does not replace an answer that the server refused and does not know', () => {
    const refused = acteCorps({
      id: idOf(8, 1),
      flux: fluxId(1),
      dossier: dossierId(3),
      type: 'reponse',
      corps: { demande: demandeId(3), genre: 'personnalisee', texte: 'Oui.' },
    });
    putSaisie(bureau.store, refused, 'a_revoir');
    bureau.project(3);
    bureau.write(3, 'appel', appel());
    expect(reponses().at(-1)).toEqual([
      fluxId(1),
      dossierId(3),
      demandeId(3),
      'autre_canal',
      { [`reponse:${demandeId(3)}`]: [] },
    ]);
    expect(open()).not.toContain(demandeId(3));
  });

  test('refused, then written again, takes its answers back under its new id', () => {
    const [call = ''] = bureau.write(1, 'appel', appel());
    bureau.store.persons.prepare("UPDATE saisie SET etat = 'a_revoir', deja_en_vol = 1 WHERE acte = ?").run(call);
    const correction = { acte: call, corps: appel({ issue: 'REFLECHIT' }) };
    const [again = ''] = bureau.write(1, 'correction', correction);
    expect(again).not.toBe(call);
    expect(value(bureau.actes['actes:annuler']({ actes: [again] }))).toEqual({ retires: 3, annules: 0 });
    expect(open()).toHaveLength(3);
  });

  test('is not told twice of what the page answers itself', () => {
    const saisies = [
      { dossier: dossierId(1), type: 'appel', corps: appel(), vues: {} },
      { dossier: dossierId(1), type: 'reponse', corps: { demande: demandeId(1), genre: 'autre_canal' }, vues: {} },
    ];
    value(bureau.actes['actes:enregistrer']({ saisies }));
    expect(reponses().map(([, , demande]) => demande)).toEqual([demandeId(1), demandeId(2)]);
  });

  test('replaces the heads that stand, a held one included', () => {
    const held = acteCorps({
      id: idOf(8, 1),
      flux: fluxId(1),
      dossier: dossierId(3),
      type: 'reponse',
      corps: { demande: demandeId(3), genre: 'personnalisee', texte: 'Oui.' },
    });
    putActe(bureau.store, held, '2026-06-02T08:00:00.000Z', 'retenu');
    bureau.project(3);
    bureau.write(3, 'appel', appel());
    expect(reponses()).toEqual([
      [fluxId(1), dossierId(3), demandeId(3), 'autre_canal', { [`reponse:${demandeId(3)}`]: [idOf(8, 1)] }],
    ]);
    expect(bureau.counts()).toMatchObject({ retenues: 0 });
  });

  test('leaves what may not be written about: a flux whose right ended, data that are frozen', () => {
    bureau.store.persons.prepare("UPDATE flux SET droits = 'envoi_seul' WHERE id = ?").run(fluxId(2));
    bureau.write(1, 'appel', appel());
    expect(reponses().map(([, dossier]) => dossier)).toEqual([dossierId(1)]);
    bureau.store.persons.prepare("UPDATE flux SET droits = 'complets'").run();
    bureau.write(2, 'limitation', { active: true });
    const saisies = [{ dossier: dossierId(1), type: 'appel', corps: appel(), vues: {} }];
    expect(bureau.actes['actes:enregistrer']({ saisies })).toMatchObject({ error: { code: 'LIMITATION' } });
    expect(reponses()).toHaveLength(1);
  });

  test('reaches nobody when it is any other', () => {
    for (const disposition of ['MESSAGE', 'SANS_REPONSE', 'RAPPELER', 'NUMERO_INVALIDE'])
      bureau.write(1, 'appel', appel({ disposition }));
    expect(reponses()).toEqual([]);
    expect(open()).toHaveLength(3);
  });
});

test('finding what she asked costs her dossiers: no table is gone through', () => {
  const plansOf = (act: () => unknown): string[] => {
    bureau.poste.statements.length = 0;
    act();
    return bureau.poste.statements
      .filter((sql) => /^\s*(SELECT|INSERT|UPDATE|DELETE)/i.test(sql))
      .flatMap((sql) => bureau.store.persons.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all())
      .map(({ detail }) => detail);
  };
  let actes: string[] = [];
  const plans = [
    ...plansOf(() => {
      actes = bureau.write(1, 'appel', appel());
    }),
    ...plansOf(() => bureau.actes['actes:annuler']({ actes: actes.slice(0, 1) })),
  ];
  expect(plans.some((detail) => /SEARCH d USING/.test(detail))).toBe(true);
  // A file holds a few dozen flux (`f`), each with the last list it saw (`t`); what a query is given (`k`) is no table.
  const scans = plans.filter((detail) =>
    /^SCAN (?!CONSTANT|candidat_texte|candidat_chiffres|\(|[ft]$|k VIRTUAL TABLE)/.test(detail),
  );
  expect(scans).toEqual([]);
});

describe('a person who asks to be left in peace', () => {
  test('on the phone has had her answer, and no mail may follow', () => {
    bureau.write(3, 'appel', appel({ disposition: 'OPPOSITION' }));
    expect(reponses().map(([, , demande, genre]) => [demande, genre])).toEqual([[demandeId(3), 'autre_canal']]);
    expect(open()).not.toContain(demandeId(3));
  });

  test('in writing can still be told as answered, never mailed', () => {
    bureau.write(3, 'opposition', {});
    const log = (genre: string, texte?: string) =>
      bureau.actes['actes:enregistrer']({
        saisies: [
          {
            dossier: dossierId(3),
            type: 'reponse',
            corps: { demande: demandeId(3), genre, ...(texte === undefined ? {} : { texte }) },
            vues: {},
          },
        ],
      });
    expect(log('personnalisee', 'Bonjour.')).toMatchObject({ error: { code: 'OPPOSITION' } });
    expect(log('sans_reponse')).toMatchObject({ error: { code: 'OPPOSITION' } });
    expect(log('autre_canal')).toMatchObject({ ok: true });
  });
});

describe('undoing an answer', () => {
  const receive = (n: number, corps: Record<string, unknown>): string => {
    const id = idOf(8, n);
    const un = acteCorps({
      id,
      flux: fluxId(1),
      dossier: dossierId(3),
      type: 'reponse',
      corps,
      operateur: operateurId(1),
    });
    putActe(bureau.store, un, '2026-06-02T08:00:00.000Z');
    bureau.project(3);
    return id;
  };
  const annulable = (id: string) => bureau.fiche(3).fil.find((entree) => entree.id === id)?.annulable;

  test('given by voice: it is open again', () => {
    const id = receive(1, { demande: demandeId(3), genre: 'autre_canal' });
    expect(annulable(id)).toBe(true);
    expect(value(bureau.actes['actes:annuler']({ actes: [id] }))).toEqual({ retires: 0, annules: 1 });
    expect(open()).toContain(demandeId(3));
  });

  test.each([
    ['personnalisee', { texte: 'Venez.' }],
    ['sans_reponse', {}],
  ])('mailed (%s): it has left', (genre, rest) => {
    const id = receive(1, { demande: demandeId(3), genre, ...rest });
    expect(annulable(id)).toBe(false);
    expect(bureau.actes['actes:annuler']({ actes: [id] })).toMatchObject({ error: { code: 'ACTE_DEJA_PARTI' } });
  });

  test('mailed by nobody yet: it is dropped', () => {
    const [id = ''] = bureau.write(3, 'reponse', { demande: demandeId(3), genre: 'personnalisee', texte: 'Venez.' });
    expect(annulable(id)).toBe(true);
    expect(value(bureau.actes['actes:annuler']({ actes: [id] }))).toEqual({ retires: 1, annules: 0 });
    expect(open()).toContain(demandeId(3));
  });
});
