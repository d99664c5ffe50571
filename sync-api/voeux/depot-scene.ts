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

/** Rows held before they are written: each statement of the scene encrypts the pages that it touches. */
const rowsAtOnce = 1_000;

export class DepotScene implements Depot {
  readonly #db: Kysely<Tables>;
  readonly #ordres = new Map<string, number>();
  #dossiers: Selectable<Tables['scene_dossier']>[] = [];
  #voeux: Selectable<Tables['scene_voeu']>[] = [];
  #retraits: Selectable<Tables['scene_retrait']>[] = [];
  #lignes: Selectable<Tables['scene_ligne']>[] = [];
  #held = 0;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async dossiers(rows: Selectable<Tables['scene_dossier']>[]): Promise<void> {
    this.#dossiers.push(...rows);
    await this.#hold(rows.length);
  }

  async voeux(rows: Selectable<Tables['scene_voeu']>[]): Promise<void> {
    this.#voeux.push(...rows);
    await this.#hold(rows.length);
  }

  async retraits(rows: Selectable<Tables['scene_retrait']>[]): Promise<void> {
    for (const row of rows) this.#retraits.push(row);
    await this.#hold(rows.length);
  }

  async lignes(fluxId: string, rows: readonly LigneAEcrire[]): Promise<void> {
    let ordre = this.#ordres.get(fluxId) ?? 0;
    for (const { id, type, v, dossierId, corps } of rows) {
      ordre += 1;
      this.#lignes.push({ flux_id: fluxId, ordre, id, type, v, dossier_id: dossierId, corps });
    }
    this.#ordres.set(fluxId, ordre);
    await this.#hold(rows.length);
  }

  /** Writes what is still held: to be called before anybody reads the scene. */
  async finir(): Promise<void> {
    if (this.#held === 0) return;
    const [dossiers, voeux, retraits, lignes] = [this.#dossiers, this.#voeux, this.#retraits, this.#lignes];
    [this.#dossiers, this.#voeux, this.#retraits, this.#lignes, this.#held] = [[], [], [], [], 0];
    const touched = new Set(lignes.map(({ flux_id }) => flux_id));
    const flux = [...touched].map((id) => ({ flux_id: id, lignes: this.#ordres.get(id) ?? 0, base: 0 }));
    const write = async (db: Kysely<Tables>): Promise<void> => {
      await insertDossiers.run(db, dossiers);
      await insertVoeux.run(db, voeux);
      await insertRetraits.run(db, retraits);
      await insertLignes.run(db, lignes);
      await insertFlux.run(db, flux);
    };
    await (this.#db.isTransaction ? write(this.#db) : this.#db.transaction().execute(write));
  }

  async #hold(count: number): Promise<void> {
    this.#held += count;
    if (this.#held >= rowsAtOnce) await this.finir();
  }
}

/** Forgets what was compared for one flux, to compare it again. */
export async function oublierFlux(db: Kysely<Tables>, fluxId: string): Promise<void> {
  for (const table of ['scene_flux', 'scene_ligne', 'scene_dossier', 'scene_voeu', 'scene_retrait'] as const)
    await db.deleteFrom(table).where('flux_id', '=', fluxId).execute();
}
