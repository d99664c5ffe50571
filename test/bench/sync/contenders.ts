import { join } from 'node:path';
import { z } from 'zod';
import { coreHeapOptions } from '../../../main/shell/core-heap.ts';
import { Child } from '../child.ts';
import { pupilsOf } from '../rows.ts';

/** Our own side of the first sync: the real server, a poste, and the same rows inserted bare. */
const serverReady = z.object({ origin: z.string(), compte: z.string(), poste: z.string() });
const synced = z.object({
  ms: z.number(),
  cpuMs: z.number(),
  startBytes: z.number(),
  peakBytes: z.number(),
  mode: z.literal('normal'),
  erreur: z.null(),
  lignes: z.number(),
  candidats: z.number(),
  trouves: z.number(),
  indexes: z.literal(1),
});
const inserted = z.object({ ms: z.number(), cpuMs: z.number(), lignes: z.number(), candidats: z.number() });

export type Synced = z.infer<typeof synced>;
export type Inserted = z.infer<typeof inserted>;

/** A file key; the bare inserts read the file of the sync with it. */
export const benchKey = 'ab'.repeat(32);

export interface OurServer {
  voeux: number;
  poste: Record<'origine' | 'compte' | 'poste', string>;
  stop(): Promise<void>;
}

export async function startOurServer(folder: string, voeux: number): Promise<OurServer> {
  const script = new URL('../server-process.ts', import.meta.url);
  const server = new Child(script, { fichier: join(folder, `serveur-${voeux}.sqlite`), voeux: String(voeux) });
  try {
    const { origin, compte, poste } = await server.read(serverReady);
    return { voeux, poste: { origine: origin, compte, poste }, stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** @throws when somebody is missing from the rows, the people or the search */
function everybody<T extends { lignes: number; candidats: number }>(held: T, voeux: number): T {
  const pupils = pupilsOf(voeux);
  // One transmission beside them.
  if (held.lignes !== voeux + pupils + 1 || held.candidats !== pupils)
    throw new Error(`${held.lignes} rows and ${held.candidats} people for ${voeux} voeux`);
  return held;
}

async function runOnce<S extends z.ZodType>(
  name: string,
  options: Record<string, string>,
  schema: S,
  nodeOptions: readonly string[],
): Promise<z.infer<S>> {
  const child = new Child(new URL(`./${name}.ts`, import.meta.url), { ...options, cle: benchKey }, nodeOptions);
  try {
    const said = await child.read(schema);
    child.finish();
    await child.ended();
    return said;
  } finally {
    await child.stop();
  }
}

/** A first sync into a fresh `file`. */
export async function syncOurs({ voeux, poste }: OurServer, file: string): Promise<Synced> {
  // Within the bounds that the product gives its core.
  const said = await runOnce('poste-process', { ...poste, fichier: file }, synced, coreHeapOptions);
  const held = everybody(said, voeux);
  if (held.trouves !== held.candidats) throw new Error(`${held.trouves} people found of ${held.candidats}`);
  return held;
}

/** The rows of the finished `model`, all of them in memory beforehand, into a fresh `file`. */
export const insertBare = async (voeux: number, model: string, file: string): Promise<Inserted> =>
  everybody(await runOnce('bare-process', { modele: model, fichier: file }, inserted, []), voeux);
