import { afterEach, beforeEach, expect, test } from 'vitest';
import { acteCorps, dossierId, fluxId, idOf, putLigne } from '../candidats/poste.ts';
import { Bureau } from './bureau.ts';

let bureau: Bureau;
beforeEach(() => {
  bureau = new Bureau('2026-06-10T08:00:00.000Z');
});
afterEach(() => bureau.close());

test('a retry written with its call stays one, though the server clamped their hours apart', () => {
  bureau.personne(1);
  const put = (n: number, type: string, corps: Record<string, unknown>, recuLe: string): void => {
    const un = acteCorps({
      id: idOf(20, n),
      flux: fluxId(1),
      dossier: dossierId(1),
      type,
      corps,
      fait_le: '2026-06-10T07:30:00.000Z',
    });
    const recu = { recu_le: recuLe, fait_corrige_le: recuLe, heure_incertaine: true, effet: 'aucun' };
    const ligne = { ...un, ...recu, compte: null, poste: null, poste_nom: 'Accueil-2' };
    putLigne(bureau.store, { id: un.id, flux: fluxId(1), type: 'acte', dossier: dossierId(1), corps: ligne });
  };
  const appel = { sens: 'emis', numero: null, interlocuteur: null, disposition: 'SANS_REPONSE' };
  put(1, 'appel', appel, '2026-06-10T07:00:00.000Z');
  const plan = { quoi: 'rappeler', le: '2026-06-10T07:40:00.000Z', precision: 'heure', qui: null };
  put(2, 'prochaine-action', plan, '2026-06-10T07:00:00.004Z');
  bureau.plier(1);
  expect(bureau.store.persons.prepare('SELECT file_motif FROM candidat').pluck().all()).toEqual(['reessai']);
});

test('whoever asked that her data be frozen on one list is called for none of them', () => {
  for (const n of [1, 2]) bureau.personne(n, { ine: '123456789AB', flux: n });
  bureau.plier(1, 2);
  expect(bureau.ordre()).toHaveLength(1);
  bureau.acte(1, 'limitation', { active: true }, '2026-06-09T08:00:00.000Z');
  bureau.plier(1, 2);
  expect(bureau.ordre()).toEqual([]);
});
