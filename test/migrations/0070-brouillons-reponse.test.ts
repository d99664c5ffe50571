import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../main/core/store/migrate.ts';
import * as initial from '../../main/core/store/migrations/0010-initial.ts';
import * as projection from '../../main/core/store/migrations/0020-projection.ts';
import * as listes from '../../main/core/store/migrations/0030-listes.ts';
import * as importMain from '../../main/core/store/migrations/0040-import.ts';
import * as demandes from '../../main/core/store/migrations/0050-demandes.ts';
import * as rapprochements from '../../main/core/store/migrations/0060-rapprochements.ts';
import { connect, type Sqlite } from '../../main/core/store/sqlite.ts';
import { openStore, type Store } from '../../main/core/store/store.ts';
import { dataVersion } from '../../main/core/sync/replay.ts';

const keyHex = 'ef'.repeat(32);
let folder = '';
let store: Store;

/** A file of version 60, with a note begun about somebody and an answer that waits to leave. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-migration-'));
  const file = join(folder, 'rappel.db');
  const former: Sqlite = connect(file, keyHex, undefined);
  const steps = [initial, projection, listes, importMain, demandes, rapprochements].map(({ version, tables }) => ({
    version,
    up: (db: Sqlite): void => {
      db.exec(tables);
    },
  }));
  expect(migrate(former, file, steps)).toMatchObject({ ok: true });
  former.exec(projection.deferred);
  former.exec(`INSERT INTO local VALUES ('premiere', '"faite"'), ('version-donnees', '${JSON.stringify(dataVersion)}');
    INSERT INTO flux (id, genre, nom, entree, campagne, droits) VALUES ('f', 'relation', 'CFA', '{}', 2026, 'complets');
    INSERT INTO ligne (rang, id, flux, seq, type, v, dossier, generation, lecture)
      VALUES (1, 'demande-1', 'f', 1, 'demande', 1, 'd', 0, 'lue');
    INSERT INTO brouillon VALUES ('d', 'Sa mère rappellera.', '2026-06-03T09:00:00.000Z');
    INSERT INTO saisie (acte, flux, dossier, type, corps, fait_le, envoyable_le, etat)
      VALUES ('a', 'f', 'd', 'reponse', '{}', '2026-06-03T09:00:00.000Z', '2026-06-03T09:00:10.000Z', 'a_envoyer');`);
  former.close();
  const opened = openStore({ file, keyHex, mode: 'normal' });
  if (!opened.ok) throw new Error(opened.error.code);
  store = opened.value;
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const all = (sql: string): unknown[] => store.persons.prepare(sql).all();
const begin = (demande: string, reponse: string | null = null): void => {
  store.persons
    .prepare("INSERT INTO brouillon_reponse VALUES (?, 'd', 'Bonjour', '2026-06-03T09:00:00.000Z', ?)")
    .run(demande, reponse);
};

test('a file of version 60 keeps what it holds, folds nothing again, and takes answers begun', () => {
  expect(store.persons.pragma('user_version', { simple: true })).toBeGreaterThanOrEqual(70);
  expect(all('SELECT texte FROM brouillon')).toEqual([{ texte: 'Sa mère rappellera.' }]);
  expect(all('SELECT acte, etat FROM saisie')).toEqual([{ acte: 'a', etat: 'a_envoyer' }]);
  expect(all("SELECT valeur FROM local WHERE cle = 'version-donnees'")).toEqual([
    { valeur: JSON.stringify(dataVersion) },
  ]);
  expect(all('SELECT * FROM brouillon_reponse')).toEqual([]);
  begin('demande-1');
  expect(() => begin('demande-1')).toThrow(/UNIQUE/);
});

test('a draft goes with the row of its demande, and one put aside with its answer', () => {
  begin('demande-1');
  begin('demande-2', 'a');
  begin('demande-3', 'b');
  store.persons.exec("UPDATE saisie SET etat = 'en_vol' WHERE acte = 'a'");
  expect(all('SELECT demande FROM brouillon_reponse')).toHaveLength(3);
  store.persons.exec("DELETE FROM saisie WHERE acte = 'a'");
  store.persons.exec("DELETE FROM ligne WHERE flux = 'f'");
  expect(all('SELECT demande FROM brouillon_reponse')).toEqual([{ demande: 'demande-3' }]);
});

test('an emptied answer keeps nothing aside', () => {
  begin('demande-2', 'a');
  store.persons.exec("UPDATE saisie SET etat = 'squelette', corps = '{}' WHERE acte = 'a'");
  expect(all('SELECT * FROM brouillon_reponse')).toEqual([]);
});
