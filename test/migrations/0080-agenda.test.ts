import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countAgenda } from '../../main/core/agenda/compteurs.ts';
import { lireCreneau } from '../../main/core/agenda/creneau-lu.ts';
import { listerLieux } from '../../main/core/agenda/lieux.ts';
import { createProjection } from '../../main/core/candidats/for-sync.ts';
import { migrate } from '../../main/core/store/migrate.ts';
import * as initial from '../../main/core/store/migrations/0010-initial.ts';
import * as projection from '../../main/core/store/migrations/0020-projection.ts';
import * as listes from '../../main/core/store/migrations/0030-listes.ts';
import * as importMain from '../../main/core/store/migrations/0040-import.ts';
import * as demandes from '../../main/core/store/migrations/0050-demandes.ts';
import * as rapprochements from '../../main/core/store/migrations/0060-rapprochements.ts';
import * as brouillons from '../../main/core/store/migrations/0070-brouillons-reponse.ts';
import { connect, type Sqlite } from '../../main/core/store/sqlite.ts';
import { openStore, type Store } from '../../main/core/store/store.ts';
import { replayAfterUpdate } from '../../main/core/sync/replay.ts';
import { corpsDe, creneauId, reservationId } from '../unit/core/agenda/bureau.ts';
import {
  acteCorps,
  demandeCorps,
  demandeId,
  dossierCorps,
  dossierId,
  fluxId,
  idOf,
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

const cree = {
  ...acteCorps({
    id: idOf(6, 1),
    flux: fluxId(1),
    dossier: creneauId(1),
    type: 'creneau-cree',
    corps: corpsDe(creneauId(1)),
  }),
  recu_le: '2026-06-01T08:00:00.000Z',
  fait_corrige_le: '2026-06-01T08:00:00.000Z',
  heure_incertaine: false,
  compte: null,
  poste: null,
  poste_nom: null,
  effet: 'aucun',
};
const reservation = {
  dossier: dossierId(1),
  creneau: creneauId(1),
  demande: null,
  etat: 'confirmee',
  motif: null,
  genre: 'reunion',
  debut: '2026-06-10T12:00:00.000Z',
  fin: '2026-06-10T13:00:00.000Z',
  rang: 1,
  demandee_le: '2026-06-01T08:00:00.000Z',
  etat_le: '2026-06-01T08:00:00.000Z',
  expire_le: null,
  source: 'public',
  remplace: null,
};

/** A file as version 70 left it: it kept raw what it could not read, and drew no agenda. */
function formerFile(premiere: 'faite' | 'en-cours', dataVersion: string | null): void {
  const db: Sqlite = connect(file, keyHex, undefined);
  const all = [initial, projection, listes, importMain, demandes, rapprochements, brouillons];
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
  const rows = [
    { id: dossierId(1), type: 'dossier', dossier: dossierId(1), corps: dossierCorps(), lecture: 'lue' },
    { id: demandeId(1), type: 'demande', dossier: dossierId(1), corps: demandeCorps(dossierId(1)), lecture: 'lue' },
    { id: reservationId(1), type: 'reservation', dossier: dossierId(1), corps: reservation, lecture: 'inconnue' },
    { id: cree.id, type: 'acte', dossier: creneauId(1), corps: cree, lecture: 'lue' },
  ];
  for (const [index, { id, type, dossier, corps, lecture }] of rows.entries()) {
    db.prepare(
      'INSERT INTO ligne (rang, id, flux, seq, type, v, dossier, generation, lecture) VALUES (?, ?, ?, ?, ?, 1, ?, 0, ?)',
    ).run(index + 1, id, fluxId(1), index + 1, type, dossier, lecture);
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

/** What the screens ask. */
const shown = (opened: Store) => ({
  lu: lireCreneau(opened.persons, creneauId(1)),
  aNoter: countAgenda(opened.persons, '2026-06-11T08:00:00.000Z').aNoter,
  formations: listerLieux(opened.persons).lieux[0]?.formations,
});
const everything = {
  lu: {
    ok: true,
    value: { creneau: { comptes: { prises: 1 } }, inscriptions: [{ nom: 'TARDIVEL', etat: 'confirmee' }] },
  },
  aNoter: 1,
  formations: [{ cle: 'cle#L01', intitule: 'CAP CUISINE' }],
};

describe('version 80', () => {
  test.each(['projection:60', null])('shows the agenda that a file already held (data version %s)', async (known) => {
    formerFile('faite', known);
    const opened = openNow();
    expect(shown(opened)).toMatchObject({ lu: { ok: false }, aNoter: 0, formations: [] });
    expect((await replay(opened)).ok).toBe(true);
    expect(shown(opened)).toMatchObject(everything);
  });

  test('a first sync that was under way goes on, and everything is folded after it', async () => {
    formerFile('en-cours', null);
    const opened = openNow();
    expect(opened.mode).toBe('premiere');
    for (const step of createProjection(opened).first().settle()) expect(step.ok).toBe(true);
    expect(opened.finishFirstSync().ok).toBe(true);
    expect((await replay(opened)).ok).toBe(true);
    expect(shown(opened)).toMatchObject(everything);
  });

  test('refuses a state that no version knows', () => {
    formerFile('faite', null);
    const { bulk } = openNow();
    const creneau = bulk.prepare(
      `INSERT INTO creneau_etat (id, flux, etat, debut, fin, montre, a_noter, en_attente, a_departager, corps)
       VALUES ('c', 'f', ?, 'x', 'y', 1, 0, 0, 0, '{}')`,
    );
    expect(() => creneau.run('ferme')).toThrow(/CHECK/);
    creneau.run('prevu');
    const une = bulk.prepare(
      `INSERT INTO reservation_etat (dossier, id, flux, creneau, etat, debut, fin, assiduite, refusee, a_rappeler, corps)
       VALUES ('d', 'r', 'f', 'c', ?, 'x', 'y', ?, 0, 0, '{}')`,
    );
    expect(() => une.run('perdue', null)).toThrow(/CHECK/);
    expect(() => une.run('confirmee', 'endormi')).toThrow(/CHECK/);
    une.run('confirmee', 'present');
    expect(() => une.run('confirmee', null)).toThrow(/UNIQUE/);
  });
});
