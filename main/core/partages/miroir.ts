import { reglageLigne } from '../../../shared/contract/lignes.ts';
import {
  fluxDuPartage,
  type GenreDePartage,
  genreDePartage,
  isIdDePartage,
  texteDuPartage,
} from '../../../shared/domain/partages.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/** A document as the lists of the server hold it. `texte` null: it was deleted. */
export interface PartageTenu {
  genre: GenreDePartage;
  texte: string | null;
}

interface Row {
  id: string;
  genre: string;
  corps: string;
}

const queries = perDatabase((db) => ({
  all: db.prepare<[], Row>(
    `SELECT l.id, f.genre, t.corps FROM flux f CROSS JOIN ligne l ON l.flux = f.id AND l.type = 'reglage'
     JOIN ligne_corps t ON t.rang = l.rang
     WHERE f.genre IN ('organisme', 'compte') AND l.lecture = 'lue'
     ORDER BY f.droits = 'complets' DESC, f.id`,
  ),
  type: db.prepare<[string], string>('SELECT type FROM ligne WHERE id = ? LIMIT 1').pluck(),
  seen: db
    .prepare<[], [string, string]>(
      `SELECT coalesce(t.corps ->> '$.cle', ''), l.flux || l.id || l.seq
       FROM flux f CROSS JOIN ligne l ON l.flux = f.id AND l.type = 'reglage' JOIN ligne_corps t ON t.rang = l.rang
       WHERE f.genre IN ('organisme', 'compte') AND l.lecture = 'lue' ORDER BY f.droits = 'complets' DESC, f.id, l.id`,
    )
    .raw(),
}));

/** A setting of a genre that this version does not know, or in a list of the wrong kind, is nobody's. */
function lire({ id, genre: flux, corps }: Row): PartageTenu | null {
  const row = reglageLigne.safeParse(JSON.parse(corps));
  const genre = row.success ? genreDePartage.safeParse(row.data.cle) : null;
  if (!row.success || genre?.success !== true) return null;
  if (fluxDuPartage[genre.data] !== flux || !isIdDePartage(genre.data, id)) return null;
  return { genre: genre.data, texte: texteDuPartage(row.data.valeur) };
}

/**
 * What stands, by id. Of a document that several organismes hold, that of the first of them by id: the server compares
 * with the same one (sync-api/partages).
 */
export function lireMiroir(db: Sqlite): Map<string, PartageTenu> {
  const held = new Map<string, PartageTenu>();
  for (const row of queries(db).all.all()) {
    const tenu = held.has(row.id) ? null : lire(row);
    if (tenu !== null) held.set(row.id, tenu);
  }
  return held;
}

/** Whether this id names something else than a shared document. */
export const isPris = (db: Sqlite, id: string): boolean => (queries(db).type.get(id) ?? 'reglage') !== 'reglage';

/** What changes whenever a list brought, changed or lost a document of this genre. */
export function signatures(db: Sqlite): ReadonlyMap<string, string> {
  const byGenre = new Map<string, string>();
  for (const [genre, version] of queries(db).seen.all()) byGenre.set(genre, `${byGenre.get(genre) ?? ''} ${version}`);
  return byGenre;
}
