import type { Portee } from '../../../shared/contract/ipc/exports.ts';
import { estFluxLocal } from '../../../shared/contract/primitives.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { countMatches, type Key, pageSql, planOf, type Question, totalSql } from './list-query.ts';

/** People read in one call while a portée is walked. */
const walkedAtOnce = 200;

/**
 * Whether a person may be called and has a vœu that is still on one of these lists (a JSON array of flux, asked for
 * twice), on any when it is null.
 */
const isListed = `+c.situation <> 'OPPOSITION' AND +EXISTS (
  SELECT 1 FROM dossier_etat e WHERE e.candidat = c.id AND e.voeux > 0
  AND (? IS NULL OR e.flux IN (SELECT value FROM json_each(?))))`;

const queries = perDatabase((db) => ({
  // Both in the order of the list that is given.
  known: db
    .prepare<[string], string>('SELECT c.id FROM json_each(?) k CROSS JOIN candidat c ON c.id = k.value ORDER BY k.key')
    .pluck(),
  idsOf: db
    .prepare<[string], string>(
      'SELECT c.id FROM json_each(?) k CROSS JOIN candidat c ON c.rang = k.value ORDER BY k.key',
    )
    .pluck(),
  listed: db
    .prepare<[string, string | null, string | null], number>(
      `SELECT count(*) FROM json_each(?) k CROSS JOIN candidat c ON c.id = k.value WHERE ${isListed}`,
    )
    .pluck(),
  flux: db
    .prepare<[string], string>(
      'SELECT DISTINCT e.flux FROM json_each(?) k CROSS JOIN dossier_etat e ON e.candidat = k.value',
    )
    .pluck(),
}));

type Asked = Exclude<Portee, { genre: 'selection' }>;

function questionOf(portee: Asked, now: string): Question {
  if (portee.genre === 'question') return { filtres: portee.filtres, recherche: portee.recherche, now };
  return { filtres: portee.genre === 'flux' ? { flux: [portee.flux] } : {}, recherche: '', now };
}

const eachOnce = (candidats: readonly string[]): string => JSON.stringify([...new Set(candidats)]);

/**
 * Ids of the people a portée is about, a few hundred at a time: a selection in the order it was given, any other in
 * that of the alphabet. Each person once, whoever left the file is passed over. No statement stays open between two
 * pages, so a caller may breathe; a row that moves meanwhile is met where it then stands.
 */
export function* walkPortee(db: Sqlite, portee: Portee, now: string): Generator<string[], void, undefined> {
  const sql = queries(db);
  if (portee.genre === 'selection') {
    yield sql.known.all(eachOnce(portee.candidats));
    return;
  }
  const plan = planOf(db, questionOf(portee, now));
  let apres: Key | null = null;
  do {
    const page = pageSql(plan, { tri: 'nom', sens: 'croissant', apres, limite: walkedAtOnce });
    const keys: { nom_tri: string; rang: number }[] = db
      .prepare<(string | number)[], { nom_tri: string; rang: number }>(page.sql)
      .all(...page.params);
    const shown = keys.slice(0, walkedAtOnce);
    const last = shown.at(-1);
    yield sql.idsOf.all(JSON.stringify(shown.map(({ rang }) => rang)));
    apres = keys.length > walkedAtOnce && last !== undefined ? [last.nom_tri, last.rang] : null;
  } while (apres !== null);
}

/** How many people a portée is about, counted no further than the bound plus one. */
export function countPortee(db: Sqlite, portee: Portee, now: string, bound: number): number {
  if (portee.genre === 'selection') return queries(db).known.all(eachOnce(portee.candidats)).length;
  return countMatches(db, questionOf(portee, now), bound);
}

/**
 * How many of them may be called and still have a vœu on one of these lists, on any when `flux` is null: counted like
 * the rest, by the indexes, no further than the bound plus one.
 */
export function countListed(
  db: Sqlite,
  portee: Portee,
  flux: readonly string[] | null,
  { now, bound }: { now: string; bound: number },
): number {
  const lists = flux === null ? null : JSON.stringify(flux);
  if (portee.genre === 'selection') return queries(db).listed.get(eachOnce(portee.candidats), lists, lists) ?? 0;
  const plan = planOf(db, questionOf(portee, now));
  const { sql, params } = totalSql({ ...plan, where: [...plan.where, isListed] }, bound);
  // The bound stands last; before it, what the added condition asks for twice.
  const values = [...params.slice(0, -1), lists, lists, ...params.slice(-1)];
  return (
    db
      .prepare<(string | number | null)[], number>(sql)
      .pluck()
      .get(...values) ?? 0
  );
}

/** The flux these people have a dossier in; the server knows no local one (PROTOCOL 4), so none is among them. */
export const fluxOfCandidats = (db: Sqlite, candidats: readonly string[]): string[] =>
  queries(db)
    .flux.all(eachOnce(candidats))
    .filter((flux) => !estFluxLocal(flux))
    .sort();
