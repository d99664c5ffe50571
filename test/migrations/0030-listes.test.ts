import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProjection } from '../../main/core/candidats/for-sync.ts';
import { readCartes } from '../../main/core/listes/cartes.ts';
import { migrate } from '../../main/core/store/migrate.ts';
import * as initial from '../../main/core/store/migrations/0010-initial.ts';
import * as projection from '../../main/core/store/migrations/0020-projection.ts';
import { connect, type Sqlite } from '../../main/core/store/sqlite.ts';
import { openStore, type Store } from '../../main/core/store/store.ts';
import { replayAfterUpdate } from '../../main/core/sync/replay.ts';
import {
  dossierCorps,
  dossierId,
  fluxId,
  idOf,
  transmissionCorps,
  transmissionId,
  voeuCorps,
} from '../unit/core/candidats/poste.ts';

const keyHex = 'ef'.repeat(32);
let folder = '';
let file = '';
let store: Store | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-migration-'));
  file = join(folder, 'rappel.db');
});
afterEach(() => {
  store?.close();
  store = null;
  rmSync(folder, { recursive: true, force: true });
});

/** A file as version 20 left it: two people drawn, no count of their list. */
function formerFile(premiere: 'faite' | 'en-cours', dataVersion: string | null): void {
  const db: Sqlite = connect(file, keyHex, undefined);
  const steps = [initial, projection].map(({ version, tables }) => ({
    version,
    up: (on: Sqlite): unknown => on.exec(tables),
  }));
  migrate(
    db,
    file,
    steps.map(({ version, up }) => ({ version, up: (on) => void up(on) })),
  );
  if (premiere === 'faite') db.exec(projection.deferred);
  const local = db.prepare('INSERT INTO local VALUES (?, ?)');
  local.run('premiere', JSON.stringify(premiere));
  if (dataVersion !== null) local.run('version-donnees', JSON.stringify(dataVersion));
  db.prepare(
    "INSERT INTO flux (id, genre, nom, entree, campagne, droits, curseur, tete, verifie_tete) VALUES (?, 'relation', 'CFA', '{}', 2026, 'complets', 9, 9, 9)",
  ).run(fluxId(1));
  const insert = db.prepare(
    "INSERT INTO ligne (rang, id, flux, seq, type, v, dossier, generation, lecture) VALUES (?, ?, ?, ?, ?, 1, ?, 0, 'lue')",
  );
  const insertCorps = db.prepare('INSERT INTO ligne_corps (rang, corps) VALUES (?, ?)');
  let rang = 0;
  const put = (id: string, type: string, dossier: string | null, corps: unknown): void => {
    rang += 1;
    insert.run(rang, id, fluxId(1), rang, type, dossier);
    insertCorps.run(rang, JSON.stringify(corps));
  };
  for (const n of [1, 2]) {
    put(dossierId(n), 'dossier', dossierId(n), dossierCorps());
    put(idOf(5, n), 'voeu', dossierId(n), voeuCorps(dossierId(n), n === 1 ? {} : { etat: 'retire' }));
    db.prepare('INSERT INTO dossier_etat (dossier, flux, ine, candidat) VALUES (?, ?, NULL, ?)').run(
      ...[dossierId(n), fluxId(1), dossierId(n)],
    );
  }
  put(transmissionId(1), 'transmission', null, transmissionCorps(1));
  db.close();
}

function openNow(): Store {
  const opened = openStore({ file, keyHex, mode: 'normal' });
  if (!opened.ok) throw new Error(opened.error.code);
  store = opened.value;
  return store;
}

const replay = (opened: Store) =>
  replayAfterUpdate({
    store: opened,
    projectAll: createProjection(opened).projectAll,
    breathe: async () => undefined,
    onFolded: () => undefined,
  });

describe('version 30', () => {
  test.each(['20', null])('counts the lists of a file that had none (data version %s)', async (dataVersion) => {
    formerFile('faite', dataVersion);
    const opened = openNow();
    expect(readCartes(opened.persons).cartes[0]).toMatchObject({ voeux: 0, candidats: 0, retires: 0 });
    expect((await replay(opened)).ok).toBe(true);
    expect(readCartes(opened.persons).cartes[0]).toMatchObject({
      voeux: 1,
      candidats: 1,
      retires: 1,
      accueils: [{ cle: '0690002B', candidats: 1 }],
      constats: [],
    });
  });

  test('proves again what was proved, so that the transmissions get their hour', () => {
    formerFile('faite', '20');
    expect(openNow().bulk.prepare('SELECT verifie_tete, curseur FROM flux').all()).toEqual([
      { verifie_tete: -1, curseur: 9 },
    ]);
  });

  test('a first sync that was under way goes on, and everything is folded after it', async () => {
    formerFile('en-cours', null);
    const opened = openNow();
    expect(opened.mode).toBe('premiere');
    expect(opened.bulk.prepare('SELECT curseur FROM flux').pluck().all()).toEqual([9]);
    for (const step of createProjection(opened).first().settle()) expect(step.ok).toBe(true);
    expect(opened.finishFirstSync().ok).toBe(true);
    expect((await replay(opened)).ok).toBe(true);
    expect(readCartes(opened.persons).cartes[0]).toMatchObject({ voeux: 1, candidats: 1, retires: 1 });
  });

  test('every table is STRICT, and a mark that no version knows is refused', () => {
    formerFile('faite', '20');
    const { bulk } = openNow();
    const loose = bulk
      .prepare(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
      )
      .all();
    expect(loose).toEqual([]);
    expect(() => bulk.prepare("UPDATE dossier_etat SET marque = 'autre'").run()).toThrow(/CHECK/);
  });
});
