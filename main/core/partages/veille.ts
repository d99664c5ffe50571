import { type GenreDePartage, genresDePartage } from '../../../shared/domain/partages.ts';
import type { Store } from '../store/store.ts';
import { signatures } from './miroir.ts';

/** Tells, at the end of an exchange, which documents it brought, changed or took away. */
export function createVeillePartages(store: Store, onChange: (genres: GenreDePartage[]) => void): { look(): void } {
  // The indexes that this reads by come at the end of a first sync.
  const read = () => (store.mode === 'normal' ? signatures(store.persons) : new Map<string, string>());
  let seen = read();
  return {
    look() {
      const now = read();
      const changed = genresDePartage.filter((genre) => now.get(genre) !== seen.get(genre));
      seen = now;
      if (changed.length > 0) onChange(changed);
    },
  };
}
