import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import { estFluxLocal } from '../../../shared/contract/primitives.ts';
import { forgetDossiers } from '../candidats/projection.ts';
import { isLocalSql } from '../store/flux-local.ts';
import { retirerListe, retirerPersonne } from '../store/retirer-local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';

/** People taken out in one transaction: some tens of milliseconds. */
const peopleAtOnce = 50;

const queries = perDatabase((db) => ({
  exists: db.prepare<[string], number>('SELECT 1 FROM flux WHERE id = ?').pluck(),
  people: db.prepare<[string, number], { dossier: string; candidat: string }>(
    `SELECT dossier, candidat FROM dossier_etat WHERE flux = ? AND ${isLocalSql('flux')} LIMIT ?`,
  ),
}));

export interface ListeSupprimee {
  /** People who were on it. */
  candidats: number;
  /** Ids of the candidats written or removed. */
  touches: Set<string>;
}

/**
 * Removes a list imported by hand with its people and what was written for them. No server has it, so nothing is kept
 * for one. A few people at a time, the person's commands in between: a kill leaves the list with whoever is still on
 * it, to be removed again. Failures: NON_AUTORISE for a list of the server, which only an order removes (PROTOCOL 5),
 * INTROUVABLE, DISQUE_PLEIN.
 */
export async function removeLocalListe(
  store: Store,
  flux: string,
  breathe: () => Promise<void>,
): Promise<Result<ListeSupprimee>> {
  if (!estFluxLocal(flux)) return failure('NON_AUTORISE');
  const people = new Set<string>();
  const touches = new Set<string>();
  for (let left = true; left; ) {
    const step = store.writePersons((db) => removeSome(db, flux));
    if (!step.ok) return step;
    for (const { candidat } of step.value.people) people.add(candidat);
    for (const candidat of step.value.touches) touches.add(candidat);
    left = step.value.people.length > 0;
    await breathe();
  }
  const scrubbed = store.scrub();
  return scrubbed.ok ? success({ candidats: people.size, touches }) : scrubbed;
}

interface Removed {
  people: { dossier: string; candidat: string }[];
  touches: Set<string>;
}

/** Whoever is next; the list itself once nobody is left. */
function removeSome(db: Sqlite, flux: string): Result<Removed> {
  const sql = queries(db);
  if (sql.exists.get(flux) === undefined) return failure('INTROUVABLE');
  const people = sql.people.all(flux, peopleAtOnce);
  for (const { dossier } of people) retirerPersonne(db, flux, dossier);
  if (people.length === 0) retirerListe(db, flux);
  const touches = forgetDossiers(
    db,
    people.map(({ dossier }) => dossier),
  );
  return success({ people, touches });
}
