import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { value } from '../../../support/result.ts';
import {
  acteCorps,
  demandeId,
  dossierId,
  fluxId,
  idOf,
  putActe,
  putLigne,
  putSaisie,
  voeuCorps,
} from '../candidats/poste.ts';
import { Bureau } from './bureau.ts';

/** One person of two lists: a vœu in the dossier 1, where she is called; what she asked in the dossier 2. */
let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
  bureau.person(1, { ine: '123456789AB' });
  bureau.person(2, { ine: '123456789AB' }, 2);
  const corps = voeuCorps(dossierId(1));
  putLigne(bureau.store, { id: idOf(5, 1), flux: fluxId(1), type: 'voeu', dossier: dossierId(1), corps });
  bureau.project(1);
  bureau.demande(2, {}, { flux: 2 });
});
afterEach(() => bureau.close());

const appel = (over: Record<string, unknown> = {}) => ({
  sens: 'emis',
  numero: null,
  interlocuteur: 'candidat',
  disposition: 'JOINT',
  ...over,
});
const line = () => bureau.fiche(1).ligne;

test('names the parent on the number that her demande gave, and on none of the list', () => {
  const telephone = (e164: string) => ({
    brut: e164,
    e164,
    confiance: 'sure',
    correction: null,
    origine: 'responsable_1',
  });
  bureau.person(1, { ine: '123456789AB', telephones: [telephone('+33639981202')] });
  bureau.person(2, { ine: '123456789AB', telephones: [telephone('+33639981203')] }, 2);
  bureau.demande(2, { auteur: 'parent', demandeur: { nom: 'Tardivel', prenom: 'Sonia' } }, { flux: 2 });
  const nommes = () => bureau.fiche(1).responsableTelephones.map(({ e164, demandeur }) => [e164, demandeur]);
  expect(nommes()).toEqual([
    ['+33639981202', undefined],
    ['+33639981203', 'Sonia Tardivel'],
  ]);
  bureau.demande(3, { auteur: 'parent', demandeur: { nom: 'Autre', prenom: 'Paul' } }, { of: 2, flux: 2 });
  expect(nommes()[1]).toEqual(['+33639981203', undefined]);
});

describe('one call that reached her', () => {
  test.each([
    ['SANS_SUITE', false, null],
    ['AUTRE_VOIE', false, null],
    ['HORS_CRITERES', false, null],
    ['INSCRIT', false, null],
    ['RDV_FIXE', true, { quoi: 'relancer', le: '2026-06-10T08:00:00.000Z' }],
    ['REFLECHIT', true, { quoi: 'relancer', le: '2026-06-08T08:00:00.000Z' }],
  ])('is where she stands: %s', (issue, ouverte, prochaineAction) => {
    bureau.write(1, 'appel', appel({ issue }));
    expect(line()).toMatchObject({ situation: issue, ouverte, prochaineAction });
    expect(bureau.list('ouvertes')).toEqual([]);
  });

  test('leaves the plan that was written with it', () => {
    const plan = { quoi: 'rappeler', le: '2026-06-20T08:00:00.000Z', precision: 'jour', qui: null };
    value(
      bureau.actes['actes:enregistrer']({
        saisies: [
          { dossier: dossierId(1), type: 'appel', corps: appel({ issue: 'REFLECHIT' }), vues: {} },
          { dossier: dossierId(1), type: 'prochaine-action', corps: plan, vues: {} },
        ],
      }),
    );
    expect(line()).toMatchObject({ situation: 'REFLECHIT', prochaineAction: { quoi: 'rappeler', le: plan.le } });
  });

  test('comes after the mail that answered her, which counts when it comes after the call', () => {
    const mail = { demande: demandeId(2), genre: 'personnalisee', texte: 'Bonjour.' };
    bureau.write(2, 'reponse', mail);
    expect(line()).toMatchObject({ ouverte: true, prochaineAction: { quoi: 'attendre' } });
    bureau.now += 3_600_000;
    bureau.write(1, 'appel', appel({ issue: 'SANS_SUITE' }));
    expect(line()).toMatchObject({ situation: 'SANS_SUITE', ouverte: false, prochaineAction: null });
    bureau.now += 3_600_000;
    bureau.write(2, 'reponse', mail);
    expect(line()).toMatchObject({ ouverte: true, prochaineAction: { quoi: 'attendre' } });
  });
});

