import { Avance, type FluxAvance } from './avance.ts';
import { type BilanFlux, type Comparaison, comparerFlux, comparerSansRelation } from './comparer-flux.ts';
import { DepotScene } from './depot-scene.ts';
import type { DestinationPlan, ImportDeps, Plan } from './plan.ts';

/** One relation compared, its rows waiting: beyond the head of its flux, or in the scene. */
export interface Prepare {
  destination: DestinationPlan;
  bilan: BilanFlux;
  /** null when they wait in the scene. */
  avance: FluxAvance | null;
}

/**
 * Compares everything, before and outside the one transaction. Whoever writes meanwhile is not kept waiting, but for
 * the short transactions of {@link Avance}.
 *
 * @param entre awaited between two relations; what it throws ends the preparation
 */
export async function preparer(
  { db }: Pick<ImportDeps, 'db'>,
  comparaison: Comparaison,
  { destinations, sorties, sansRelation }: Plan,
  entre: () => Promise<void> = async () => undefined,
): Promise<Prepare[]> {
  const scene = new DepotScene(db);
  const avance = new Avance(db, comparaison.portee.extractionId, scene);
  const opened = await avance.ouvrir(destinations.filter(({ vierge }) => vierge));
  const prepared: Prepare[] = [];
  for (const destination of destinations) {
    await entre();
    const isAvance = opened.has(destination.fluxId);
    const bilan = await comparerFlux(
      db,
      comparaison,
      { ...destination, vierge: isAvance },
      sorties.get(destination.fluxId) ?? [],
      isAvance ? avance : scene,
    );
    if (bilan !== null) prepared.push({ destination, bilan, avance: null });
  }
  if (sansRelation !== null || sorties.has(null))
    await comparerSansRelation(db, comparaison, sorties.get(null) ?? [], scene);
  await scene.finir();
  const given = await avance.finir();
  return prepared.map((one) => ({ ...one, avance: given.get(one.destination.fluxId) ?? null }));
}
