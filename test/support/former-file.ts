import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

const keyHex = 'ef'.repeat(32);
const versions = [initial, projection, listes, importMain, demandes, rapprochements, brouillons, agenda];

export interface Ancien {
  /** The last migration that the file had. */
  version: number;
  premiere: 'faite' | 'en-cours';
  /** What its projection was folded by; null when nothing says it. */
  dataVersion: string | null;
  flux: string;
  /** As the server sent them, all in one list. */
  lignes: readonly { id: string; type: string; dossier: string | null; corps: unknown; lecture?: 'lue' | 'inconnue' }[];
  /** Those that were drawn already. */
  dossiers: readonly string[];
  /** What else that version kept. */
  also?: (db: Sqlite) => void;
}

/** A file that an older version left, in a folder of its own, then opened by this one. */
export class FormerFile {
  readonly #folder = mkdtempSync(join(tmpdir(), 'rappel-migration-'));
  readonly #file = join(this.#folder, 'rappel.db');
  #store: Store | null = null;

  write({ version, premiere, dataVersion, flux, lignes, dossiers, also }: Ancien): void {
    const db = connect(this.#file, keyHex, undefined);
    const steps = versions
      .filter((one) => one.version <= version)
      .map(({ version: its, tables }) => ({
        version: its,
        up: (on: Sqlite): void => {
          on.exec(tables);
        },
      }));
    const migrated = migrate(db, this.#file, steps);
    if (!migrated.ok || steps.at(-1)?.version !== version) throw new Error(`no file of version ${version}`);
    if (premiere === 'faite') db.exec(projection.deferred);
    const local = db.prepare('INSERT INTO local VALUES (?, ?)');
    local.run('premiere', JSON.stringify(premiere));
    if (dataVersion !== null) local.run('version-donnees', JSON.stringify(dataVersion));
    db.prepare(
      "INSERT INTO flux (id, genre, nom, entree, campagne, droits, curseur, tete) VALUES (?, 'relation', 'CFA', '{}', 2026, 'complets', 9, 9)",
    ).run(flux);
    const ligne = db.prepare(
      'INSERT INTO ligne (rang, id, flux, seq, type, v, dossier, generation, lecture) VALUES (?, ?, ?, ?, ?, 1, ?, 0, ?)',
    );
    const texte = db.prepare('INSERT INTO ligne_corps (rang, corps) VALUES (?, ?)');
    for (const [at, { id, type, dossier, corps, lecture = 'lue' }] of lignes.entries()) {
      ligne.run(at + 1, id, flux, at + 1, type, dossier, lecture);
      texte.run(at + 1, JSON.stringify(corps));
    }
    const etat = db.prepare('INSERT INTO dossier_etat (dossier, flux, ine, candidat) VALUES (?, ?, NULL, ?)');
    for (const dossier of dossiers) etat.run(dossier, flux, dossier);
    also?.(db);
    db.close();
  }

  open(): Store {
    const opened = openStore({ file: this.#file, keyHex, mode: 'normal' });
    if (!opened.ok) throw new Error(opened.error.code);
    this.#store = opened.value;
    return opened.value;
  }

  close(): void {
    this.#store?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** What the first exchange after an update does: everything is folded again. */
export const replay = (opened: Store): ReturnType<typeof replayAfterUpdate> =>
  replayAfterUpdate({
    store: opened,
    projectAll: createProjection(opened).projectAll,
    breathe: async () => undefined,
    onFolded: () => undefined,
  });

/** The end of a first sync that was under way when the file was updated. */
export const settleFirstSync = (opened: Store): boolean =>
  [...createProjection(opened).first().settle()].every((step) => step.ok) && opened.finishFirstSync().ok;