describe('a call that reached nobody', () => {
  test('follows up what she asked, in the lists as in the inbox', () => {
    expect(line()).toMatchObject({ situation: 'A_REPONDRE' });
    bureau.write(1, 'appel', appel({ disposition: 'SANS_REPONSE' }));
    expect(bureau.list('ouvertes')).toMatchObject([{ suite: 'suivie', essais: 1 }]);
    expect(line()).toMatchObject({ situation: 'A_RAPPELER', prochaineAction: { quoi: 'rappeler' } });
  });

  test('before she asked follows up nothing', () => {
    const before = '2026-05-20T08:00:00.000Z';
    const corps = appel({ disposition: 'SANS_REPONSE' });
    const un = acteCorps({ id: idOf(8, 1), flux: fluxId(1), dossier: dossierId(1), type: 'appel', corps });
    putActe(bureau.store, { ...un, fait_le: before }, before);
    bureau.project(1);
    expect(bureau.list('ouvertes')).toMatchObject([{ suite: 'a_repondre' }]);
    expect(line()).toMatchObject({ situation: 'A_REPONDRE' });
  });

  test('keeps the queue waiting for who said no before she asked', () => {
    const before = '2026-05-20T08:00:00.000Z';
    const corps = appel({ issue: 'SANS_SUITE' });
    const un = acteCorps({ id: idOf(8, 1), flux: fluxId(1), dossier: dossierId(1), type: 'appel', corps });
    putActe(bureau.store, { ...un, fait_le: before }, before);
    bureau.project(1);
    bureau.write(1, 'appel', appel({ disposition: 'MESSAGE' }));
    expect(line()).toMatchObject({
      situation: 'MESSAGE_LAISSE',
      ouverte: true,
      prochaineAction: { quoi: 'rappeler', le: '2026-06-04T12:00:00.000Z' },
    });
  });
});

test('an answer that the server refused closes nothing, is no letter, and stands in front of none that was given', () => {
  const answer = (n: number, over: Record<string, unknown> = {}) =>
    acteCorps({
      id: idOf(8, n),
      flux: fluxId(2),
      dossier: dossierId(2),
      type: 'reponse',
      corps: { demande: demandeId(2), genre: 'personnalisee', texte: 'Bonjour.' },
      ...over,
    });
  putSaisie(bureau.store, answer(1), 'a_revoir');
  bureau.project(2);
  expect(bureau.list('ouvertes')).toMatchObject([{ suite: 'a_repondre', retenue: false, enRetard: null }]);
  expect(bureau.list('terminees')).toEqual([]);
  expect(line()).toMatchObject({ situation: 'A_REPONDRE', prochaineAction: { quoi: 'rappeler', le: null } });
  const [call = ''] = bureau.write(1, 'appel', appel());
  expect(bureau.list('ouvertes')).toEqual([]);
  value(bureau.actes['actes:annuler']({ actes: [call] }));
  putSaisie(bureau.store, answer(2), 'a_envoyer');
  putSaisie(bureau.store, answer(3, { remplace: { [`reponse:${demandeId(2)}`]: [idOf(8, 2)] } }), 'a_revoir');
  bureau.project(2);
  expect(bureau.list('terminees')).toMatchObject([{ suite: 'repondue' }]);
});

test('who asks to be forgotten leaves the inbox and its counts, and comes back with the undoing', () => {
  const held = acteCorps({
    id: idOf(8, 1),
    flux: fluxId(2),
    dossier: dossierId(2),
    type: 'reponse',
    corps: { demande: demandeId(2), genre: 'personnalisee', texte: 'Bonjour.' },
  });
  putActe(bureau.store, held, '2026-06-02T08:00:00.000Z', 'retenu');
  bureau.project(2);
  expect(bureau.counts()).toMatchObject({ ouvertes: 1, retenues: 1 });
  const un = acteCorps({ id: idOf(8, 2), flux: fluxId(2), dossier: dossierId(2), type: 'effacement', corps: {} });
  putSaisie(bureau.store, un, 'a_envoyer');
  bureau.project(2);
  expect([bureau.list('ouvertes'), bureau.list('terminees')]).toEqual([[], []]);
  expect(bureau.list('terminees', { flux: [fluxId(2)] })).toEqual([]);
  expect(bureau.counts()).toEqual({ ouvertes: 0, avantCeSoir: 0, depassees: 0, retenues: 0 });
  bureau.store.persons.prepare('DELETE FROM saisie WHERE acte = ?').run(idOf(8, 2));
  bureau.project(2);
  expect(bureau.list('ouvertes')).toHaveLength(1);
});
