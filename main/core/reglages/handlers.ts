import { type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf } from '../../../shared/contract/ipc/index.ts';
import { type Reglages, reglages, reglagesParDefaut } from '../../../shared/contract/ipc/reglages.ts';
import { readLocal, writeLocal } from '../store/local.ts';
import type { Store } from '../store/store.ts';

/** The settings of this poste, whole after every write: a file of an older version gets today's defaults. */
export function createReglagesHandlers(store: Store) {
  const read = (): Reglages => {
    const kept = readLocal(store.persons, 'reglages', reglages.partial().catch({})) ?? {};
    return reglages.parse({ ...reglagesParDefaut, ...kept });
  };
  return {
    'reglages:lire': (): Result<Reglages> => success(read()),
    'reglages:ecrire': (request: RequestOf<'reglages:ecrire'>): Result<Reglages> =>
      store.writePersons((db) => {
        const next = { ...read(), ...request };
        writeLocal(db, 'reglages', next);
        return success(reglages.parse(next));
      }),
  };
}
