import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compterAppels } from '../../main/core/appels/compteurs.ts';
import { lireFile } from '../../main/core/appels/file.ts';
import { passer } from '../../main/core/appels/passages.ts';
import { createProjection } from '../../main/core/candidats/for-sync.ts';
import { migrate } from '../../main/core/store/migrate.ts';
import * as initial from '../../main/core/store/migrations/0010-initial.ts';
import * as projection from '../../main/core/store/migrations/0020-projection.ts';
import * as listes from '../../main/core/store/migrations/0030-listes.ts';
import * as importMain from '../../main/core/store/migrations/0040-import.ts';
import * as demandes from '../../main/core/store/migrations/0050-demandes.ts';
import * as rapprochements from '../../main/core/store/migrations/0060-rapprochements.ts';
import * as brouillons from '../../main/core/store/migrations/0070-brouillons-reponse.ts';
import * as agenda from '../../main/core/store/migrations/0080-agenda.ts';
import { connect, type Sqlite } from '../../main/core/store/sqlite.ts';
import { openStore, type Store } from '../../main/core/store/store.ts';
import { replayAfterUpdate } from '../../main/core/sync/replay.ts';
import { acteCorps, dossierCorps, dossierId, fluxId, idOf, phone, voeuCorps } from '../unit/core/candidats/poste.ts';

const keyHex = 'cd'.repeat(32);
const maintenant = '2026-06-09T07:00:00.000Z';
const hier = '2026-06-08T07:30:00.000Z';
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

/** An acte that the server holds. */
const recu = (n: number, dossier: string, type: string, corps: Record<string, unknown>) => ({
  ...acteCorps({ id: idOf(6, n), flux: fluxId(1), dossier, type, corps, fait_le: hier }),
  recu_le: hier,
  fait_corrige_le: hier,
  heure_incertaine: false,
  compte: null,
  poste: null,
  poste_nom: null,
  effet: 'aucun',
});
const appel = { sens: 'emis', numero: '+33639981202', interlocuteur: null, disposition: 'SANS_REPONSE' };
const rappel = { quoi: 'rappeler', le: '2026-06-09T06:30:00.000Z', precision: 'heure', qui: null };

/** A file as version 80 left it: it knew people and what was done, and no queue. */
function formerFile(premiere: 'faite' | 'en-cours', dataVersion: string | null): void {
  const db: Sqlite = connect(file, keyHex, undefined);
  const all = [initial, projection, listes, importMain, demandes, rapprochements, brouillons, agenda];
  const steps = all.map(({ version, tables }) => ({
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
  const people = [1, 2, 3].flatMap((n) => [
    {
      id: dossierId(n),
      type: 'dossier',
      dossier: dossierId(n),
      corps: dossierCorps({ nom: `NOM ${n}`, telephones: [phone('+33639981202')] }),
    },
    { id: idOf(5, n), type: 'voeu', dossier: dossierId(n), corps: voeuCorps(dossierId(n)) },
  ]);
  const actes = [recu(1, dossierId(2), 'appel', appel), recu(2, dossierId(3), 'prochaine-action', rappel)];
  const rows = [...people, ...actes.map((corps) => ({ id: corps.id, type: 'acte', dossier: corps.dossier, corps }))];
  for (const [index, { id, type, dossier, corps }] of rows.entries()) {
    db.prepare(
      "INSERT INTO ligne (rang, id, flux, seq, type, v, dossier, generation, lecture) VALUES (?, ?, ?, ?, ?, 1, ?, 0, 'lue')",
    ).run(index + 1, id, fluxId(1), index + 1, type, dossier);
    db.prepare('INSERT INTO ligne_corps (rang, corps) VALUES (?, ?)').run(index + 1, JSON.stringify(corps));
  }
  for (const n of [1, 2, 3])
    db.prepare('INSERT INTO dossier_etat (dossier, flux, ine, candidat) VALUES (?, ?, NULL, ?)').run(
      ...[dossierId(n), fluxId(1), dossierId(n)],
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

const places = (opened: Store) => {
  const { entrees, total } = lireFile(opened.persons, { qui: null, now: maintenant }, 50);
  return { motifs: entrees.map(({ candidat, motif }) => [Number(candidat.slice(-12)), motif]), total };
};
const everything = {
  motifs: [
    [3, 'rappel'],
    [1, 'jamais_appele'],
    [2, 'reessai'],
  ],
  total: 3,
};

describe('version 90', () => {
  test.each(['projection:80', null])('gives the people of a file their places (data version %s)', async (known) => {
    formerFile('faite', known);
    const opened = openNow();
    expect(places(opened)).toEqual({ motifs: [], total: 0 });
    expect((await replay(opened)).ok).toBe(true);
    expect(places(opened)).toEqual(everything);
    expect(compterAppels(opened.persons, maintenant, null)).toEqual({ aAppeler: 3, plus: false, rappelsDus: 1 });
  });

  test('a first sync that was under way goes on, and everybody has a place after it', async () => {
    formerFile('en-cours', null);
    const opened = openNow();
    expect(opened.mode).toBe('premiere');
    for (const step of createProjection(opened).first().settle()) expect(step.ok).toBe(true);
    expect(opened.finishFirstSync().ok).toBe(true);
    expect((await replay(opened)).ok).toBe(true);
    expect(places(opened)).toEqual(everything);
  });

  test('a rebuild gives the same places and the same counters, and forgets nobody who was skipped', async () => {
    formerFile('faite', null);
    const opened = openNow();
    expect((await replay(opened)).ok).toBe(true);
    const passed = opened.writePersons((db) => passer(db, dossierId(1), { now: maintenant, fuseau: 'Europe/Paris' }));
    expect(passed.ok).toBe(true);
    const before = compterAppels(opened.persons, maintenant, null);
    for (const _ of createProjection(opened).projectAll());
    expect(compterAppels(opened.persons, maintenant, null)).toEqual(before);
    expect(places(opened).motifs).toEqual([
      [3, 'rappel'],
      [2, 'reessai'],
      [1, 'jamais_appele'],
    ]);
  });

  test('a purge takes the places with the people', async () => {
    formerFile('faite', null);
    const opened = openNow();
    expect((await replay(opened)).ok).toBe(true);
    opened.write(opened.bulk, () => {
      opened.bulk.prepare('DELETE FROM ligne WHERE flux = ?').run(fluxId(1));
      createProjection(opened).forget(opened.bulk, [1, 2, 3].map(dossierId));
    });
    expect(places(opened)).toEqual({ motifs: [], total: 0 });
    expect(compterAppels(opened.persons, maintenant, null)).toEqual({ aAppeler: 0, plus: false, rappelsDus: 0 });
  });

  test('refuses a state that no version knows', () => {
    formerFile('faite', null);
    const { bulk } = openNow();
    const lot = bulk.prepare("INSERT INTO lot (id, geste, cree_le, etat) VALUES ('l', 'affecter', 'x', ?)");
    expect(() => lot.run('perdu')).toThrow(/CHECK/);
    lot.run('en-cours');
    const membre = bulk.prepare("INSERT INTO lot_candidat (lot, rang, candidat, etat) VALUES ('l', 1, 'c', ?)");
    expect(() => membre.run('perdu')).toThrow(/CHECK/);
    const partage = bulk.prepare("INSERT INTO partage_local (id, genre, ecrit_le, etat) VALUES ('p', ?, 'x', ?)");
    expect(() => partage.run('autre', 'recu')).toThrow(/CHECK/);
    expect(() => partage.run('vue', 'perdu')).toThrow(/CHECK/);
  });
});
