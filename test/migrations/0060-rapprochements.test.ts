import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectAll } from '../../main/core/candidats/projection.ts';
import { migrate } from '../../main/core/store/migrate.ts';
import * as initial from '../../main/core/store/migrations/0010-initial.ts';
import * as projection from '../../main/core/store/migrations/0020-projection.ts';
import * as listes from '../../main/core/store/migrations/0030-listes.ts';
import * as importMain from '../../main/core/store/migrations/0040-import.ts';
import * as demandes from '../../main/core/store/migrations/0050-demandes.ts';
import { connect, type Sqlite } from '../../main/core/store/sqlite.ts';
import { openStore } from '../../main/core/store/store.ts';
import { replayAfterUpdate } from '../../main/core/sync/replay.ts';

const keyHex = 'ef'.repeat(32);
const dossier = '00000001-0000-4000-8000-000000000001';
const corps = JSON.stringify({
  ine: null,
  nom: 'VAUTRIN',
  prenom: 'Inès',
  prenoms_autres: [],
  adresse: { lignes: [], code_postal: null, ville: null, pays: null },
  telephones: [{ brut: 'x', e164: '+33639981201', confiance: 'sure', correction: null, origine: 'personnel' }],
  emails: [],
  etablissement_origine: null,
  campagne: 2026,
});
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-migration-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a file of version 50 keeps its people, who are found by their contacts once folded again', async () => {
  const file = join(folder, 'rappel.db');
  const former: Sqlite = connect(file, keyHex, undefined);
  const steps = [initial, projection, listes, importMain, demandes].map(({ version, tables }) => ({
    version,
    up: (db: Sqlite): void => {
      db.exec(tables);
    },
  }));
  expect(migrate(former, file, steps)).toMatchObject({ ok: true });
  former.exec(projection.deferred);
  former.exec(`INSERT INTO local VALUES ('premiere', '"faite"');
    INSERT INTO flux (id, genre, nom, entree, campagne, droits) VALUES ('f', 'relation', 'CFA', '{}', 2026, 'complets');
    INSERT INTO ligne (rang, id, flux, seq, type, v, dossier, generation, lecture)
      VALUES (1, '${dossier}', 'f', 1, 'dossier', 1, NULL, 0, 'lue');
    INSERT INTO dossier_etat (dossier, flux, ine, candidat) VALUES ('${dossier}', 'f', NULL, '${dossier}');`);
  former.prepare('INSERT INTO ligne_corps (rang, corps) VALUES (1, ?)').run(corps);
  former.close();

  const opened = openStore({ file, keyHex, mode: 'normal' });
  if (!opened.ok) throw new Error(opened.error.code);
  const store = opened.value;
  try {
    expect(store.persons.pragma('user_version', { simple: true })).toBeGreaterThanOrEqual(60);
    const contacts = store.persons.prepare('SELECT cle FROM contact').pluck();
    expect(contacts.all()).toEqual([]);
    const replayed = await replayAfterUpdate({
      store,
      projectAll: () => projectAll(store),
      breathe: async () => undefined,
      onFolded: () => undefined,
    });
    expect(replayed.ok).toBe(true);
    expect(contacts.all()).toEqual(['+33639981201']);
    expect(store.persons.prepare('SELECT dossier FROM dossier_etat').pluck().all()).toEqual([dossier]);
    expect(store.persons.prepare('SELECT * FROM rapprochement_ecarte').all()).toEqual([]);
  } finally {
    store.close();
  }
});
