import type { Kysely, Selectable } from 'kysely';
import type { LigneAEcrire } from '../store/flux.ts';
import { InsertMany } from '../store/insert-many.ts';
import type { Tables } from '../store/tables.ts';
import type { Depot } from './comparer-flux.ts';

/** Keeps what changes in the scene, until the one transaction copies it: nothing of it is in the database before. */

const insertFlux = new InsertMany<Selectable<Tables['scene_flux']>>((db, rows) =>
  db
    .insertInto('scene_flux')
    .values(rows)
    .onConflict((conflict) => conflict.column('flux_id').doUpdateSet((eb) => ({ lignes: eb.ref('excluded.lignes') })))
    .compile(),
);
const insertLignes = new InsertMany<Selectable<Tables['scene_ligne']>>((db, rows) =>
  db.insertInto('scene_ligne').values(rows).compile(),
);
const insertDossiers = new InsertMany<Selectable<Tables['scene_dossier']>>((db, rows) =>
  db.insertInto('scene_dossier').values(rows).compile(),
);
const insertVoeux = new InsertMany<Selectable<Tables['scene_voeu']>>((db, rows) =>
  db.insertInto('scene_voeu').values(rows).compile(),
);
const insertRetraits = new InsertMany<Selectable<Tables['scene_retrait']>>((db, rows) =>
  db.insertInto('scene_retrait').values(rows).compile(),
);

export class DepotScene implements Depot {
  readonly #db: Kysely<Tables>;
  readonly #ordres = new Map<string, number>();

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async dossiers(rows: Selectable<Tables['scene_dossier']>[]): Promise<void> {
    await insertDossiers.run(this.#db, rows);
  }

  async voeux(rows: Selectable<Tables['scene_voeu']>[]): Promise<void> {
    await insertVoeux.run(this.#db, rows);
  }

  async retraits(rows: Selectable<Tables['scene_retrait']>[]): Promise<void> {
    await insertRetraits.run(this.#db, rows);
  }

  async lignes(fluxId: string, rows: readonly LigneAEcrire[]): Promise<void> {
    if (rows.length === 0) return;
    let ordre = this.#ordres.get(fluxId) ?? 0;
    await insertLignes.run(
      this.#db,
      rows.map(({ id, type, v, dossierId, corps }) => {
        ordre += 1;
        return { flux_id: fluxId, ordre, id, type, v, dossier_id: dossierId, corps };
      }),
    );
    this.#ordres.set(fluxId, ordre);
    await insertFlux.run(this.#db, [{ flux_id: fluxId, lignes: ordre, base: 0 }]);
  }
}

/** Forgets what was compared for one flux, to compare it again. */
export async function oublierFlux(db: Kysely<Tables>, fluxId: string): Promise<void> {
  for (const table of ['scene_flux', 'scene_ligne', 'scene_dossier', 'scene_voeu', 'scene_retrait'] as const)
    await db.deleteFrom(table).where('flux_id', '=', fluxId).execute();
}
