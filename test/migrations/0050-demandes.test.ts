import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProjection } from '../../main/core/candidats/for-sync.ts';
import { countDemandes } from '../../main/core/demandes/compteurs.ts';
import { migrate } from '../../main/core/store/migrate.ts';
import * as initial from '../../main/core/store/migrations/0010-initial.ts';
import * as projection from '../../main/core/store/migrations/0020-projection.ts';
import * as listes from '../../main/core/store/migrations/0030-listes.ts';
import * as importMain from '../../main/core/store/migrations/0040-import.ts';
import { connect, type Sqlite } from '../../main/core/store/sqlite.ts';
import { openStore, type Store } from '../../main/core/store/store.ts';
import { replayAfterUpdate } from '../../main/core/sync/replay.ts';
import { demandeCorps, demandeId, dossierCorps, dossierId, fluxId } from '../unit/core/candidats/poste.ts';

const keyHex = 'ef'.repeat(32);
const now = '2026-06-03T08:00:00.000Z';
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

/** A file as version 40 left it: a demande that came and that no inbox shows. */
function formerFile(premiere: 'faite' | 'en-cours', dataVersion: string | null): void {
  const db: Sqlite = connect(file, keyHex, undefined);
  const steps = [initial, projection, listes, importMain].map(({ version, tables }) => ({
    version,
    up: (on: Sqlite): void => {
      on.exec(tables);
    },
  }));
  expect(migrate(db, file, steps)).toMatchObject({ ok: true });
  if (premiere === 'faite') db.exec(projection.deferred);
  const local = db.prepare('INSERT INTO local VALUES (?, ?)');
  local.run('premiere', JSON.stringify(premiere));
  if (dataVersion !== null) local.run('version-donnees', JSON.stringify(dataVersion));
  db.prepare(
    "INSERT INTO flux (id, genre, nom, entree, campagne, droits, curseur, tete) VALUES (?, 'relation', 'CFA', '{}', 2026, 'complets', 9, 9)",
  ).run(fluxId(1));
  const rows = [
    { id: dossierId(1), type: 'dossier', corps: dossierCorps() },
    { id: demandeId(1), type: 'demande', corps: demandeCorps(dossierId(1)) },
  ];
  for (const [index, { id, type, corps }] of rows.entries()) {
    db.prepare(
      "INSERT INTO ligne (rang, id, flux, seq, type, v, dossier, generation, lecture) VALUES (?, ?, ?, ?, ?, 1, ?, 0, 'lue')",
    ).run(index + 1, id, fluxId(1), index + 1, type, dossierId(1));
    db.prepare('INSERT INTO ligne_corps (rang, corps) VALUES (?, ?)').run(index + 1, JSON.stringify(corps));
  }
  db.prepare('INSERT INTO dossier_etat (dossier, flux, ine, candidat) VALUES (?, ?, NULL, ?)').run(
    ...[dossierId(1), fluxId(1), dossierId(1)],
  );
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

describe('version 50', () => {
  test.each(['projection:30', null])('shows the demandes that a file already held (data version %s)', async (known) => {
    formerFile('faite', known);
    const opened = openNow();
    expect(countDemandes(opened.persons, now).ouvertes).toBe(0);
    expect((await replay(opened)).ok).toBe(true);
    expect(countDemandes(opened.persons, now)).toEqual({ ouvertes: 1, avantCeSoir: 0, depassees: 0, retenues: 0 });
  });

  test('a first sync that was under way goes on, and everything is folded after it', async () => {
    formerFile('en-cours', null);
    const opened = openNow();
    expect(opened.mode).toBe('premiere');
    expect(opened.bulk.prepare('SELECT curseur FROM flux').pluck().all()).toEqual([9]);
    for (const step of createProjection(opened).first().settle()) expect(step.ok).toBe(true);
    expect(opened.finishFirstSync().ok).toBe(true);
    expect((await replay(opened)).ok).toBe(true);
    expect(countDemandes(opened.persons, now).ouvertes).toBe(1);
  });

  test('refuses a state that no version knows', () => {
    formerFile('faite', null);
    const insert = openNow().bulk.prepare(
      `INSERT INTO demande_etat (dossier, id, flux, ouverte, suite, echeance, finie_le, retenue, vue, essais)
       VALUES ('d', 'i', 'f', 1, ?, 'x', '', 0, 0, 0)`,
    );
    expect(() => insert.run('oubliee')).toThrow(/CHECK/);
    expect(() => insert.run('suivie')).not.toThrow();
    expect(() => insert.run('suivie')).toThrow(/UNIQUE/);
  });
});
