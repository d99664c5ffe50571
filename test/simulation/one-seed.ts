import { checkAll } from './invariants.ts';
import type { Deed } from './ledger.ts';
import { live, settle } from './schedule.ts';
import { World } from './world.ts';

export interface SeedOutcome {
  actes: number;
  onServer: number;
  parked: number;
  crashes: number;
  deeds: ReadonlyMap<Deed, number>;
}

/** One whole life: faults, then peace, then every invariant. Throws `Broken` with the seed. */
export async function runSeed(seed: number, steps: number): Promise<SeedOutcome> {
  const world = await World.create(seed);
  try {
    await live(world, steps);
    await settle(world);
    await checkAll(world);
    return {
      actes: world.ledger.promised.length,
      onServer: (await world.server.db.selectFrom('acte').select('id').execute()).length,
      parked: world.postes.reduce((total, poste) => total + poste.etat.aRevoir, 0),
      deeds: world.ledger.deeds,
      crashes: world.postes.reduce((total, poste) => total + poste.crashes, 0),
    };
  } finally {
    await world.close();
  }
}
