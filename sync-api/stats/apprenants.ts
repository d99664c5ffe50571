import type { Kysely } from 'kysely';
import { isBusy } from '../store/busy.ts';
import type { Tables } from '../store/tables.ts';

/** Distinct pupils with an active vœu, by académie of the formateur; `ALL` counts a pupil of two académies once. */
export type Apprenants = ReadonlyMap<string, number>;

/** The flux of one académie; the signature changes when their vœux do. */
export interface Groupe {
  code: string;
  flux: readonly string[];
  signature: string;
}

/**
 * Distinct people cannot be added up, so they are counted per group, and only in a group whose vœux have moved since:
 * never for a reception, an account or a délégation.
 */
export async function compterApprenants(
  db: Kysely<Tables>,
  campagne: number,
  groupes: readonly Groupe[],
): Promise<Apprenants> {
  const rows = await db.selectFrom('bilan_apprenants').selectAll().where('campagne', '=', campagne).execute();
  const known = new Map(rows.map((row) => [row.academie_code, row]));
  const apprenants = new Map<string, number>();
  for (const { code, flux, signature } of groupes) {
    const stored = known.get(code);
    if (stored?.signature === signature) {
      apprenants.set(code, stored.nombre);
      continue;
    }
    const nombre = await compter(db, campagne, code === 'ALL' ? null : flux);
    apprenants.set(code, nombre);
    await garder(db, { campagne, academie_code: code, signature, nombre });
  }
  return apprenants;
}

async function compter(db: Kysely<Tables>, campagne: number, flux: readonly string[] | null): Promise<number> {
  if (flux?.length === 0) return 0;
  const { nombre } = await db
    .selectFrom('voeu')
    .select((eb) => eb.fn.count<number>('ine').distinct().as('nombre'))
    .where('campagne', '=', campagne)
    .where('etat', '=', 'actif')
    // Not those that an import is writing in advance.
    .where('flux_id', 'in', (eb) => eb.selectFrom('flux').select('flux.id').where('flux.en_scene', 'is', null))
    .$if(flux !== null, (query) => query.where('flux_id', 'in', flux ?? []))
    .executeTakeFirstOrThrow();
  return nombre;
}

async function garder(db: Kysely<Tables>, row: Tables['bilan_apprenants']): Promise<void> {
  try {
    await db
      .insertInto('bilan_apprenants')
      .values(row)
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
