import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Random } from '../deps.ts';
import { readLocal, writeLocal } from './local.ts';
import { perDatabase, type Sqlite } from './sqlite.ts';

/**
 * People whom this poste must know again without keeping who they are: an INE becomes a keyed digest, whose key never
 * leaves the encrypted file. Who was erased from a local list does not come back with the next file (RGPD art. 17); who
 * was given to the server is not opened there twice.
 */
const keyBytes = 32;
const keyShape = z.string().regex(/^[0-9a-f]{64}$/);

const queries = perDatabase((db) => ({
  efface: db.prepare<[string]>('INSERT OR IGNORE INTO personne_effacee (marque) VALUES (?)'),
  isEfface: db.prepare<[string], number>('SELECT 1 FROM personne_effacee WHERE marque = ?').pluck(),
  rattache: db.prepare<[string, string, string]>(
    'INSERT OR IGNORE INTO personne_rattachee (marque, dossier, personne) VALUES (?, ?, ?)',
  ),
  rattaches: db.prepare<[string], string>('SELECT dossier FROM personne_rattachee WHERE marque = ?').pluck(),
  erase: db.prepare<[string]>(
    'INSERT OR IGNORE INTO personne_effacee (marque) SELECT personne FROM personne_rattachee WHERE dossier = ?',
  ),
  forget: db.prepare<[string]>('DELETE FROM personne_rattachee WHERE dossier = ?'),
}));

/** null while this poste never had anybody to remember. */
const readKey = (db: Sqlite): string | null => readLocal(db, 'cle-marques', keyShape);

function makeKey(db: Sqlite, random: Random): string {
  const known = readKey(db);
  if (known !== null) return known;
  const key = Buffer.from(random.bytes(keyBytes)).toString('hex');
  writeLocal(db, 'cle-marques', key);
  return key;
}

const digest = (key: string, ...parts: string[]): string =>
  createHmac('sha256', Buffer.from(key, 'hex')).update(JSON.stringify(parts)).digest('base64');

/** Remembers that this person is to stay out, inside the caller's transaction. */
export const noterEffacee = (db: Sqlite, random: Random, ine: string): void => {
  queries(db).efface.run(digest(makeKey(db, random), ine));
};

/** Tells who is to stay out of the file. */
export function lecteurEffacees(db: Sqlite): (ine: string) => boolean {
  const key = readKey(db);
  return key === null ? () => false : (ine) => queries(db).isEfface.get(digest(key, ine)) !== undefined;
}

/** Remembers which dossier was opened on the server for this person of a list, by each of the keys of her vœux. */
export function noterRattachee(
  db: Sqlite,
  random: Random,
  { ine, dossier, cles }: { ine: string; dossier: string; cles: Iterable<string> },
): void {
  const key = makeKey(db, random);
  const personne = digest(key, ine);
  for (const cle of cles) queries(db).rattache.run(digest(key, ine, cle), dossier, personne);
}

/** Finds the dossiers that were opened for a person, by any of these keys. */
export function lecteurRattachees(db: Sqlite): (ine: string, cles: () => Iterable<string>) => Set<string> {
  const key = readKey(db);
  if (key === null) return () => new Set();
  return (ine, cles) => new Set([...cles()].flatMap((cle) => queries(db).rattaches.all(digest(key, ine, cle))));
}

/** The server erased a dossier: whoever was given to it from here stays out of the local lists too. */
export const effacerRattachee = (db: Sqlite, dossier: string): void => {
  queries(db).erase.run(dossier);
  queries(db).forget.run(dossier);
};
