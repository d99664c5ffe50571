import { type Kysely, type Selectable, sql } from 'kysely';
import { refuse } from '../errors.ts';
import { ensureFlux, quitterScene } from '../store/flux.ts';
import { InsertMany } from '../store/insert-many.ts';
import type { Tables } from '../store/tables.ts';
import { purgeApres } from './campagne.ts';
import { listSorties } from './comparaison.ts';
import { type BilanFlux, type Comparaison, comparerFlux } from './comparer-flux.ts';
import { copierScene, listPerimes, repeterOppositions } from './copie.ts';
import { DepotScene, oublierFlux } from './depot-scene.ts';
import { abandonner, verifierLaMain } from './la-main.ts';
import { reprendreLesPertes } from './pertes-reprises.ts';
import type { ImportDeps, Plan } from './plan.ts';
import type { Prepare } from './preparation.ts';

/** One relation as the import left it. */
export interface Applique {
  relation: string;
  fluxId: string;
  bilan: BilanFlux;
}

interface Place {
  relationId: string;
  fluxId: string | null;
  tete: number;
  purgeLe: string | null;
}

const insertRelations = new InsertMany<Selectable<Tables['relation']>>((trx, rows) =>
  trx.insertInto('relation').values(rows).compile(),
);

/** Every relation with its flux of the campagne, as they are now: in one question. */
async function lirePlaces(trx: Kysely<Tables>, campagne: number): Promise<Map<string, Place>> {
  const rows = await trx
    .selectFrom('relation as r')
    .leftJoin('flux as f', (join) =>
      join.onRef('f.relation_id', '=', 'r.id').on('f.campagne', '=', campagne).on('f.genre', '=', sql.lit('relation')),
    )
    .select(['r.id', 'r.siret_responsable', 'r.siret_formateur', 'f.id as flux_id', 'f.tete', 'f.purge_le'])
    .execute();
  return new Map(
    rows.map((row) => [
      `${row.siret_responsable}-${row.siret_formateur}`,
      { relationId: row.id, fluxId: row.flux_id, tete: row.tete ?? 0, purgeLe: row.purge_le },
    ]),
  );
}

/** A flux that reached its end since the plan receives nothing. */
function refuserLesPurges(campagne: number, prepared: readonly Prepare[], places: ReadonlyMap<string, Place>): void {
  const relations = prepared
    .map(({ destination }) => destination.relation)
    .filter((relation) => (places.get(relation)?.purgeLe ?? null) !== null);
  if (relations.length > 0) throw refuse('CAMPAGNE_PURGEE', 409, { campagne, relations });
}

/**
 * The one transaction of an import (PROTOCOL 7): moves the heads of what was written in advance and copies the rest
 * from the scene. What somebody changed since it was compared is compared again here, so that nothing rests on what is
 * no longer true.
 *
 * @throws Refusal IMPORT_CONCURRENT, TROP_DE_RETRAITS, CAMPAGNE_PURGEE: to be rolled back
 */
export class Application {
  readonly #deps: ImportDeps;
  readonly #trx: Kysely<Tables>;
  readonly #comparaison: Comparaison;

  constructor(deps: ImportDeps, trx: Kysely<Tables>, comparaison: Comparaison) {
    this.#deps = deps;
    this.#trx = trx;
    this.#comparaison = comparaison;
  }

