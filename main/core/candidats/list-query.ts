import type { CandidatFiltres, Tri } from '../../../shared/contract/ipc/candidats.ts';
import { situationCodes } from '../../../shared/domain/situations.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { readTotal } from './compteurs.ts';
import { chiffresQuery, motsQuery, readSearch, type SearchTerm } from './search-query.ts';
import { findValeurs, type Valeur } from './valeurs.ts';

/**
 * A list page must cost per page. Rows are walked in the order of an index until the page is full; that is cheap when
 * many rows match. When few do, the walk would be the table: so each filter can also be *driven*, that is enumerated
 * through its own index, and one that proves to be small (counted up to a bound) is enumerated and sorted instead.
 */
interface Condition {
  /** On `c`; the unary plus keeps the planner on the index of the sort, and an EXISTS from becoming a join. */
  where: string;
  params: (string | number)[];
  /** Enumerates the rangs that match, through an index of its own, each once. */
  driver: string;
  driverParams: (string | number)[];
  /** The driver gathers every match before it tells the first: a look at a few people comes before it. */
  isSlowToStart: boolean;
  /** The driver costs more than what it finds: it is run once, and what it found is enumerated from a list. */
  isDear: boolean;
}

/** Lines that the list asks for at a time. */
const pageLines = 100;

/**
 * Above this, walking the sort is cheaper than sorting what matches. A walk looks at one row in `people / matches` for
 * each line of the page, sorting looks at every match: the two meet at the square root of lines times people.
 */
export const driverBound = (people: number): number => Math.ceil(Math.sqrt(pageLines * people));

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
  formation: { columns: ['formation_tri', 'nom_tri', 'rang'] },
  accueil: { columns: ['accueil_tri', 'nom_tri', 'rang'] },
  qui: { columns: ['qui_tri', 'nom_tri', 'rang'] },
};

export const sortColumns = (tri: Tri): string[] => sorts[tri].columns;

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

export function conditionsOf(db: Sqlite, { filtres, recherche, now }: Question): Condition[] {
  const conditions: Condition[] = [];
  const column = (name: string, test: string, params: (string | number)[]): void => {
    conditions.push({
      where: `+c.${name} ${test}`,
      params,
      driver: `SELECT rang FROM candidat WHERE ${name} ${test}`,
      driverParams: params,
      isSlowToStart: false,
      isDear: false,
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
      params: filtres.nouveaute,
      driver: `SELECT rang FROM candidat WHERE nouveaute IS NOT NULL AND nouveaute ${test}`,
      driverParams: filtres.nouveaute,
      isSlowToStart: false,
      isDear: false,
    });
  }
  if (filtres.affecteA === 'personne') column('affecte_a', 'IS NULL', []);
  else if (filtres.affecteA !== undefined) conditions.push(valueCondition(db, 'operateur', [filtres.affecteA]));
  if (filtres.formation !== undefined) conditions.push(valueCondition(db, 'formation', filtres.formation));
  const { accueil, flux } = filtres;
  if (accueil !== undefined && flux !== undefined) conditions.push(accueilInListe(db, accueil, flux));
  else if (accueil !== undefined) conditions.push(valueCondition(db, 'accueil', accueil));
  else if (flux !== undefined) conditions.push(valueCondition(db, 'flux', flux));
  for (const term of readSearch(recherche)) conditions.push(searchCondition(term));
  return conditions;
}

/** What a filter asks for that nobody has. */
const nobody: Condition = {
  where: '0',
  params: [],
  driver: 'SELECT 0 AS rang WHERE 0',
  driverParams: [],
  isSlowToStart: false,
  isDear: false,
};

/** The numbers of the values are looked up first: inside the query they would be looked up once a row. */
function valueCondition(db: Sqlite, genre: Valeur['genre'], cles: readonly string[]): Condition {
  const valeurs = findValeurs(db, genre, cles);
  if (valeurs.length === 0) return nobody;
  const asked = `v.valeur IN (${marks(valeurs)})`;
  return {
    where: `+EXISTS (SELECT 1 FROM candidat_valeur v WHERE ${asked} AND v.candidat = c.rang)`,
    params: valeurs,
    // DISTINCT would read every match before the first: one value names nobody twice.
    driver: `SELECT ${valeurs.length > 1 ? 'DISTINCT ' : ''}v.candidat AS rang FROM candidat_valeur v WHERE ${asked}`,
    driverParams: valeurs,
    isSlowToStart: false,
    isDear: false,
  };
}

/** A place of training within a list: somebody may be on that list and train there only by another one. */
function accueilInListe(db: Sqlite, accueils: readonly string[], flux: readonly string[]): Condition {
  const there = valueCondition(db, 'accueil', accueils);
  if (there === nobody || flux.length === 0) return nobody;
  const inListe = `+EXISTS (SELECT 1 FROM dossier_etat e WHERE e.candidat = c.id AND e.flux IN (${marks(flux)})
    AND EXISTS (SELECT 1 FROM json_each(e.accueils) a WHERE a.value IN (${marks(accueils)})))`;
  return {
    ...there,
    where: `${there.where} AND ${inListe}`,
    params: [...there.params, ...flux, ...accueils],
    driver: `SELECT c.rang AS rang FROM (${there.driver}) d CROSS JOIN candidat c ON c.rang = d.rang WHERE ${inListe}`,
    driverParams: [...there.driverParams, ...flux, ...accueils],
    isDear: true,
  };
}

/** Somebody in hand is told by her own words, which the indexes were made from: asking them would list everybody first. */
function searchCondition(term: SearchTerm): Condition {
  const tests = [term.debuts.map(() => "instr(' ' || t.mots, ?) > 0").join(' AND ')];
  const testParams = term.debuts.map((debut) => ` ${debut}`);
  const drivers = ['SELECT rowid AS rang FROM candidat_texte WHERE candidat_texte MATCH ?'];
  const driverParams = [motsQuery(term)];
  if (term.chiffres !== null) {
    tests.push('instr(t.chiffres, ?) > 0');
    testParams.push(term.chiffres);
    drivers.push('SELECT rowid AS rang FROM candidat_chiffres WHERE candidat_chiffres MATCH ?');
    driverParams.push(chiffresQuery(term.chiffres));
  }
  return {
    where: `+EXISTS (SELECT 1 FROM candidat_corps t WHERE t.rang = c.rang AND (${tests.join(' OR ')}))`,
    params: testParams,
    driver: drivers.join(' UNION '),
    driverParams,
    isSlowToStart: term.debuts.some((debut) => debut.length <= shortDebut),
    isDear: true,
  };
}

/** Beginnings this short are those of hundreds of words, whose lists the index has to merge. */
const shortDebut = 2;
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
