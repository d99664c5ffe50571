import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/** What a filter can ask for: a few hundred values, each written once and named by its number. */
export interface Valeur {
  genre: 'formation' | 'accueil' | 'flux' | 'operateur';
  cle: string;
  nom: string;
}

const queries = perDatabase((db) => ({
  ofKey: db.prepare<[string, string], number>('SELECT rang FROM valeur WHERE genre = ? AND cle = ?').pluck(),
  find: db
    .prepare<[string, string, string], number>('SELECT rang FROM valeur WHERE genre = ? AND cle = ? AND nom = ?')
    .pluck(),
  insert: db.prepare<[string, string, string]>('INSERT INTO valeur (genre, cle, nom) VALUES (?, ?, ?)'),
  release: db.prepare<{ valeur: number }>(
    'DELETE FROM valeur WHERE rang = @valeur AND NOT EXISTS (SELECT 1 FROM candidat_valeur WHERE valeur = @valeur)',
  ),
}));

/** Numbers met during one transaction. */
export type KnownValeurs = Map<string, number>;

/**
 * The numbers of these values, sorted, each once; of two names for one key the first in the alphabet stands, so that
 * the order of the vœux changes nothing.
 */
export function rangsOf(db: Sqlite, valeurs: readonly Valeur[], known: KnownValeurs): number[] {
  const sql = queries(db);
  const names = new Map<string, Valeur>();
  for (const valeur of valeurs) {
    const key = `${valeur.genre} ${valeur.cle}`;
    const other = names.get(key);
    if (other === undefined || valeur.nom < other.nom) names.set(key, valeur);
  }
  const rangs: number[] = [];
  for (const { genre, cle, nom } of names.values()) {
    const key = `${genre} ${cle} ${nom}`;
    const rang =
      known.get(key) ?? sql.find.get(genre, cle, nom) ?? Number(sql.insert.run(genre, cle, nom).lastInsertRowid);
    known.set(key, rang);
    rangs.push(rang);
  }
  return rangs.sort((a, b) => a - b);
}

/** The numbers of the values that these keys name; none for a key that nobody has. */
export const findValeurs = (db: Sqlite, genre: Valeur['genre'], cles: readonly string[]): number[] =>
  [...new Set(cles)].flatMap((cle) => queries(db).ofKey.all(genre, cle));

/** Forgets a value that nobody has any more. */
export function releaseValeur(db: Sqlite, valeur: number, known: KnownValeurs): void {
  if (queries(db).release.run({ valeur }).changes > 0) known.clear();
}