  async appliquer(
    prepared: readonly Prepare[],
    plan: Pick<Plan, 'tetes' | 'pertes' | 'confirmation'>,
  ): Promise<Applique[]> {
    const trx = this.#trx;
    const { portee } = this.#comparaison;
    const { extractionId, campagne } = portee;
    await verifierLaMain(trx, extractionId);
    const places = await lirePlaces(trx, campagne);
    refuserLesPurges(campagne, prepared, places);
    const tetes = new Map([...places.values()].map(({ fluxId, tete }) => [fluxId ?? '', tete]));
    const recomptes = await reprendreLesPertes(trx, portee, plan, tetes);
    await this.#creerRelations(prepared, places);
    const perimes = new Set([...(await listPerimes(trx)), ...recomptes]);
    const appliques: Applique[] = [];
    for (const one of prepared) {
      const { destination, bilan } = one;
      // Not as it was prepared for: what stands beyond its head must not be taken in below.
      if (one.avance !== null && perimes.has(destination.fluxId))
        await quitterScene(trx, { id: destination.fluxId, tete: one.avance.base });
      const { fluxId, tel } = await this.#placer(one, places.get(destination.relation));
      const isKept = tel && !perimes.has(fluxId);
      const now = isKept ? bilan : await this.#recomparer(one, fluxId);
      if (now !== null) appliques.push({ relation: destination.relation, fluxId, bilan: now });
    }
    await copierScene(trx, this.#comparaison.recueLe);
    const { clock, random } = this.#deps;
    await repeterOppositions({ trx, clock, random, tetes: new Map() });
    return appliques;
  }

  async #creerRelations(prepared: readonly Prepare[], places: Map<string, Place>): Promise<void> {
    const made: Selectable<Tables['relation']>[] = [];
    for (const { destination } of prepared) {
      const { responsable, formateur, relation, relationId } = destination;
      if (responsable === null || formateur === null || places.has(relation)) continue;
      places.set(relation, { relationId, fluxId: null, tete: 0, purgeLe: null });
      const couple = { siret_responsable: responsable, siret_formateur: formateur };
      const rest = { email_responsable: null, cree_le: this.#comparaison.recueLe, retiree_le: null };
      made.push({ id: relationId, ...couple, ...rest });
    }
    await insertRelations.run(this.#trx, made);
  }

  /** Where the rows go. @returns `tel`: they may go there as they were prepared */
  async #placer({ destination, avance }: Prepare, place: Place | undefined): Promise<{ fluxId: string; tel: boolean }> {
    const trx = this.#trx;
    const { portee } = this.#comparaison;
    const { fluxId, estNouveau } = destination;
    const relationId = place?.relationId ?? destination.relationId;
    const own = { relation_id: relationId, campagne: portee.campagne };
    const cle = { genre: 'relation' as const, relationId, campagne: portee.campagne };
    const purge = purgeApres(portee.campagne, this.#deps.config.retentionMois);
    if (estNouveau && place !== undefined && place.fluxId !== null) {
      // Somebody opened a flux of this relation meanwhile.
      if (avance !== null) await abandonner(trx, { id: fluxId, tete: 0, relation_id: null });
      return { fluxId: place.fluxId, tel: false };
    }
    if (avance === null) {
      if (estNouveau) await ensureFlux(trx, { uuid: () => fluxId }, { ...cle, purgeApres: purge });
      return { fluxId, tel: true };
    }
    const { base, lignes, empreinte } = avance;
    const { numUpdatedRows } = await trx
      .updateTable('flux')
      .set((eb) => ({
        tete: eb('tete', '+', lignes),
        nombre: lignes,
        empreinte,
        en_scene: null,
        ...(estNouveau ? { ...own, purge_apres: purge } : {}),
      }))
      .where('id', '=', fluxId)
      .where('tete', '=', base)
      .where('en_scene', '=', portee.extractionId)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) return { fluxId, tel: true };
    // Somebody wrote into it meanwhile, and what was prepared went; so did a flux that was made for that alone.
    if (!estNouveau) return { fluxId, tel: false };
    await abandonner(trx, { id: fluxId, tete: base, relation_id: null });
    return { fluxId: await ensureFlux(trx, { uuid: () => fluxId }, { ...cle, purgeApres: purge }), tel: false };
  }

  async #recomparer({ destination }: Prepare, fluxId: string): Promise<BilanFlux | null> {
    const trx = this.#trx;
    await oublierFlux(trx, destination.fluxId);
    const { avant } = await trx
      .selectFrom('voeu')
      .select((eb) => eb.fn.countAll<number>().as('avant'))
      .where('flux_id', '=', fluxId)
      .where('etat', '=', 'actif')
      .executeTakeFirstOrThrow();
    const sorties = await listSorties(trx, this.#comparaison.portee, fluxId);
    const current = { ...destination, fluxId, avant, vierge: false };
    const scene = new DepotScene(trx);
    const bilan = await comparerFlux(trx, this.#comparaison, current, sorties, scene);
    await scene.finir();
    return bilan;
  }
}
