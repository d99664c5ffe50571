import type { Command } from 'commander';
import { restaurer } from '../flux/fins.ts';
import { purgeExpired } from '../identite/adaptateur.ts';
import { loadSigningKeys } from '../identite/cles.ts';
import { buildServer, startServer } from '../server.ts';
import { settingNames } from '../settings.ts';
import { command, configOf, fail, type Io, openDeps, run } from './io.ts';

const purgeEveryMs = 3_600_000;

export function register(program: Command, io: Io): void {
  program.addCommand(
    command('serveur', 'Démarre le serveur de synchronisation.', settingNames)
      .option(
        '--apres-restauration',
        'à donner une fois, après avoir remis une sauvegarde : les postes renverront ce qui lui manque',
        false,
      )
      .action(async (options: Record<string, unknown>) => {
        await serve(io, options);
      }),
  );
}

async function serve(io: Io, options: Record<string, unknown>): Promise<void> {
  const config = configOf(io, options);
  if (config === null) return;
  const isJson = options.json === true;
  await run(io, isJson, async () => {
    const opened = await openDeps(io, config, 'serveur');
    const isRestored = options.apresRestauration === true;
    const epoque = isRestored ? await restaurer(opened.db, io) : opened.serveur.epoque;
    const deps = { ...opened, serveur: { ...opened.serveur, epoque } };
    try {
      const app = buildServer(deps, await loadSigningKeys(config.keyFolder, io.random));
      const stopping = io.stopped();
      let url: string;
      try {
        url = await startServer(app, deps);
      } catch (error: unknown) {
        await app.close();
        if (!isListenError(error)) throw error;
        const sentence = `L’adresse ${config.host}:${config.port} ne peut pas être écoutée : elle est déjà prise ou interdite. Changez HOST ou PORT.`;
        fail(io, isJson, 'OCCUPE', { host: config.host, port: config.port }, undefined, sentence);
        return;
      }
      io.out(isJson ? `${JSON.stringify({ url, epoque })}\n` : `Serveur de synchronisation prêt : ${url}\n`);
      const stopPurge = purgeRegularly(() => purgeExpired(deps.db, deps.clock));
      await stopping;
      stopPurge();
      await app.close();
    } finally {
      await deps.db.destroy();
    }
  });
}

/** Expired tokens and proofs. A failure is left for the next hour: nothing depends on it. */
function purgeRegularly(purge: () => Promise<number>): () => void {
  const attempt = (): void => void purge().catch(() => undefined);
  attempt();
  const timer = setInterval(attempt, purgeEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

const isListenError = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND'].includes(String(error.code));
