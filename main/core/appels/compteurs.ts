import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { countAAppeler } from '../accueil/files.ts';
import { sumBefore } from '../store/compteur.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { totalMax } from './file.ts';
import { hourOf, rappelPrefix } from './file-compte.ts';
import { compterFile } from './file-query.ts';

export const rappelsSql = {
  // Promises stand first in the index of the queue, by their hour.
  dus: `SELECT count(*) FROM (SELECT 1 FROM candidat
    WHERE file_classe = 0 AND file_essai = '' AND file_cle > ? AND file_cle <= ? LIMIT ?)`,
  lesquels: `SELECT id || ' ' || file_cle FROM candidat
    WHERE file_classe = 0 AND file_essai = '' AND file_cle > ? AND file_cle <= ? LIMIT ?`,
  deQui: `SELECT count(*) FROM (SELECT 1 FROM file_de
    WHERE operateur = ? AND file_classe = 0 AND file_essai = '' AND file_cle <= ? LIMIT ?)`,
  prochain: "SELECT min(file_cle) FROM candidat WHERE file_classe = 0 AND file_essai = '' AND file_cle > ?",
} as const;

const queries = perDatabase((db) => ({
  dus: db.prepare<[string, string, number], number>(rappelsSql.dus).pluck(),
  lesquels: db.prepare<[string, string, number], string>(rappelsSql.lesquels).pluck(),
  deQui: db.prepare<[string, string, number], number>(rappelsSql.deQui).pluck(),
  prochain: db.prepare<[string], string | null>(rappelsSql.prochain).pluck(),
}));

/** Promised calls whose hour came after `depuis` and no later than `now`: counted up to the cap of a total. */
const compterRappels = (db: Sqlite, depuis: string, now: string): number =>
  queries(db).dus.get(depuis, now, totalMax) ?? 0;

/** The same ones by person and hour: what was told of them is told once. */
export const lireRappels = (db: Sqlite, depuis: string, now: string): string[] =>
  queries(db).lesquels.all(depuis, now, totalMax);

/** All the promised calls that are due: kept hours, and the people of the current one. */
export function compterRappelsDus(db: Sqlite, now: string): number {
  const hour = hourOf(now);
  return sumBefore(db, rappelPrefix, hour) + compterRappels(db, hour, now);
}

/** The next promised hour; null when none is to come. */
export const prochainRappel = (db: Sqlite, now: string): string | null => queries(db).prochain.get(now) ?? null;

/**
 * `qui` null: everybody's. Costs the counters of some hours and the people of the current one; of one colleague, her
 * queue up to the cap of a total.
 */
export function compterAppels(db: Sqlite, now: string, qui: string | null): ResponseOf<'appels:compteurs'> {
  const aAppeler = qui === null ? countAAppeler(db, now, null) : compterFile(db, { qui, now }, totalMax);
  return {
    aAppeler: Math.min(aAppeler, totalMax),
    plus: aAppeler > totalMax,
    rappelsDus: qui === null ? compterRappelsDus(db, now) : (queries(db).deQui.get(qui, now, totalMax) ?? 0),
  };
}
