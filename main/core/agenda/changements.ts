import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';

/**
 * Créneaux whose rows were written since the page was last told, per connection. A transaction that is rolled back
 * leaves its ids here: the page then asks once for nothing.
 */
const noted = perDatabase(() => new Set<string>());

export const noteCreneau = (db: Sqlite, creneau: string): void => {
  noted(db).add(creneau);
};

/** More than this and the page asks again instead of being told one by one. */
const maxTold = 50;

/** What to tell now; undefined when nothing changed, null when too much did. Forgets it. */
export function takeChangements({ persons, bulk }: Pick<Store, 'persons' | 'bulk'>): string[] | null | undefined {
  const all = new Set([...noted(persons), ...noted(bulk)]);
  for (const db of [persons, bulk]) noted(db).clear();
  if (all.size === 0) return undefined;
  return all.size > maxTold ? null : [...all].sort();
}
