import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { errorCode } from '../../../shared/contract/errors.ts';
import type { Passage } from '../../../shared/contract/ipc/synchro.ts';

const kept = 10;

/** The last ten runs, counts and codes only. */
export function writePassage(db: Database, passage: Passage): void {
  db.prepare('INSERT INTO passage (le, duree_ms, recues, envoyees, issue, erreur) VALUES (?, ?, ?, ?, ?, ?)').run(
    passage.le,
    passage.dureeMs,
    passage.recues,
    passage.envoyees,
    passage.issue,
    passage.erreur,
  );
  db.prepare('DELETE FROM passage WHERE rang <= (SELECT max(rang) FROM passage) - ?').run(kept);
}

const row = z.object({
  le: z.string(),
  duree_ms: z.number(),
  recues: z.number(),
  envoyees: z.number(),
  issue: z.enum(['reussie', 'interrompue', 'echec']),
  erreur: errorCode.nullable(),
});

export const readPassages = (db: Database): Passage[] =>
  z
    .array(row)
    .parse(db.prepare('SELECT le, duree_ms, recues, envoyees, issue, erreur FROM passage ORDER BY rang DESC').all())
    .map(({ duree_ms, ...rest }) => ({ ...rest, dureeMs: duree_ms }));
