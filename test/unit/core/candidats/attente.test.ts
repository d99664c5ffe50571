import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stopWaiting } from '../../../../main/core/candidats/attente.ts';
import { projectAll, projectDossiers } from '../../../../main/core/candidats/projection.ts';
import {
  acteCorps,
  dossierCorps,
  dossierId,
  fluxId,
  idOf,
  openPoste,
  type Poste,
  putActe,
  putFlux,
  putLigne,
  putSaisie,
} from './poste.ts';

describe('people whose actes the server has taken', () => {
  let poste: Poste;
  beforeEach(() => {
    poste = openPoste();
    putFlux(poste.store, 1);
    // Two dossiers of one person, and one of another.
    for (const [n, ine] of [
      [1, 'a'],
      [2, 'a'],
      [3, null],
    ] as const)
      putLigne(poste.store, {
        id: dossierId(n),
        flux: fluxId(1),
        type: 'dossier',
        dossier: dossierId(n),
        corps: dossierCorps({ ine, nom: `L’« ÉLÈVE » \u2028 ${n}` }),
      });
  });
  afterEach(() => poste.close());

  const write = (id: number, dossier: number, type = 'note', corps = { texte: 'vu' }) => {
    const un = acteCorps({ id: idOf(5, id), flux: fluxId(1), dossier: dossierId(dossier), type, corps });
    putSaisie(poste.store, un);
    return un;
  };
  const project = (...dossiers: number[]) => projectDossiers(poste.store.bulk, dossiers.map(dossierId));
  const settle = (id: number, etat: string) =>
    poste.store.bulk.prepare('UPDATE saisie SET etat = ? WHERE acte = ?').run(etat, idOf(5, id));
  const rows = () =>
    poste.store.bulk.prepare('SELECT id, corps FROM candidat JOIN candidat_corps USING (rang) ORDER BY id').all();
  const waiting = () =>
    poste.store.bulk
      .prepare<[], { n: string }>(`SELECT count(*) AS n FROM candidat_corps WHERE corps ->> '$.enAttente' = 1`)
      .get()?.n;
  /** What folding everything from nothing gives. */
  const expectAsFolded = () => {
    const now = rows();
    for (const _ of projectAll(poste.store));
    expect(now).toEqual(rows());
  };

  test('wait no longer once nothing of theirs is left to send, to the letter of a whole fold', () => {
    write(1, 1);
    write(2, 3);
    project(1, 2, 3);
    expect(waiting()).toBe(2);
    settle(1, 'accepte');
    expect([...stopWaiting(poste.store.bulk, [dossierId(1)])]).toHaveLength(1);
    expect(waiting()).toBe(1);
    expectAsFolded();
  });

  test.each(['a_envoyer', 'en_vol', 'a_revoir'])(
    'still wait for another acte that is %s, in another dossier of theirs',
    (etat) => {
      write(1, 1);
      write(2, 2);
      project(1, 2, 3);
      settle(1, 'accepte');
      settle(2, etat);
      stopWaiting(poste.store.bulk, [dossierId(1)]);
      expect(waiting()).toBe(1);
      expectAsFolded();
    },
  );

  test('do not wait for an emptied acte, nor for one that the mirror holds already', () => {
    write(1, 1);
    write(2, 1);
    const held = write(3, 1);
    project(1, 2, 3);
    settle(1, 'accepte');
    settle(2, 'squelette');
    putActe(poste.store, held, '2026-06-05T09:00:01.000Z');
    project(1);
    stopWaiting(poste.store.bulk, [dossierId(1)]);
    expect(waiting()).toBe(0);
    expectAsFolded();
  });

  test('a dossier that is not drawn yet concerns nobody', () => {
    write(1, 1);
    settle(1, 'accepte');
    expect(stopWaiting(poste.store.bulk, [dossierId(1), dossierId(9)])).toEqual(new Set());
  });
});
