import { closeSync, openSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { refuse } from '../errors.ts';
import type { Tables } from './tables.ts';

/**
 * Where an import reads and compares, before it may change anything: a file of its own beside the database, attached
 * for as long as the import lasts. So reading a national file takes no lock, grows no journal and leaves nothing to
 * erase; an import that only looks writes no byte of the database. The key is drawn for this file and kept by nobody:
 * what a killed process leaves cannot be read, and the next import removes it.
 */
export interface Scene {
  /** Detaches and removes the file. To be called once, outside any transaction. */
  fermer(): Promise<void>;
}

const suffix = '.scene-';
/** Filled by the first thousands of lines, as the connection's own cache: what an import holds is then the same for any file. */
const cacheKiB = 16_384;

/** Types and keys of the tables; tables.ts says what they hold. */
const statements = [
  `create table scene.voeu_arrivee (numero_ligne integer not null, academie_code text not null, ine text not null,
    code_offre text not null, etat text not null, siret_responsable text, siret_formateur text,
    empreinte_ligne text not null) strict`,
  'create table scene.voeu_arrivee_corps (numero_ligne integer not null primary key, dossier text not null, voeu text not null) strict',
  'create unique index scene.voeu_arrivee_par_cle on voeu_arrivee (academie_code, ine, code_offre)',
  "create index scene.voeu_arrivee_conserves on voeu_arrivee (numero_ligne) where etat = 'conserve'",
  'create index scene.voeu_arrivee_par_couple on voeu_arrivee (siret_responsable, siret_formateur, ine)',
  `create table scene.scene_flux (flux_id text not null primary key, lignes integer not null, base integer not null)
    strict`,
  `create table scene.scene_ligne (flux_id text not null, ordre integer not null, id text not null, type text not null,
    v integer not null, dossier_id text, corps text not null, primary key (flux_id, ordre)) strict`,
  `create table scene.scene_dossier (id text not null, flux_id text not null, cle_ine text not null,
    connu integer not null) strict`,
  'create index scene.scene_dossier_par_flux on scene_dossier (flux_id)',
  `create table scene.scene_voeu (id text not null, campagne integer not null, academie_code text not null,
    ine text not null, code_offre text not null, flux_id text, dossier_id text, empreinte_ligne text not null,
    etat text not null, cree_le text not null, modifie_le text not null) strict`,
  'create index scene.scene_voeu_par_flux on scene_voeu (flux_id)',
  'create table scene.scene_anomalie (jusqu_a integer not null primary key, texte text not null) strict',
  'create table scene.scene_retrait (voeu_id text not null, flux_id text) strict',
];

const run = (db: Kysely<Tables>, text: string) => sql.raw(text).execute(db);

/** Whether an import is at work in it: it holds the lock of its file as long as it lives, and the system lets go of it. */
function isHeld(path: string): boolean {
  let database: Database.Database | null = null;
  try {
    database = new Database(path, { timeout: 0, fileMustExist: true });
    database.prepare('select 1 from sqlite_master').get();
    return false;
  } catch (error: unknown) {
    // Any other answer is that of a file whose key is lost.
    return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
  } finally {
    database?.close();
  }
}

/** Removes the files of imports that were killed. @returns how many */
export function retirerScenesMortes(file: string): number {
  let removed = 0;
  for (const name of readdirSync(dirname(file))) {
    const path = join(dirname(file), name);
    if (!name.startsWith(`${basename(file)}${suffix}`) || isHeld(path)) continue;
    rmSync(path, { force: true });
    removed += 1;
  }
  return removed;
}

/** @throws Refusal IMPORT_CONCURRENT when this connection already has a scene */
export async function ouvrirScene(
  db: Kysely<Tables>,
  random: { uuid(): string; bytes(count: number): Uint8Array },
): Promise<Scene> {
  const attached = await sql<{ name: string; file: string }>`pragma database_list`.execute(db);
  if (attached.rows.some(({ name }) => name === 'scene')) throw refuse('IMPORT_CONCURRENT', 409);
  const main = attached.rows.find(({ name }) => name === 'main')?.file ?? '';
  const file = main === '' ? ':memory:' : `${main}${suffix}${random.uuid()}`;
  const key = main === '' ? '' : `x'${Buffer.from(random.bytes(32)).toString('hex')}'`;
  if (main !== '') {
    retirerScenesMortes(main);
    closeSync(openSync(file, 'a', 0o600));
  }
  const fermer = async (): Promise<void> => {
    await run(db, 'detach database scene');
    if (main !== '') rmSync(file, { force: true });
  };
  await sql`attach database ${file} as scene key ${key}`.execute(db);
  try {
    // Lost with the process anyway: nothing waits for the disk, and a rollback costs memory for one batch.
    await run(db, 'pragma scene.journal_mode = memory');
    await run(db, 'pragma scene.locking_mode = exclusive');
    await run(db, 'pragma scene.synchronous = off');
    await run(db, `pragma scene.cache_size = -${cacheKiB}`);
    for (const statement of statements) await run(db, statement);
  } catch (error: unknown) {
    await fermer();
    throw error;
  }
  return { fermer };
}
