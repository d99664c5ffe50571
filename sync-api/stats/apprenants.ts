import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { isBusy } from '../store/busy.ts';
import type { Tables } from '../store/tables.ts';
import { isVisible } from './bilan-relation.ts';

/** Distinct pupils with an active vœu, by académie of the formateur; `ALL` counts a pupil of two académies once. */
export type Apprenants = ReadonlyMap<string, number>;

/** The flux of one académie, or of all; the signature changes when their vœux do. */
export interface Groupe {
  code: string;
  flux: readonly string[];
  signature: string;
}

/** Other requests pass between two slices. */
const fluxAtOnce = 50;

/**
 * Distinct people cannot be added up, so they are counted again, flux by flux, when vœux have moved somewhere: never for
 * a reception, an account or a délégation. A pupil is held by its INE for the time of the count only.
 */
export async function compterApprenants(
  db: Kysely<Tables>,
  campagne: number,
  groupes: readonly Groupe[],
): Promise<Apprenants> {
  const rows = await db.selectFrom('bilan_apprenants').selectAll().where('campagne', '=', campagne).execute();
  const known = new Map(rows.map((row) => [row.academie_code, row]));
  const apprenants = new Map<string, number>();
  const moved: (Groupe & { ines: Set<string> })[] = [];
  for (const groupe of groupes) {
    const stored = known.get(groupe.code);
    if (stored?.signature === groupe.signature) apprenants.set(groupe.code, stored.nombre);
    else moved.push({ ...groupe, ines: new Set() });
  }
  const setsOf = new Map<string, Set<string>[]>();
  for (const { flux, ines } of moved) for (const id of flux) setsOf.set(id, [...(setsOf.get(id) ?? []), ines]);
  let read = 0;
  for (const [fluxId, sets] of setsOf) {
    for (const ine of await listInes(db, fluxId)) for (const set of sets) set.add(ine);
    read += 1;
    if (read % fluxAtOnce === 0) await setImmediate();
  }
  for (const { code, ines } of moved) apprenants.set(code, ines.size);
  await garder(
    db,
    moved.map(({ code, signature, ines }) => ({ campagne, academie_code: code, signature, nombre: ines.size })),
  );
  return apprenants;
}

async function listInes(db: Kysely<Tables>, fluxId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('voeu')
    .select('ine')
    .distinct()
    .where('flux_id', '=', fluxId)
    .where('etat', '=', 'actif')
    .where(isVisible(fluxId))
    .execute();
  return rows.map(({ ine }) => ine);
}

async function garder(db: Kysely<Tables>, rows: readonly Tables['bilan_apprenants'][]): Promise<void> {
  if (rows.length === 0) return;
  try {
    await db
      .insertInto('bilan_apprenants')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['campagne', 'academie_code']).doUpdateSet((eb) => ({
          signature: eb.ref('excluded.signature'),
          nombre: eb.ref('excluded.nombre'),
        })),
      )
      .execute();
  } catch (error: unknown) {
    if (!isBusy(error)) throw error;
  }
}
