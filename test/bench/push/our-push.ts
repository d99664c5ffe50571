import { join } from 'node:path';
import { z } from 'zod';
import { coreHeapOptions } from '../../../main/shell/core-heap.ts';
import { Child } from '../child.ts';

const serverReady = z.object({ origin: z.string(), compte: z.string(), poste: z.string() });
const serverHeld = z.object({ actes: z.array(z.string()), lignes: z.number(), accidents: z.number() });
const posteSent = z.object({
  accepteMs: z.number(),
  videMs: z.number(),
  actes: z.array(z.string()),
  erreur: z.null(),
});

export interface OurPush {
  /** Until the server's answer for the last acte is written in the poste's file, milliseconds. */
  acceptedMs: number;
  /** Until the pull has brought the last one back and the outbox is empty, milliseconds. */
  confirmedMs: number;
}

/**
 * One round: a server and a poste of their own, a first sync and the calls written, both uncounted, then the push.
 * @throws when the server does not hold exactly what the poste wrote, once
 */
export async function pushOurs(folder: string, actes: number): Promise<OurPush> {
  // One call per pupil, and three quarters as many pupils as vœux.
  const voeux = Math.ceil((actes * 4) / 3);
  const server = new Child(new URL('../server-process.ts', import.meta.url), {
    fichier: join(folder, 'serveur.sqlite'),
    voeux: String(voeux),
  });
  let poste: Child | null = null;
  try {
    const { origin, ...author } = await server.read(serverReady);
    poste = new Child(
      new URL('./poste-process.ts', import.meta.url),
      { ...author, origine: origin, fichier: join(folder, 'poste.sqlite'), actes: String(actes) },
      coreHeapOptions,
    );
    const sent = await poste.read(posteSent);
    await poste.ended();
    server.finish();
    const held = await server.read(serverHeld);
    await server.ended();
    const isExact =
      sent.actes.length === actes &&
      held.lignes === actes &&
      held.accidents === 0 &&
      held.actes.sort().join() === [...sent.actes].sort().join();
    if (!isExact) throw new Error(`${held.actes.length} actes and ${held.lignes} rows for ${actes} calls`);
    return { acceptedMs: sent.accepteMs, confirmedMs: sent.videMs };
  } finally {
    await poste?.stop();
    await server.stop();
  }
}
