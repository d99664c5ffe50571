import type { CandidatFiltres, Tri } from '../../../shared/contract/ipc/candidats.ts';
import { situationCodes } from '../../../shared/domain/situations.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { readSearch, type SearchTerm } from './search-query.ts';

/**
 * A list page must cost per page. Rows are walked in the order of an index until the page is full; that is cheap when
 * many rows match. When few do, the walk would be the table: so each filter can also be *driven*, that is enumerated
 * through its own index, and one that proves to be small (counted up to a bound) is enumerated and sorted instead.
 */
interface Condition {
  /** On `c`; the unary plus keeps the planner on the index of the sort. */
  where: string;
  /** Enumerates the rangs that match, through an index of its own; null when it has none. */
  driver: string | null;
  params: (string | number)[];
}

/** Above this, walking the sort is cheaper than sorting what matches. */
export const driverBound = 2000;

export interface Question {
  filtres: CandidatFiltres;
  recherche: string;
  /** Instant, for « à appeler maintenant » and « en retard ». */
  now: string;
}

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
};

export const sortColumns = (tri: Tri): string[] => sorts[tri].columns;

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

export function conditionsOf({ filtres, recherche, now }: Question): Condition[] {
  const conditions: Condition[] = [];
  const column = (name: string, test: string, params: (string | number)[]): void => {
    conditions.push({
      where: `+c.${name} ${test}`,
      driver: `SELECT rang FROM candidat WHERE ${name} ${test}`,
      params,
    });
  };
  if (filtres.aAppeler === true) column('a_appeler_des', '<= ?', [now]);
  if (filtres.enRetard === true) column('retard_des', '<= ?', [now]);
  if (filtres.aDepartager === true) column('a_departager', '= 1', []);
  if (filtres.situation !== undefined) {
    const codes = new Set(filtres.situation);
    const ranks = situationCodes.flatMap((code, rank) => (codes.has(code) ? [rank] : []));
    column('situation_tri', `IN (${marks(ranks)})`, ranks);
  }
  if (filtres.nouveaute !== undefined) {
    // Said twice so that SQLite may use the partial index, which holds no null.
    const test = `IN (${marks(filtres.nouveaute)})`;
    conditions.push({
      where: `+c.nouveaute ${test}`,
      driver: `SELECT rang FROM candidat WHERE nouveaute IS NOT NULL AND nouveaute ${test}`,
      params: filtres.nouveaute,
    });
  }
  if (filtres.affecteA === 'personne') column('affecte_a', 'IS NULL', []);
  else if (filtres.affecteA !== undefined) conditions.push(valueCondition('operateur', [filtres.affecteA]));
  if (filtres.formation !== undefined) conditions.push(valueCondition('formation', filtres.formation));
  if (filtres.accueil !== undefined) conditions.push(valueCondition('accueil', filtres.accueil));
  if (filtres.flux !== undefined) conditions.push(valueCondition('flux', filtres.flux));
  for (const term of readSearch(recherche)) conditions.push(searchCondition(term));
  return conditions;
}

function valueCondition(genre: string, cles: readonly string[]): Condition {
  const test = `v.genre = '${genre}' AND v.cle IN (${marks(cles)})`;
  return {
    where: `EXISTS (SELECT 1 FROM candidat_valeur v WHERE ${test} AND v.candidat = c.rang)`,
    driver: `SELECT DISTINCT v.candidat AS rang FROM candidat_valeur v WHERE ${test}`,
    params: [...cles],
  };
}

function searchCondition(term: SearchTerm): Condition {
  const parts: string[] = [];
  const params: string[] = [];
  if (term.mots !== null) {
    parts.push('SELECT rowid AS rang FROM candidat_texte WHERE candidat_texte MATCH ?');
    params.push(term.mots);
  }
  if (term.chiffres !== null) {
    parts.push('SELECT rowid AS rang FROM candidat_chiffres WHERE candidat_chiffres MATCH ?');
    params.push(term.chiffres);
  }
  const driver = parts.join(' UNION ');
  return { where: `+c.rang IN (${driver})`, driver, params };
}

/** How many rows a driver enumerates, counted no further than the bound plus one. */
function measure(db: Sqlite, condition: Condition, bound: number): number {
  if (condition.driver === null) return Number.POSITIVE_INFINITY;
  const row = db
    .prepare<(string | number)[], { n: number }>(
      `SELECT count(*) AS n FROM (SELECT rang FROM (${condition.driver}) LIMIT ${bound + 1})`,
    )
    .get(...condition.params);
  return row?.n ?? 0;
}

/** Chooses what is enumerated: the smallest filter when one is small, else the index of the sort. */
export function planOf(db: Sqlite, question: Question, bound: number = driverBound): Plan {
  const conditions = conditionsOf(question);
  let best: { condition: Condition; size: number } | null = null;
  for (const condition of conditions) {
    const size = measure(db, condition, bound);
    if (size <= bound && (best === null || size < best.size)) best = { condition, size };
  }
  const driver = best?.condition ?? null;
  const rest = conditions.filter((condition) => condition !== driver);
  return {
    from: driver === null ? 'candidat c' : `(${driver.driver}) d CROSS JOIN candidat c ON c.rang = d.rang`,
    where: rest.map((condition) => condition.where),
    params: [...(driver?.params ?? []), ...rest.flatMap((condition) => condition.params)],
    driven: driver !== null,
  };
}

export type Key = (string | number)[];

export interface Page {
  tri: Tri;
  sens: 'croissant' | 'decroissant';
  apres: Key | null;
  limite: number;
}

/** One page after a key; a row more than asked tells whether another follows. */
export function pageSql(plan: Plan, page: Page): { sql: string; params: (string | number)[] } {
  const columns = sortColumns(page.tri).map((name) => `c.${name}`);
  const where = [...plan.where];
  if (page.apres !== null) {
    where.push(`(${columns.join(', ')}) ${page.sens === 'croissant' ? '>' : '<'} (${marks(page.apres)})`);
  }
  const direction = page.sens === 'croissant' ? 'ASC' : 'DESC';
  return {
    sql: `SELECT ${columns.join(', ')}, c.corps FROM ${plan.from}
      ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}
      ORDER BY ${columns.map((name) => `${name} ${direction}`).join(', ')} LIMIT ?`,
    params: [...plan.params, ...(page.apres ?? []), page.limite + 1],
  };
}

/** The same question counted up to a bound. */
export function totalSql(plan: Plan, bound: number): { sql: string; params: (string | number)[] } {
  return {
    sql: `SELECT count(*) AS n FROM (SELECT 1 FROM ${plan.from}
      ${plan.where.length === 0 ? '' : `WHERE ${plan.where.join(' AND ')}`} LIMIT ?)`,
    params: [...plan.params, bound + 1],
  };
}
