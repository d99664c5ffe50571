import type { Command } from 'commander';
import type { ServerDeps } from '../context.ts';
import { restaurer } from '../flux/fins.ts';
import { systemMinuterie } from '../flux/minuterie.ts';
import { purgerFluxEchus } from '../flux/purges.ts';
import { purgeExpired } from '../identite/adaptateur.ts';
import { loadSigningKeys } from '../identite/cles.ts';
import { buildServer, startServer } from '../server.ts';
import { settingNames } from '../settings.ts';
import { sqliteFile } from '../store/database.ts';
import { retirerScenesMortes } from '../store/scene.ts';
import { retirerImportMort } from '../voeux/la-main.ts';
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
      const stopPurge = purgeRegularly(deps);
      await stopping;
      await stopPurge();
      await app.close();
    } finally {
      await deps.db.destroy();
    }
  });
}

/**
 * At start and every hour: expired tokens and proofs, lists whose end date has passed, what a killed import left. A
 * failure is said and left for the next hour: the end date stays past.
 */
function purgeRegularly(deps: ServerDeps): () => Promise<void> {
  const { db, clock, journal } = deps;
  const file = sqliteFile(deps.config.databaseUrl);
  const attempt = async (code: string, purge: () => Promise<number>): Promise<void> => {
    try {
      const count = await purge();
      if (count > 0) journal.note({ code, count });
    } catch {
      journal.note({ code: `${code}_REPORTEE` });
    }
  };
  const purgeAll = async (): Promise<void> => {
    await attempt('PURGE_JETONS', () => purgeExpired(db, clock));
    await attempt('PURGE_FLUX', () => purgerFluxEchus(db, deps));
    await attempt('PURGE_IMPORT', () => retirerImportMort(db, deps));
    await attempt('PURGE_SCENE', async () => (file === null || file === ':memory:' ? 0 : retirerScenesMortes(file)));
  };
  let running = purgeAll();
  const stop = systemMinuterie.every(purgeEveryMs, () => {
    running = running.then(purgeAll);
  });
  // The database closes next: a purge under way ends first.
  return async () => {
    stop();
    await running;
  };
}

const isListenError = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND'].includes(String(error.code));
