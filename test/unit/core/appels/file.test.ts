import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appelsChannels } from '../../../../shared/contract/ipc/appels.ts';
import { value } from '../../../support/result.ts';
import { acteCorps, dossierId, fluxId, idOf, operateurId, putActe } from '../candidats/poste.ts';
import { Bureau } from './bureau.ts';

/** Tuesday 9 June 2026, 9:00 in Paris. */
const maintenant = '2026-06-09T07:00:00.000Z';
const hier = '2026-06-08T07:30:00.000Z';
let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau(maintenant);
});
afterEach(() => bureau.close());

/** One of each class. */
function tous(): void {
  for (const n of [1, 2, 3, 4, 5, 6, 7]) bureau.personne(n);
  // 1 and 2: never called, in the order of the alphabet whatever that of their ids.
  bureau.personne(1, { nom: 'ŒUVRARD' });
  bureau.personne(2, { nom: 'almeida' });
  // 3: tried yesterday morning; 4: yesterday afternoon.
  bureau.appel(3, 'SANS_REPONSE', hier);
  bureau.appel(4, 'SANS_REPONSE', '2026-06-08T13:00:00.000Z');
  // 5: promised for half past eight; 6: promised for noon.
  bureau.rappel(5, '2026-06-09T06:30:00.000Z', hier);
  bureau.rappel(6, '2026-06-09T10:00:00.000Z', hier);
  bureau.demande(7, hier, '2026-06-12T10:00:00.000Z');
  bureau.plier(1, 2, 3, 4, 5, 6, 7);
}

describe('the page', () => {
  test('calls back, answers, calls in the order of the list, then tries again at the other half-day', () => {
    tous();
    bureau.at('2026-06-09T08:00:00.000Z');
    expect(bureau.ordre()).toEqual([5, 7, 2, 1, 4, 3]);
    bureau.at('2026-06-09T12:30:00.000Z');
    expect(bureau.ordre()).toEqual([5, 6, 7, 2, 1, 3, 4]);
  });

  test('says why, when, and what time it is for the family', () => {
    tous();
    bureau.personne(8, { codePostal: '97400', flux: 3 });
    bureau.rappel(8, '2026-06-09T06:00:00.000Z', hier);
    bureau.personne(9, { codePostal: null });
    bureau.appel(9, 'OCCUPE', '2026-06-08T06:00:00.000Z');
    bureau.plier(8, 9);
    const page = bureau.file();
    appelsChannels['appels:file'].response.parse(page);
    expect(page.total).toBe(page.entrees.length);
    const dites = Object.fromEntries(page.entrees.map((entree) => [Number(entree.candidat.slice(-12)), entree]));
    expect(dites[8]).toMatchObject({
      motif: 'rappel',
      le: '2026-06-09T06:00:00.000Z',
      fuseau: 'Indian/Reunion',
      famille: { fuseau: 'Indian/Reunion', heureLocale: '11:00' },
      memeDemiJournee: false,
      passeeLe: null,
      ligne: { nom: 'NOM 0008', situation: 'A_RAPPELER' },
    });
    expect(dites[7]).toMatchObject({ motif: 'demande', le: '2026-06-12T10:00:00.000Z' });
    expect(dites[2]).toMatchObject({
      motif: 'jamais_appele',
      le: null,
      fuseau: 'Europe/Paris',
      famille: { fuseau: 'Europe/Paris', heureLocale: '09:00' },
    });
    expect(dites[9]).toMatchObject({
      motif: 'reessai',
      le: '2026-06-08T06:30:00.000Z',
      famille: null,
      memeDemiJournee: true,
    });
  });

  test('says how many are due, and when the next one will be', () => {
    tous();
    expect(bureau.file('tous', 2)).toMatchObject({
      total: 5,
      plus: false,
      passees: 0,
      prochaineLe: '2026-06-09T08:00:00.000Z',
    });
    expect(bureau.file('tous', 2).entrees).toHaveLength(2);
    bureau.at('2026-06-11T07:00:00.000Z');
    expect(bureau.file()).toMatchObject({ total: 7, prochaineLe: null });
  });

  test('of mine holds those whom I hold, and whose call was planned for me', () => {
    tous();
    bureau.acte(1, 'affectation', { operateur: operateurId(1) }, hier);
    bureau.acte(2, 'affectation', { operateur: operateurId(2) }, hier);
    // Karim holds her; her callback is Léa's.
    bureau.acte(5, 'affectation', { operateur: operateurId(2) }, hier);
    bureau.rappel(5, '2026-06-09T06:45:00.000Z', '2026-06-08T08:00:00.000Z', operateurId(1));
    bureau.rappel(6, '2026-06-09T10:00:00.000Z', '2026-06-08T08:00:00.000Z', operateurId(1));
    bureau.plier(1, 2, 5, 6);
    expect(bureau.ordre('moi')).toEqual([5, 1]);
    expect(bureau.file('moi')).toMatchObject({ total: 2, prochaineLe: '2026-06-09T10:00:00.000Z' });
    bureau.store.persons.prepare("DELETE FROM local WHERE cle = 'operateur'").run();
    expect(bureau.ordre('moi')).toEqual([]);
  });

  test('of an empty poste is empty', () => {
    expect(bureau.file()).toEqual({ entrees: [], total: 0, plus: false, passees: 0, prochaineLe: null });
    expect(bureau.file('moi')).toEqual({ entrees: [], total: 0, plus: false, passees: 0, prochaineLe: null });
  });

  test('holds one person once, whatever the number of her dossiers, and follows a merge', () => {
    bureau.personne(1, { ine: '123456789AB' });
    bureau.personne(2, { ine: '123456789AB', flux: 2 });
    bureau.plier(1, 2);
    expect(bureau.ordre()).toEqual([1]);
    bureau.appel(2, 'RAPPELER', hier, 2);
    bureau.plier(2);
    expect(bureau.ordre()).toEqual([]);
    bureau.at('2026-06-09T08:00:00.000Z');
    expect(bureau.file().entrees).toMatchObject([{ candidat: dossierId(1), motif: 'rappel' }]);
  });

  test('leaves out whoever was erased, and whoever is contacted no more', () => {
    tous();
    bureau.acte(1, 'opposition', {}, hier);
    bureau.store.bulk.prepare('DELETE FROM ligne WHERE dossier = ? OR id = ?').run(dossierId(5), dossierId(5));
    bureau.acte(3, 'limitation', { active: true }, hier);
    bureau.plier(1, 3, 5);
    bureau.at('2026-06-09T12:30:00.000Z');
    expect(bureau.ordre()).toEqual([6, 7, 2, 4]);
    expect(value(bureau.appels['appels:compteurs']({}))).toEqual({ aAppeler: 4, plus: false, rappelsDus: 1 });
  });
});

