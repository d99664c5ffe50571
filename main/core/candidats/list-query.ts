import type { Tri } from '../../../shared/contract/ipc/candidats.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { readTotal } from './compteurs.ts';
import { type Condition, conditionsOf, marks, type Question } from './list-conditions.ts';

export type { Question } from './list-conditions.ts';

/** Lines that the list asks for at a time. */
const pageLines = 100;

/**
 * Above this, walking the sort is cheaper than sorting what matches. A walk looks at one row in `people / matches` for
 * each line of the page, sorting looks at every match: the two meet at the square root of lines times people.
 */
export const driverBound = (people: number): number => Math.ceil(Math.sqrt(pageLines * people));

export interface Plan {
  from: string;
  where: string[];
  params: (string | number)[];
  driven: boolean;
}

const sorts: Record<Tri, { columns: string[] }> = {
  nom: { columns: ['nom_tri', 'rang'] },
  situation: { columns: ['situation_tri', 'nom_tri', 'rang'] },
  'prochaine-action': { columns: ['prochaine_tri', 'nom_tri', 'rang'] },
  'dernier-appel': { columns: ['appel_tri', 'nom_tri', 'rang'] },
  formation: { columns: ['formation_tri', 'nom_tri', 'rang'] },
  accueil: { columns: ['accueil_tri', 'nom_tri', 'rang'] },
  qui: { columns: ['qui_tri', 'nom_tri', 'rang'] },
};

export const sortColumns = (tri: Tri): string[] => sorts[tri].columns;

const sampleSize = 120;
const denseInSample = sampleSize / 4;

/** Whether so many match that a walk fills a page at once; only asked where measuring would cost more. */
function isPlainlyDense(db: Sqlite, { where, params, isSlowToStart }: Condition): boolean {
  if (!isSlowToStart) return false;
  const sql = `SELECT count(*) FROM (SELECT rang FROM candidat ORDER BY rang LIMIT ${sampleSize}) c WHERE ${where}`;
  const found =
    db
      .prepare<(string | number)[], number>(sql)
      .pluck()
      .get(...params) ?? 0;
  return found >= denseInSample;
}

/** How many rows a driver enumerates, counted no further than the bound plus one. */
function measure(db: Sqlite, condition: Condition, bound: number): number {
  const row = db
    .prepare<(string | number)[], { n: number }>(
      `SELECT count(*) AS n FROM (SELECT rang FROM (${condition.driver}) LIMIT ${bound + 1})`,
    )
    .get(...condition.driverParams);
  return row?.n ?? 0;
}

/** What is enumerated, as a table of rangs, and how many they are. */
interface Driver {
  size: number;
  sql: string;
  params: (string | number)[];
}

/** null when more match than the bound. */
function driverOf(db: Sqlite, condition: Condition, bound: number): Driver | null {
  const { driver: sql, driverParams: params } = condition;
  if (!condition.isDear) {
    const size = measure(db, condition, bound);
    return size > bound ? null : { size, sql, params };
  }
  const limited = `SELECT rang FROM (${sql}) LIMIT ${bound + 1}`;
  const rangs = db
    .prepare<(string | number)[], number>(limited)
    .pluck()
    .all(...params);
  if (rangs.length > bound) return null;
  return { size: rangs.length, sql: 'SELECT value AS rang FROM json_each(?)', params: [JSON.stringify(rangs)] };
}

/** Chooses what is enumerated: the smallest filter when one is small, else the index of the sort. */
export function planOf(db: Sqlite, question: Question, bound: number = driverBound(readTotal(db))): Plan {
  const conditions = conditionsOf(db, question);
  let best: { condition: Condition; driver: Driver } | null = null;
  for (const condition of conditions) {
    if (isPlainlyDense(db, condition)) continue;
    const driver = driverOf(db, condition, best?.driver.size ?? bound);
    if (driver !== null) best = { condition, driver };
  }
  const rest = conditions.filter((condition) => condition !== best?.condition);
  return {
    from: best === null ? 'candidat c' : `(${best.driver.sql}) d CROSS JOIN candidat c ON c.rang = d.rang`,
    where: rest.map((condition) => condition.where),
    params: [...(best?.driver.params ?? []), ...rest.flatMap((condition) => condition.params)],
    driven: best !== null,
  };
}

export type Key = (string | number)[];

export interface Page {
  tri: Tri;
  sens: 'croissant' | 'decroissant';
  apres: Key | null;
  limite: number;
}

/**
 * The keys of one page after a key; one more than asked tells whether another follows. Keys alone: what is shown is
 * read afterwards, for the lines of the page only, never for what is sorted to find them.
 */
export function pageSql(plan: Plan, page: Page): { sql: string; params: (string | number)[] } {
  const columns = sortColumns(page.tri).map((name) => `c.${name}`);
  const where = [...plan.where];
  if (page.apres !== null) {
    where.push(`(${columns.join(', ')}) ${page.sens === 'croissant' ? '>' : '<'} (${marks(page.apres)})`);
  }
  const direction = page.sens === 'croissant' ? 'ASC' : 'DESC';
  return {
    sql: `SELECT ${columns.join(', ')} FROM ${plan.from}
      ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}
      ORDER BY ${columns.map((name) => `${name} ${direction}`).join(', ')} LIMIT ?`,
    params: [...plan.params, ...(page.apres ?? []), page.limite + 1],
  };
}

/** How many match, counted no further than the bound plus one. */
export function countMatches(db: Sqlite, question: Question, bound: number): number {
  const [only, ...others] = conditionsOf(db, question);
  if (only === undefined) return readTotal(db);
  if (others.length === 0 && !isPlainlyDense(db, only)) return measure(db, only, bound);
  const { sql, params } = totalSql(planOf(db, question), bound);
  return (
    db
      .prepare<(string | number)[], number>(sql)
      .pluck()
      .get(...params) ?? 0
  );
}

export function totalSql(plan: Plan, bound: number): { sql: string; params: (string | number)[] } {
  return {
    sql: `SELECT count(*) FROM (SELECT 1 FROM ${plan.from}
      ${plan.where.length === 0 ? '' : `WHERE ${plan.where.join(' AND ')}`} LIMIT ?)`,
    params: [...plan.params, bound + 1],
  };
}
