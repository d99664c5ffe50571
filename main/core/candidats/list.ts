import { z } from 'zod';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import { type CandidatLigne, candidatLigne, optionsMax, type Tri } from '../../../shared/contract/ipc/candidats.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import type { OperateurLigne } from '../../../shared/contract/lignes.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { countMatches, type Key, pageSql, planOf, sortColumns } from './list-query.ts';
import { nameOf, readOperateurs } from './operateurs.ts';

const cursor = z.object({ tri: z.string(), cle: z.array(z.union([z.string(), z.number()])) });

const writeCursor = (tri: Tri, cle: Key): string => Buffer.from(JSON.stringify({ tri, cle })).toString('base64url');

/** null when it was not made by `writeCursor` for this sort. */
function readCursor(text: string, tri: Tri): Key | null {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
  const parsed = cursor.safeParse(value);
  if (!parsed.success || parsed.data.tri !== tri || parsed.data.cle.length !== sortColumns(tri).length) return null;
  return parsed.data.cle;
}

type PageRow = Record<string, string | number>;

/** Opérateurs are stored by id, so that a new name needs no refold; a screen gets names. */
export function lineOf(corps: string, operateurs: ReadonlyMap<string, OperateurLigne>): CandidatLigne {
  const line = candidatLigne.parse(JSON.parse(corps));
  return {
    ...line,
    affecteA: nameOf(operateurs, line.affecteA),
    dernierAppel:
      line.dernierAppel === null
        ? null
        : { ...line.dernierAppel, operateur: nameOf(operateurs, line.dernierAppel.operateur) },
  };
}

export function listCandidats(
  db: Sqlite,
  request: RequestOf<'candidats:liste'>,
  now: string,
): Result<ResponseOf<'candidats:liste'>> {
  const { tri, sens, limite } = request;
  const apres = request.apres === null ? null : readCursor(request.apres, tri);
  if (request.apres !== null && apres === null) return failure('REQUETE_INVALIDE', { champ: 'apres' });
  const plan = planOf(db, { filtres: request.filtres, recherche: request.recherche, now });
  const { sql, params } = pageSql(plan, { tri, sens, apres, limite });
  const rows = db.prepare<(string | number)[], PageRow>(sql).all(...params);
  const operateurs = readOperateurs(db);
  const page = rows.slice(0, limite);
  const last = page.at(-1);
  const suite =
    rows.length <= limite || last === undefined
      ? null
      : writeCursor(
          tri,
          sortColumns(tri).map((name) => last[name] ?? ''),
        );
  const shown = queries(db).corps.all(JSON.stringify(page.map((row) => row.rang)));
  return success({ lignes: shown.map((corps) => lineOf(corps, operateurs)), suite });
}

export const totalBound = 1000;

export function countCandidats(
  db: Sqlite,
  request: RequestOf<'candidats:total'>,
  now: string,
): ResponseOf<'candidats:total'> {
  const n = countMatches(db, { filtres: request.filtres, recherche: request.recherche, now }, totalBound);
  return { total: Math.min(n, totalBound), plus: n > totalBound };
}

const queries = perDatabase((db) => ({
  // In the order of the list that is given; one call for a page costs a third of one call a line.
  corps: db
    .prepare<[string], string>(
      'SELECT t.corps FROM json_each(?) k CROSS JOIN candidat_corps t ON t.rang = k.value ORDER BY k.key',
    )
    .pluck(),
  // Costs per distinct value, not per candidat; one key may go by several names.
  valeurs: db.prepare<[{ genre: string; limite: number }], { cle: string; nom: string }>(
    'SELECT cle, min(nom) AS nom FROM valeur WHERE genre = @genre GROUP BY cle ORDER BY cle LIMIT @limite',
  ),
  frequentes: db.prepare<[{ genre: string; limite: number }], { cle: string; nom: string }>(
    `SELECT f.cle, min(f.nom) AS nom FROM valeur f JOIN candidat_valeur v ON v.valeur = f.rang WHERE f.genre = @genre
     GROUP BY f.cle ORDER BY count(*) DESC, f.cle LIMIT @limite`,
  ),
  flux: db.prepare<[{ limite: number }], { id: string; nom: string }>(
    `SELECT id, nom FROM flux WHERE genre = 'relation' ORDER BY nom, id LIMIT @limite`,
  ),
}));

type Option = { cle: string; nom: string };
const byNom = (a: { nom: string }, b: { nom: string }): number => a.nom.localeCompare(b.nom, 'fr');

/** Candidats are counted only where a choice has to be made among the values: that costs per candidat. */
function valeursOf(db: Sqlite, genre: 'formation' | 'accueil', order: (a: Option, b: Option) => number): Option[] {
  const sql = queries(db);
  const found = sql.valeurs.all({ genre, limite: optionsMax + 1 });
  return found.length <= optionsMax ? found.sort(order) : sql.frequentes.all({ genre, limite: optionsMax });
}

/** What the filters may ask. */
export function readOptions(db: Sqlite): ResponseOf<'candidats:options'> {
  const operateurs = [...readOperateurs(db)].filter(([, operateur]) => operateur.actif);
  return {
    // Already in the order of their keys.
    formations: valeursOf(db, 'formation', () => 0).map((row) => row.cle),
    accueils: valeursOf(db, 'accueil', byNom),
    flux: queries(db).flux.all({ limite: optionsMax }),
    operateurs: operateurs
      .map(([id, { nom_affiche }]) => ({ id, nom: nom_affiche }))
      .sort(byNom)
      .slice(0, optionsMax),
  };
}
