import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import { estFluxLocal } from '../../../shared/contract/primitives.ts';
import { forgetDossiers } from '../candidats/projection.ts';
import { perDatabase } from '../store/sqlite.ts';
import { askScrub, type Store } from '../store/store.ts';

const queries = perDatabase((db) => ({
  exists: db.prepare<[string], number>('SELECT 1 FROM flux WHERE id = ?').pluck(),
  people: db.prepare<[string], { dossier: string; candidat: string }>(
    'SELECT dossier, candidat FROM dossier_etat WHERE flux = ?',
  ),
  removals: ['ligne', 'saisie', 'dossier_perdu', 'reception'].map((table) =>
    db.prepare<[string]>(`DELETE FROM ${table} WHERE flux = ?`),
  ),
  flux: db.prepare<[string]>('DELETE FROM flux WHERE id = ?'),
}));

export interface ListeSupprimee {
  /** People who were on it. */
  candidats: number;
  /** Ids of the candidats written or removed. */
  touches: Set<string>;
}

/**
 * Removes a list imported by hand with its people and what was written for them, in one transaction. No server has it,
 * so nothing is kept for one. Failures: NON_AUTORISE for a list of the server, which only an order removes (PROTOCOL
 * 5), INTROUVABLE, DISQUE_PLEIN.
 */
export function removeLocalListe(store: Store, flux: string): Result<ListeSupprimee> {
  if (!estFluxLocal(flux)) return failure('NON_AUTORISE');
  const removed = store.writePersons((db) => {
    const sql = queries(db);
    if (sql.exists.get(flux) === undefined) return failure('INTROUVABLE');
    const people = sql.people.all(flux);
    for (const removal of sql.removals) removal.run(flux);
    sql.flux.run(flux);
    const touches = forgetDossiers(
      db,
      people.map(({ dossier }) => dossier),
    );
    askScrub(db);
    return success({ candidats: new Set(people.map(({ candidat }) => candidat)).size, touches });
  });
  if (!removed.ok) return removed;
  const scrubbed = store.scrub();
  return scrubbed.ok ? removed : scrubbed;
}
