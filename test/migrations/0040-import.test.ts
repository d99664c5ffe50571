import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../main/core/store/migrate.ts';
import * as initial from '../../main/core/store/migrations/0010-initial.ts';
import * as projection from '../../main/core/store/migrations/0020-projection.ts';
import * as listes from '../../main/core/store/migrations/0030-listes.ts';
import { connect, type Sqlite } from '../../main/core/store/sqlite.ts';
import { openStore } from '../../main/core/store/store.ts';
import { countOutbox } from '../../main/core/sync/outbox.ts';

const keyHex = 'ef'.repeat(32);
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-migration-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file of version 30 keeps its people and its actes, and gets an empty staging', () => {
  const file = join(folder, 'rappel.db');
  const former: Sqlite = connect(file, keyHex, undefined);
  const steps = [initial, projection, listes].map(({ version, tables }) => ({
    version,
    up: (db: Sqlite): void => {
      db.exec(tables);
    },
  }));
  expect(migrate(former, file, steps)).toMatchObject({ ok: true });
  former.exec(projection.deferred);
  former.exec(`INSERT INTO local VALUES ('premiere', '"faite"');
    INSERT INTO saisie (acte, flux, dossier, type, corps, fait_le, envoyable_le, etat)
      VALUES ('a', 'f', 'd', 'note', '{}', 'x', 'x', 'a_envoyer');
    INSERT INTO dossier_etat (dossier, flux, ine, candidat) VALUES ('d', 'f', NULL, 'd');`);
  former.close();

  const opened = openStore({ file, keyHex, mode: 'normal' });
  if (!opened.ok) throw new Error(opened.error.code);
  const { persons } = opened.value;
  try {
    expect(persons.pragma('user_version', { simple: true })).toBeGreaterThanOrEqual(40);
    expect(countOutbox(persons)).toEqual({ a_envoyer: 1, en_vol: 0, a_revoir: 0 });
    expect(persons.prepare('SELECT dossier FROM dossier_etat').all()).toEqual([{ dossier: 'd' }]);
    for (const table of ['arrivee', 'arrivee_anomalie', 'arrivee_connue', 'arrivee_ligne', 'personne_effacee']) {
      expect(persons.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
    }
  } finally {
    opened.value.close();
  }
});

test('the partial indexes hold what is local, and nothing else', () => {
  const opened = openStore({ file: join(folder, 'rappel.db'), keyHex, mode: 'normal' });
  if (!opened.ok) throw new Error(opened.error.code);
  const { persons } = opened.value;
  try {
    const insert = persons.prepare("INSERT INTO dossier_etat (dossier, flux, ine, candidat) VALUES (?, ?, NULL, 'c')");
    insert.run('a', 'local:x');
    insert.run('b', 'x');
    const local = persons.prepare(
      "SELECT dossier FROM dossier_etat INDEXED BY dossier_etat_local WHERE substr(flux, 1, 6) = 'local:'",
    );
    expect(local.all()).toEqual([{ dossier: 'a' }]);
  } finally {
    opened.value.close();
  }
});
