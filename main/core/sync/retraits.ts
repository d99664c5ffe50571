import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { FluxRow } from './mirror.ts';

/** What left this poste by an order or at its date: the receipt that people are shown. No person is named in it. */
const retrait = z.object({
  nom: z.string(),
  raison: z.string(),
  le: z.string(),
  personnes: z.number(),
  nonEnvoyees: z.number(),
});
export type Retrait = ResponseOf<'synchro:detail'>['retraits'][number];

const shown = 20;

/** How many people a list holds, to be asked before it is emptied. */
export const countPersonnes = (db: Database, flux: string): number =>
  z.object({ n: z.number() }).parse(db.prepare('SELECT count(*) AS n FROM dossier_etat WHERE flux = ?').get(flux)).n;

/** Notes that a list was emptied, in the transaction that empties it. What no person is in needs no receipt. */
export function noteRetrait(
  db: Database,
  { id, nom, genre }: Pick<FluxRow, 'id' | 'nom' | 'genre'>,
  { raison, le, personnes, nonEnvoyees }: { raison: string; le: string; personnes: number; nonEnvoyees: number },
): void {
  if (genre !== 'relation') return;
  db.prepare(
    `INSERT INTO retrait (flux, nom, raison, le, personnes, non_envoyees) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (flux) DO UPDATE SET nom = excluded.nom, raison = excluded.raison, le = excluded.le,
       personnes = excluded.personnes, non_envoyees = excluded.non_envoyees`,
  ).run(id, nom, raison, le, personnes, nonEnvoyees);
}

/**
 * The newest first; a list that came back since is here again, and told as such. One that takes what was done before the
 * end of a right is still named by the server, and holds nobody.
 */
export const readRetraits = (db: Database): Retrait[] =>
  z.array(retrait).parse(
    db
      .prepare(
        `SELECT nom, raison, le, personnes, non_envoyees AS nonEnvoyees FROM retrait
           WHERE flux NOT IN (SELECT id FROM flux WHERE droits = 'complets') ORDER BY le DESC, flux LIMIT ?`,
      )
      .all(shown),
  );
