import { lookups } from './migrations/0020-projection.ts';
import { type Sqlite, sqliteCode } from './sqlite.ts';

/** Whether rows are already found, and kept unique, by an index: they are not while a first sync receives them. */
export const hasLookups = (db: Sqlite): boolean =>
  db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = 'ligne_id'").get() !== undefined;

/**
 * Makes the indexes that rows are found by, inside the caller's transaction. Without them a row that changed on the
 * server while a first sync ran was stored twice: the newest version stays, as an upsert would have left it, and its
 * people are folded again.
 */
export function makeLookups(db: Sqlite): void {
  try {
    db.exec(lookups);
  } catch (error: unknown) {
    if (sqliteCode(error) !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
    keepNewest(db);
    db.exec(lookups);
  }
}

/** A tombstone may not say whose row it was: the version before it does. */
function keepNewest(db: Sqlite): void {
  db.exec(`
    CREATE INDEX ligne_double ON ligne (id, flux);
    INSERT OR IGNORE INTO a_refaire (dossier)
      SELECT dossier FROM ligne WHERE dossier IS NOT NULL
        AND (id, flux) IN (SELECT id, flux FROM ligne GROUP BY id, flux HAVING count(*) > 1);
    UPDATE ligne SET dossier = (SELECT max(o.dossier) FROM ligne o WHERE o.id = ligne.id AND o.flux = ligne.flux)
      WHERE dossier IS NULL AND type = 'tombstone';
    DELETE FROM ligne WHERE rang IN (
      SELECT rang FROM (
        SELECT rang, row_number() OVER (PARTITION BY id, flux ORDER BY generation DESC, seq DESC, rang DESC) AS place
        FROM ligne
      ) WHERE place > 1);
    DROP INDEX ligne_double;
  `);
}
