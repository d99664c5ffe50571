import { perDatabase } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';

const queries = perDatabase((db) => ({
  signature: db
    .prepare<[], unknown[]>(
      `SELECT f.id, f.nom, f.droits, f.indisponible, f.reconstruit, f.curseur < f.tete, t.seq, t.nombre, r.nombre
       FROM flux f LEFT JOIN flux_transmission t ON t.flux = f.id
         LEFT JOIN (SELECT flux, count(*) AS nombre FROM reception GROUP BY flux) r ON r.flux = f.id
       WHERE f.genre = 'relation' ORDER BY f.id`,
    )
    .raw(),
}));

/**
 * Tells that a list came or left, became available or not, or was proved, by looking at one row per list at the end of
 * an exchange. It starts from what the file holds when it is opened: a desk that was at work without a server is on
 * screen during its first exchange, and must be told of it.
 */
export function createVeille(store: Store, onChange: () => void): { look(): void } {
  const read = (): string => JSON.stringify(queries(store.persons).signature.all());
  let seen = read();
  return {
    look() {
      const now = read();
      if (now === seen) return;
      seen = now;
      onChange();
    },
  };
}
