import type { World } from './world.ts';

/** A promise that was not kept, with the seed that broke it. */
export class Broken extends Error {}

export const broken = (world: World, what: string, details: unknown): Broken =>
  new Broken(`seed ${world.seed}: ${what}\n${JSON.stringify(details, null, 1)?.slice(0, 2_000)}`);

export const isErased = async (world: World, dossier: string): Promise<boolean> => {
  const row = await world.server.db
    .selectFrom('dossier')
    .select('efface_le')
    .where('id', '=', dossier)
    .executeTakeFirst();
  return row === undefined || row.efface_le !== null;
};