describe('whoever is skipped', () => {
  test('comes at the end, the oldest first, is counted, and comes back on demand', () => {
    tous();
    bureau.at('2026-06-09T08:00:00.000Z').passer(5);
    bureau.at('2026-06-09T08:01:00.000Z').passer(2);
    expect(bureau.ordre()).toEqual([7, 1, 4, 3, 5, 2]);
    expect(bureau.file()).toMatchObject({ total: 6, passees: 2 });
    expect(bureau.file().entrees.map(({ passeeLe }) => passeeLe)).toEqual([
      ...[null, null, null, null],
      ...['2026-06-09T08:00:00.000Z', '2026-06-09T08:01:00.000Z'],
    ]);
    // In a long queue the page ends before them: they are read alone.
    const seules = value(bureau.appels['appels:file']({ portee: 'tous', limite: 1, seulementPassees: true }));
    expect(seules.entrees.map(({ candidat }) => candidat)).toEqual([dossierId(5)]);
    expect(seules).toMatchObject({ total: 6, passees: 2 });
    // Passed again, she goes after the others.
    bureau.at('2026-06-09T08:02:00.000Z').passer(5);
    expect(bureau.ordre()).toEqual([7, 1, 4, 3, 2, 5]);
    value(bureau.appels['appels:revenir']({ candidat: dossierId(2) }));
    expect(bureau.ordre()).toEqual([7, 2, 1, 4, 3, 5]);
    expect(bureau.file('tous', 5).entrees).toHaveLength(5);
  });

  test('takes her place again at the next half-day of the poste', () => {
    tous();
    bureau.at('2026-06-09T08:00:00.000Z').passer(2);
    expect(bureau.file().prochaineLe).toBe('2026-06-09T10:00:00.000Z');
    bureau.at('2026-06-09T10:29:59.000Z');
    expect(bureau.ordre().at(-1)).toBe(2);
    expect(bureau.file().prochaineLe).toBe('2026-06-09T10:30:00.000Z');
    bureau.at('2026-06-09T10:30:00.000Z');
    expect(bureau.ordre().indexOf(2)).toBe(3);
    bureau.passer(2);
    bureau.at('2026-06-09T21:59:59.000Z');
    expect(bureau.file().passees).toBe(1);
    bureau.at('2026-06-09T22:00:00.000Z');
    expect(bureau.file().passees).toBe(0);
  });

  test('is answered by any call noted for her, here or elsewhere', () => {
    tous();
    bureau.at('2026-06-09T08:00:00.000Z').passer(4);
    bureau.appel(4, 'OCCUPE', '2026-06-09T07:59:00.000Z');
    bureau.plier(4);
    bureau.at('2026-06-09T08:40:00.000Z');
    expect(bureau.file().passees).toBe(1);
    bureau.appel(4, 'OCCUPE', '2026-06-09T08:01:00.000Z');
    bureau.plier(4);
    expect(bureau.file().passees).toBe(0);
    expect(bureau.ordre()).toContain(4);
  });

  test('leaves nothing behind: the table holds one half-day, and nobody who has left', () => {
    tous();
    const gardes = () => bureau.store.persons.prepare('SELECT candidat FROM passage_file').pluck().all();
    bureau.at('2026-06-09T08:00:00.000Z');
    for (const n of [1, 2, 3]) bureau.passer(n);
    bureau.store.bulk.prepare('DELETE FROM ligne WHERE dossier = ? OR id = ?').run(dossierId(3), dossierId(3));
    bureau.plier(3);
    expect(gardes()).toEqual([dossierId(1), dossierId(2)]);
    bureau.appel(2, 'OCCUPE', '2026-06-09T08:05:00.000Z');
    bureau.plier(2);
    bureau.at('2026-06-09T08:10:00.000Z').passer(4);
    expect(gardes()).toEqual([dossierId(1), dossierId(4)]);
    bureau.at('2026-06-09T11:00:00.000Z').passer(4);
    expect(gardes()).toEqual([dossierId(4)]);
  });

  test('has to be somebody', () => {
    expect(bureau.appels['appels:passer']({ candidat: dossierId(404) })).toMatchObject({
      error: { code: 'INTROUVABLE' },
    });
    expect(bureau.appels['appels:revenir']({ candidat: dossierId(404) })).toEqual({ ok: true, value: {} });
  });

  test('is counted only in the queue that she is in', () => {
    tous();
    bureau.at('2026-06-09T08:00:00.000Z').passer(2);
    bureau.at('2026-06-09T08:00:00.000Z').passer(6);
    expect(bureau.file('tous').passees).toBe(1);
    expect(bureau.file('moi').passees).toBe(0);
  });
});

