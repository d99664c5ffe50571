import type { Command } from 'commander';
import { z } from 'zod';
import type { ServerDeps } from '../context.ts';
import { createCourrier } from '../courriels/courrier.ts';
import { createLectureRetours } from '../courriels/retours/lecture.ts';
import { createTransport } from '../courriels/transport.ts';
import type { Tete } from '../flux/direct.ts';
import { restaurer } from '../flux/fins.ts';
import { systemMinuterie } from '../flux/minuterie.ts';
import { GuichetServeur } from '../guichet/cote-serveur.ts';
import { loadGuichetKey, openGuichet } from '../guichet/ouvrir.ts';
import { loadSigningKeys } from '../identite/cles.ts';
import { buildServer, startServer } from '../server.ts';
import { settingNames } from '../settings.ts';
import { refuserEcoute } from './ecoute.ts';
import { command, configOf, exitCodes, fail, type Io, openDeps, run } from './io.ts';
import { servePublic } from './serveur-public.ts';
import { compterCourrielsEnAttente, reprendreDepots, travailler } from './serveur-sync.ts';

const roles = z.enum(['sync', 'public']);

export function register(program: Command, io: Io): void {
  program.addCommand(
    command('serveur', 'Démarre le serveur de synchronisation, ou l’accueil public des demandes.', settingNames)
      .option(
        '--role <role>',
        'sync : le serveur qui tient les listes ; public : l’accueil, qui n’ouvre que le guichet',
        'sync',
      )
      .option(
        '--apres-restauration',
        'à donner une fois, après avoir remis une sauvegarde : les postes renverront ce qui lui manque',
        false,
      )
      .action(async (options: Record<string, unknown>) => {
        const role = roles.safeParse(options.role);
        if (!role.success) {
          const sentence = 'Le rôle est « sync » ou « public ».';
          fail(io, options.json === true, 'REQUETE_INVALIDE', undefined, exitCodes.usage, sentence);
          return;
        }
        await (role.data === 'public' ? servePublic(io, options) : serve(io, options));
      }),
  );
}

async function serve(io: Io, options: Record<string, unknown>): Promise<void> {
  const config = configOf(io, options);
  if (config === null) return;
  const isJson = options.json === true;
  await run(io, isJson, async () => {
    const opened = await openDeps(io, config, 'serveur');
    try {
      const key = loadGuichetKey({
        url: config.guichetUrl,
        file: config.guichetCleFile,
        bytes: (count) => io.random.bytes(count),
      });
      const guichet = await openGuichet({ url: config.guichetUrl, key });
      try {
        const isRestored = options.apresRestauration === true;
        const epoque = isRestored ? await restaurer(opened.db, io) : opened.serveur.epoque;
        const deps = { ...opened, serveur: { ...opened.serveur, epoque } };
        await ecouter(io, deps, new GuichetServeur(guichet), isJson);
      } finally {
        await guichet.destroy();
      }
    } finally {
      await opened.db.destroy();
    }
  });
}

/** Until the process is asked to stop. */
async function ecouter(io: Io, deps: ServerDeps, guichet: GuichetServeur, isJson: boolean): Promise<void> {
  const { config } = deps;
  let annoncer = (_tetes: readonly Tete[]): void => {};
  const app = buildServer(deps, await loadSigningKeys(config.keyFolder, io.random), (direct) => {
    annoncer = (tetes) => direct.annoncer(tetes);
  });
  await reprendreDepots(deps, guichet);
  const stopping = io.stopped();
  let url: string;
  try {
    url = await startServer(app, deps);
  } catch (error: unknown) {
    await app.close();
    refuserEcoute(io, isJson, config, error);
    return;
  }
  const { epoque } = deps.serveur;
  io.out(isJson ? `${JSON.stringify({ url, epoque })}\n` : `Serveur de synchronisation prêt : ${url}\n`);
  const { smtpUrl, accueilUrl, courrielRetours } = config;
  if (smtpUrl === '' || accueilUrl === null)
    deps.journal.note({ code: 'COURRIELS_SANS_ENVOI', count: await compterCourrielsEnAttente(deps.db) });
  const dire = (tetes: readonly Tete[]): void => annoncer(tetes);
  const courrier = createCourrier({
    ...deps,
    transport: smtpUrl === '' ? null : createTransport(smtpUrl),
    retours: courrielRetours === '' ? null : createLectureRetours(courrielRetours, deps.journal),
    annoncer: dire,
  });
  const travail = travailler({ deps, guichet, courrier, minuterie: systemMinuterie, annoncer: dire });
  await stopping;
  await travail.arreter();
  await app.close();
}
