import type { Kysely, Selectable } from 'kysely';
import { deplacer } from '../../shared/domain/empreinte.ts';
import { empreinteLigne, empreinteVide, insertLignes, type LigneAEcrire } from '../store/flux.ts';
import { InsertMany } from '../store/insert-many.ts';
import type { Tables } from '../store/tables.ts';
import type { Depot } from './comparer-flux.ts';
import type { DepotScene } from './depot-scene.ts';
import { verifierLaMain } from './la-main.ts';

/**
 * A first national list is written in advance. Its rows alone take SQLite longer than writers may be kept waiting, and
 * the flux that they go to are empty: so they are put beyond the head of their flux, in short transactions between
 * which everybody writes, and the import's one transaction only has to move the heads. Until then nobody can see them:
 * a pull stops at the head, a new flux belongs to no relation yet, and their dossiers do not exist yet. Any writer
 * that comes to such a flux first removes them (`lockFlux`), and the import compares that flux again.
 */

/** Rows of one short transaction: about a fifth of a second. */
const rowsAtOnce = 4_000;
const fluxAtOnce = 200;

export interface FluxVierge {
  fluxId: string;
  /** Made here: belongs to no relation until the heads move. */
  estNouveau: boolean;
}

/** What the one transaction gives to a flux that was written in advance. */
export interface FluxAvance {
  base: number;
  lignes: number;
  empreinte: string;
}

const insertVoeux = new InsertMany<Selectable<Tables['voeu']>>((trx, rows) =>
  trx.insertInto('voeu').values(rows).compile(),
);

/** Puts the rows of empty flux beyond their heads. */
export class Avance implements Depot {
  readonly #db: Kysely<Tables>;
  readonly #extractionId: string;
  readonly #scene: DepotScene;
  readonly #flux = new Map<string, FluxAvance>();
  #voeux: Selectable<Tables['voeu']>[] = [];
  #lignes: Selectable<Tables['ligne']>[] = [];

  constructor(db: Kysely<Tables>, extractionId: string, scene: DepotScene) {
    this.#db = db;
    this.#scene = scene;
    this.#extractionId = extractionId;
  }

  /** Opens the new flux and marks the empty ones. @returns those that may be written in advance */
  async ouvrir(vierges: readonly FluxVierge[]): Promise<ReadonlySet<string>> {
    for (let start = 0; start < vierges.length; start += fluxAtOnce) {
      const part = vierges.slice(start, start + fluxAtOnce);
      await this.#db.transaction().execute(async (trx) => {
        await verifierLaMain(trx, this.#extractionId);
        await this.#creer(
          trx,
          part.filter(({ estNouveau }) => estNouveau).map(({ fluxId }) => fluxId),
        );
        await this.#marquer(
          trx,
          part.filter(({ estNouveau }) => !estNouveau).map(({ fluxId }) => fluxId),
        );
      });
    }
    return new Set(this.#flux.keys());
  }

  async #creer(trx: Kysely<Tables>, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const closed = {
      genre: 'relation' as const,
      relation_id: null,
      siret_responsable: null,
      compte_id: null,
      campagne: null,
      tete: 0,
      nombre: 0,
      empreinte: empreinteVide,
      plancher: 0,
      purge_apres: null,
      purge_le: null,
      dernier_recu_le: null,
      en_scene: this.#extractionId,
    };
    await trx
      .insertInto('flux')
      .values(ids.map((id) => ({ id, ...closed })))
      .execute();
    for (const id of ids) this.#flux.set(id, { base: 0, lignes: 0, empreinte: empreinteVide });
  }

  async #marquer(trx: Kysely<Tables>, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const rows = await trx
      .updateTable('flux')
      .set({ en_scene: this.#extractionId })
      .where('id', 'in', ids)
      .where('nombre', '=', 0)
      .where('purge_le', 'is', null)
      .where('id', 'not in', trx.selectFrom('dossier').select('flux_id').where('flux_id', 'in', ids))
      .returning(['id', 'tete'])
      .execute();
    for (const { id, tete } of rows) this.#flux.set(id, { base: tete, lignes: 0, empreinte: empreinteVide });
  }

  /** They wait in the scene: known by their INE, they would lead other writers to a list that is not there yet. */
  async dossiers(rows: Selectable<Tables['scene_dossier']>[]): Promise<void> {
    await this.#scene.dossiers(rows);
  }

  async voeux(rows: Selectable<Tables['scene_voeu']>[]): Promise<void> {
    this.#voeux.push(...rows);
  }

  async lignes(fluxId: string, rows: readonly LigneAEcrire[]): Promise<void> {
    const flux = this.#flux.get(fluxId);
    if (flux === undefined) throw new Error('a flux that was not opened');
    const termes: string[] = [];
    for (const { id, type, v, dossierId, corps } of rows) {
      flux.lignes += 1;
      const seq = flux.base + flux.lignes;
      termes.push(empreinteLigne(id, seq));
      this.#lignes.push({ flux_id: fluxId, id, seq, type, v, dossier_id: dossierId, corps });
    }
    flux.empreinte = deplacer(flux.empreinte, [], termes);
    if (this.#lignes.length >= rowsAtOnce) await this.#ecrire();
  }

  /** A flux that holds nothing loses nothing. */
  async retraits(): Promise<void> {}

  /** Writes what is still held. @returns what each flux is to be given */
  async finir(): Promise<ReadonlyMap<string, FluxAvance>> {
    if (this.#lignes.length > 0) await this.#ecrire();
    return this.#flux;
  }

  async #ecrire(): Promise<void> {
    const [voeux, lignes] = [this.#voeux, this.#lignes];
    this.#voeux = [];
    this.#lignes = [];
    const ids = [...new Set(lignes.map(({ flux_id }) => flux_id))];
    await this.#db.transaction().execute(async (trx) => {
      await verifierLaMain(trx, this.#extractionId);
      const held = await trx
        .selectFrom('flux')
        .select('id')
        .where('id', 'in', ids)
        .where('en_scene', '=', this.#extractionId)
        .execute();
      // Somebody wrote into the others meanwhile: they are compared again in the one transaction.
      const open = new Set<string | null>(held.map(({ id }) => id));
      const stays = ({ flux_id }: { flux_id: string | null }): boolean => open.has(flux_id);
      await insertVoeux.run(trx, voeux.filter(stays));
      await insertLignes.run(trx, lignes.filter(stays));
    });
  }
}
