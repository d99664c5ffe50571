import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeLocal } from '../../../../main/core/store/local.ts';
import { acteCorps, demandeId, dossierId, fluxId, idOf, operateurId, putActe } from '../candidats/poste.ts';
import { Bureau } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau();
  bureau.person(1);
  bureau.demande(1);
});
afterEach(() => bureau.close());

const open = (n = 1) => bureau.demandes['demandes:ouvrir']({ demande: demandeId(n) });

test('the first opening is written once, by who is at the desk', () => {
  writeLocal(bureau.store.persons, 'operateur', operateurId(3));
  expect(open()).toEqual({ ok: true, value: {} });
  expect(bureau.saisies()).toMatchObject([
    {
      type: 'vue',
      corps: { demande: demandeId(1) },
      dossier: dossierId(1),
      flux: fluxId(1),
      operateur: operateurId(3),
    },
  ]);
  expect(bureau.changed).toEqual([[dossierId(1)]]);
  expect(bureau.notified).toBe(1);
  expect(bureau.list('ouvertes')[0]).toMatchObject({ vue: true, enAttente: false });
  expect(bureau.sheetOf(1)[0]?.vue).toEqual({ le: '2026-06-03T09:00:00.000Z', operateur: operateurId(3) });
  expect(open()).toEqual({ ok: true, value: {} });
  expect(bureau.saisies()).toHaveLength(1);
  expect(bureau.changed).toHaveLength(1);
});

test('what was opened at another poste is not written again', () => {
  const corps = { demande: demandeId(1) };
  const seen = acteCorps({ id: idOf(8, 1), flux: fluxId(1), dossier: dossierId(1), type: 'vue', corps });
  putActe(bureau.store, seen, '2026-06-03T08:00:00.000Z');
  bureau.project(1);
  expect(open()).toMatchObject({ ok: true });
  expect(bureau.saisies()).toEqual([]);
});

test('where nothing may be written any more, reading says nothing and leaves nothing', () => {
  bureau.store.persons.prepare("UPDATE flux SET droits = 'envoi_seul'").run();
  expect(open()).toEqual({ ok: true, value: {} });
  bureau.store.persons.prepare("UPDATE flux SET droits = 'complets'").run();
  bureau.write(1, 'limitation', { active: true });
  expect(open()).toEqual({ ok: true, value: {} });
  expect(bureau.saisies().map(({ type }) => type)).toEqual(['limitation']);
  expect(bureau.changed).toHaveLength(1);
});

test('one that is not here is INTROUVABLE', () => {
  expect(open(7)).toMatchObject({ ok: false, error: { code: 'INTROUVABLE' } });
});
