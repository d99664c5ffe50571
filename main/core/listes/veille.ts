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
 * an exchange. The first look tells nothing: the page has not asked yet.
 */
export function createVeille(store: Store, onChange: () => void): { look(): void } {
  let seen: string | null = null;
  return {
    look() {
      const now = JSON.stringify(queries(store.persons).signature.all());
      const hasChanged = seen !== null && seen !== now;
      seen = now;
      if (hasChanged) onChange();
    },
  };
}