describe('the counters', () => {
  test('follow the hour, and what is noted', () => {
    tous();
    const compteurs = () => value(bureau.appels['appels:compteurs']({}));
    expect(compteurs()).toEqual({ aAppeler: 5, plus: false, rappelsDus: 1 });
    bureau.at('2026-06-09T09:59:59.999Z');
    expect(compteurs()).toEqual({ aAppeler: 6, plus: false, rappelsDus: 1 });
    bureau.at('2026-06-09T10:00:00.000Z');
    expect(compteurs()).toEqual({ aAppeler: 7, plus: false, rappelsDus: 2 });
    bureau.appel(6, 'SANS_REPONSE', '2026-06-09T10:00:00.000Z');
    bureau.plier(6);
    expect(compteurs()).toEqual({ aAppeler: 6, plus: false, rappelsDus: 1 });
  });

  test('a retry that was written with its call is no promise', () => {
    bureau.personne(1);
    bureau.appel(1, 'SANS_REPONSE', hier);
    bureau.rappel(1, '2026-06-08T12:00:00.000Z', hier);
    bureau.plier(1);
    expect(value(bureau.appels['appels:compteurs']({})).rappelsDus).toBe(0);
    expect(bureau.file().entrees).toMatchObject([{ motif: 'reessai', memeDemiJournee: true }]);
    const apart = acteCorps({
      ...{ id: idOf(30, 1), flux: fluxId(1), dossier: dossierId(1), type: 'prochaine-action' },
      corps: { quoi: 'rappeler', le: '2026-06-09T06:00:00.000Z', precision: 'heure', qui: null },
      fait_le: '2026-06-08T09:00:00.000Z',
    });
    putActe(bureau.store, apart, apart.fait_le);
    bureau.plier(1);
    expect(bureau.file().entrees).toMatchObject([{ motif: 'rappel', le: '2026-06-09T06:00:00.000Z' }]);
  });
});
