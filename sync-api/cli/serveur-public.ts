import type { Config } from '../config.ts';
import { systemMinuterie } from '../flux/minuterie.ts';
import { GuichetPublic } from '../guichet/cote-public.ts';
import { loadGuichetKey, openGuichet } from '../guichet/ouvrir.ts';
import { createJournal } from '../journal.ts';
import type { PublicDeps } from '../public/contexte.ts';
import { retardMs } from '../public/demande.ts';
import { MemoireFreins } from '../public/memoire-freins.ts';
import { buildPublicServer, startPublicServer } from '../public/serveur.ts';
import { refuserEcoute } from './ecoute.ts';
import { configOf, type Io, run } from './io.ts';

const balayageMs = 60_000;

/**
 * `serveur --role public`: the intake. Of all the settings it uses those of the guichet and of its own listener: it
 * neither opens the base nor reads its key, and needs no right on them.
 */
export async function servePublic(io: Io, options: Readonly<Record<string, unknown>>): Promise<void> {
  // Given to both roles by mistake, the key of the lists stays unread by this one.
  const config = configOf({ ...io, environment: { ...io.environment, SYNC_API_DB_KEY: undefined } }, options);
  if (config === null) return;
  const isJson = options.json === true;
  await run(io, isJson, async () => {
    const db = await openGuichet({ url: config.guichetUrl, key: guichetKey(io, config) });
    try {
      const deps: PublicDeps = {
        guichet: new GuichetPublic({ db, clock: io.clock, random: io.random }),
        clock: io.clock,
        random: io.random,
        journal: createJournal((line) => io.err(line), io.clock),
        memoire: new MemoireFreins(io),
        config,
      };
      const app = buildPublicServer(deps);
      const stopping = io.stopped();
      let url: string;
      try {
        url = await startPublicServer(app, deps);
      } catch (error: unknown) {
        await app.close();
        refuserEcoute(io, isJson, config, error);
        return;
      }
      io.out(isJson ? `${JSON.stringify({ url, role: 'public' })}\n` : `Accueil public prêt : ${url}\n`);
      const stopWatching = systemMinuterie.every(retardMs, () => void noteAbsence(deps));
      const stopSweeping = systemMinuterie.every(balayageMs, () => deps.memoire.balayer());
      await stopping;
      stopWatching();
      stopSweeping();
      await app.close();
    } finally {
      await db.destroy();
    }
  });
}

const guichetKey = (io: Io, config: Config): string =>
  loadGuichetKey({
    url: config.guichetUrl,
    file: config.guichetCleFile,
    bytes: (count) => io.random.bytes(count),
  });

/** Deposits are kept but nobody takes them: said in the log, in minutes, where an operator looks. */
async function noteAbsence({ guichet, clock, journal }: PublicDeps): Promise<void> {
  try {
    const passage = await guichet.dernierPassage();
    const absentMs = passage === null ? 0 : clock.now().getTime() - passage.getTime();
    if (absentMs > retardMs) journal.note({ code: 'SERVEUR_ABSENT', count: Math.round(absentMs / 60_000) });
  } catch {
    journal.note({ code: 'GUICHET_ILLISIBLE' });
  }
}
