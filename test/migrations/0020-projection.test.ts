import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProjection } from '../../main/core/candidats/for-sync.ts';
import { migrate } from '../../main/core/store/migrate.ts';
import * as initial from '../../main/core/store/migrations/0010-initial.ts';
import { connect, type Sqlite } from '../../main/core/store/sqlite.ts';
import { openStore, type Store } from '../../main/core/store/store.ts';
import { replayAfterUpdate } from '../../main/core/sync/replay.ts';

const keyHex = 'ef'.repeat(32);
const flux = '00000002-0000-4000-8000-000000000001';
const dossier = '00000001-0000-4000-8000-000000000001';
const corps = JSON.stringify({
  ine: '123456781AB',
  nom: 'TARDIVEL',
  prenom: 'Maëlys',
  prenoms_autres: [],
  adresse: { lignes: [], code_postal: null, ville: 'LYON', pays: null },
  telephones: [],
  emails: [],
  etablissement_origine: null,
  campagne: 2026,
});

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

/** A file as version 10 left it, its first sync done or under way. */
function formerFile(premiere: 'faite' | 'en-cours'): void {
  const db: Sqlite = connect(file, keyHex, undefined);
  migrate(db, file, [{ version: initial.version, up: (on) => on.exec(initial.tables) }]);
  if (premiere === 'faite') db.exec(initial.deferred);
  db.prepare('INSERT INTO local VALUES (?, ?), (?, ?)').run(
    ...['premiere', JSON.stringify(premiere), 'version-donnees', JSON.stringify('yesterday')],
  );
  db.prepare(
    "INSERT INTO flux (id, genre, nom, entree, campagne, droits, curseur, tete) VALUES (?, 'relation', 'CFA', '{}', 2026, 'complets', 1, 1)",
  ).run(flux);
  db.prepare(
    "INSERT INTO ligne (id, flux, seq, type, v, dossier, corps, generation, lecture) VALUES (?, ?, 1, 'dossier', 1, ?, ?, 0, 'lue')",
  ).run(dossier, flux, dossier, corps);
  db.prepare('INSERT INTO brouillon VALUES (?, ?, ?)').run(dossier, 'Rappeler lundi', '');
  db.prepare("INSERT INTO dossier_etat VALUES (?, ?, '123456781AB', ?)").run(dossier, flux, dossier);
  db.prepare(
    "INSERT INTO candidat VALUES (1, ?, 'tardivel maelys', 'A_APPELER', 1, 1, '~', '', '', NULL, NULL, NULL, 0, 'x', '[]', '{}')",
  ).run(dossier);
  db.prepare("INSERT INTO compteur VALUES ('total', 1)").run();
  db.close();
}

function openNow(): Store {
  const opened = openStore({ file, keyHex, mode: 'normal' });
  if (!opened.ok) throw new Error(opened.error.code);
  store = opened.value;
  return store;
}

describe('version 20', () => {
  test('keeps rows, bodies and what people wrote; the update folds everybody again', async () => {
    formerFile('faite');
    const opened = openNow();
    expect(opened.mode).toBe('normal');
    expect(opened.bulk.prepare('SELECT id, seq, corps FROM ligne JOIN ligne_corps USING (rang)').all()).toEqual([
      { id: dossier, seq: 1, corps },
    ]);
    expect(opened.bulk.prepare('SELECT texte FROM brouillon').pluck().all()).toEqual(['Rappeler lundi']);
    expect(opened.bulk.prepare('SELECT count(*) FROM candidat').pluck().get()).toBe(0);
    const { projectAll } = createProjection(opened);
    const replayed = await replayAfterUpdate({
      store: opened,
      projectAll,
      breathe: async () => undefined,
      onFolded: () => undefined,
    });
    expect(replayed.ok).toBe(true);
    expect(opened.bulk.prepare('SELECT id, nom_tri FROM candidat').all()).toEqual([
      { id: dossier, nom_tri: 'tardivel maelys' },
    ]);
    expect(opened.bulk.prepare("SELECT nombre FROM compteur WHERE cle = 'total'").pluck().get()).toBe(1);
    expect(
      opened.bulk.prepare("SELECT count(*) FROM candidat_texte WHERE candidat_texte MATCH 'maelys'").pluck().get(),
    ).toBe(1);
  });

  test('a first sync that was under way starts again', () => {
    formerFile('en-cours');
    const opened = openNow();
    expect(opened.mode).toBe('premiere');
    expect(opened.bulk.prepare('SELECT count(*) FROM ligne').pluck().get()).toBe(0);
    expect(opened.bulk.prepare('SELECT curseur FROM flux').pluck().all()).toEqual([0]);
    expect(opened.bulk.prepare('SELECT texte FROM brouillon').pluck().all()).toEqual(['Rappeler lundi']);
  });

  test('a row that leaves takes its body with it', () => {
    formerFile('faite');
    const opened = openNow();
    opened.bulk.prepare('DELETE FROM ligne').run();
    expect(opened.bulk.prepare('SELECT count(*) FROM ligne_corps').pluck().get()).toBe(0);
  });

  test('every table is STRICT', () => {
    formerFile('faite');
    const loose = openNow()
      .bulk.prepare(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
      )
      .all();
    expect(loose).toEqual([]);
  });
});
