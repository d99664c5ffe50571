import { expect, test } from 'vitest';
import { z } from 'zod';
import { readLocal, writeLocal } from '../../../../main/core/store/local.ts';
import { dataVersion, replayAfterUpdate } from '../../../../main/core/sync/replay.ts';
import { success } from '../../../../shared/contract/errors.ts';
import { fluxId, uuidOf, withStore } from './fixtures.ts';

const deps = (store: Parameters<typeof replayAfterUpdate>[0]['store'], folds: string[]) => ({
  store,
  projectAll: function* () {
    folds.push('all');
    yield 1;
  },
  breathe: async () => undefined,
  onFolded: () => folds.push('told'),
});

test('rows that yesterday’s version kept raw are read again after an update, once', () =>
  withStore(async (store) => {
    const insertLigne = store.bulk.prepare(
      "INSERT INTO ligne (id, flux, seq, type, v, generation, lecture) VALUES (?, ?, ?, ?, 1, 0, 'inconnue')",
    );
    const insertCorps = store.bulk.prepare('INSERT INTO ligne_corps (rang, corps) VALUES (?, ?)');
    const insert = (n: number, type: string, corps: string): void => {
      insertCorps.run(insertLigne.run(uuidOf(n), fluxId, n, type).lastInsertRowid, corps);
    };
    insert(1, 'operateur', JSON.stringify({ nom_affiche: 'Léa M.', actif: true }));
    insert(2, 'hologramme', '{}');
    insert(3, 'operateur', '{');
    store.writePersons((db) => success(writeLocal(db, 'version-donnees', 'yesterday')));
    const folds: string[] = [];
    expect((await replayAfterUpdate(deps(store, folds))).ok).toBe(true);
    expect(store.bulk.prepare('SELECT lecture FROM ligne ORDER BY seq').pluck().all()).toEqual([
      'lue',
      'inconnue',
      'quarantaine',
    ]);
    expect(folds).toEqual(['all', 'told']);
    expect(readLocal(store.persons, 'version-donnees', z.string())).toBe(dataVersion);
    await replayAfterUpdate(deps(store, folds));
    expect(folds).toEqual(['all', 'told']);
  }));

test('a file that no version has read yet is only marked', () =>
  withStore(async (store) => {
    const folds: string[] = [];
    await replayAfterUpdate(deps(store, folds));
    expect(folds).toEqual([]);
    expect(readLocal(store.persons, 'version-donnees', z.string())).toBe(dataVersion);
  }));
