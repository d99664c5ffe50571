import type { CandidatFiltres } from '../../../shared/contract/ipc/candidats.ts';
import { situationCodes } from '../../../shared/domain/situations.ts';
import { conditionRappels } from '../accueil/rappels.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { chiffresQuery, motsQuery, readSearch, type SearchTerm } from './search-query.ts';
import { findValeurs, type Valeur } from './valeurs.ts';

/**
 * A list page must cost per page. Rows are walked in the order of an index until the page is full; that is cheap when
 * many rows match. When few do, the walk would be the table: so each filter can also be *driven*, that is enumerated
 * through its own index, and one that proves to be small (counted up to a bound) is enumerated and sorted instead.
 */
export interface Condition {
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

export interface Question {
  filtres: CandidatFiltres;
  recherche: string;
  /** Instant, for « à appeler maintenant » and « en retard ». */
  now: string;
}

export const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

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
  if (filtres.ouverte === true) column('ouverte', '= 1', []);
  if (filtres.enRetard === true) column('retard_des', '<= ?', [now]);
  if (filtres.aDepartager === true) column('a_departager', '= 1', []);
  if (filtres.source !== undefined) {
    const sources = [filtres.source, 'voeu,demande'];
    column('source', `IN (${marks(sources)})`, sources);
  }
  if (filtres.rappelDuJour === true) conditions.push(rappelCondition(db, filtres.flux, now));
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

/** The same people as the number of Accueil: of one list, the evening of its site. */
function rappelCondition(db: Sqlite, flux: readonly string[] | undefined, now: string): Condition {
  const [only = null, ...others] = flux ?? [];
  const { where, params } = conditionRappels(db, now, others.length > 0 ? null : only);
  return {
    where: where.replaceAll('c.file_', '+c.file_'),
    params,
    driver: `SELECT c.rang AS rang FROM candidat c WHERE ${where}`,
    driverParams: params,
    isSlowToStart: false,
    isDear: false,
  };
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
