import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ToolFailure } from '../failure.ts';
import { repositoryFolder } from '../repository.ts';
import { runCommand } from '../run-command.ts';
import { keepMails } from './mail-folder.ts';
import { createCode, readServerFigures, revokePoste, type ServerFigures } from './server-figures.ts';
import { type ServerProcess, serverCli, startServerProcess } from './server-process.ts';
import { ServeurSmtp } from './smtp.ts';

export const demoFolder = join(repositoryFolder, 'resources', 'demo');
/** The director of the demo CFA (resources/demo/relations.csv). */
export const demoIdentifiant = '99998000600012';
/** « CUISINE (CAP) » in Villeurbanne (resources/demo/catalogue.csv). */
export const demoFormation = '069001P01319999800060001299998000600020-69266#L01';
/** Fictional data, a server on the loopback that lives as long as one run: a password that may be read by anyone. */
export const demoPassword = 'cuisine fictive du soir';

const demoReport = z.object({ campagne: z.number().int() });
const expediteur = 'Rappel CFA <ne-pas-repondre@example.org>';
const importReport = z.object({
  total: z.number().int(),
  crees: z.number().int(),
  modifies: z.number().int(),
  inchanges: z.number().int(),
  retires: z.number().int(),
});
export type ImportReport = z.infer<typeof importReport>;

export interface DemoServerOptions {
  /** Where its database, keys and log lie. */
  folder: string;
  /** How many of the three lists are imported at first. */
  lists?: 1 | 2 | 3;
  /** Whether the office called in the last days, which its Accueil then tells. */
  withCalls?: boolean;
  /** Settings of the server over those of the demo (`sync-api --help`). */
  env?: Readonly<Record<string, string>>;
  /** A free one unless given: a poste belongs to the address it signed in at. */
  port?: number;
  /** Where each mail is kept as two files that a person can open; nowhere unless given. */
  mailFolder?: string;
}

/** The sync API, the public intake and a mail server, as an operator would run them, all on 127.0.0.1. */
export interface DemoServer {
  /** Of the sync API, which the postes know. */
  url: string;
  /** Of the intake, where families ask. */
  accueilUrl: string;
  /** Takes every mail and sends none on. */
  mails: ServeurSmtp;
  folder: string;
  identifiant: string;
  password: string;
  campagne: number;
  /** Whether the sync API answers. */
  isRunning(): boolean;
  /** Stops the sync API in order; its data stay, and the intake goes on taking demandes. */
  stop(): Promise<void>;
  /** Stops everything in order. */
  close(): Promise<void>;
  /** SIGKILL to everything: what a power cut does. */
  kill(): Promise<void>;
  letThrough: ServerProcess['letThrough'];
  thaw: ServerProcess['thaw'];
  /** Starts it again on the same data and the same address. */
  restart(): Promise<void>;
  /** A fresh enrolment code of the director, good for ten minutes. */
  createCode(): Promise<string>;
  /** Imports the next list, as the operator would, while the server runs or not. */
  importList(list: 2 | 3): Promise<ImportReport>;
  /** Any command of the operator's line; its JSON. */
  command(...parameters: string[]): Promise<unknown>;
  figures(): Promise<ServerFigures>;
  /** What the director does to a poste that was given back or lost. */
  revokePoste(nom: string, how: 'rendu' | 'perdu'): Promise<void>;
}

/** The form of a training, as a page of the origine links to it. */
export const formAddress = (accueilUrl: string, cle: string, origine: string): string =>
  `${accueilUrl}/demande?${new URLSearchParams({ cle, origine }).toString()}`;

/** Builds the demo CFA by its real imports and serves it on 127.0.0.1, on an encrypted SQLite file. */
export const startDemoServer = async ({
  folder,
  lists = 2,
  withCalls = false,
  env = {},
  port = 0,
  mailFolder,
}: DemoServerOptions): Promise<DemoServer> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const databaseFile = join(folder, 'demo.sqlite');
  const guichetFile = join(folder, 'guichet.sqlite');
  const guichet = { GUICHET_URL: `sqlite:${guichetFile}`, GUICHET_CLE_FILE: `${guichetFile}.cle` };
  const settings = (port: string): NodeJS.ProcessEnv => ({
    ...process.env,
    ...env,
    ...guichet,
    DATABASE_URL: `sqlite:${databaseFile}`,
    HOST: '127.0.0.1',
    PORT: port,
    ENROLEMENT: 'oui',
  });

  const runWith = async (input: string, parameters: readonly string[]): Promise<unknown> => {
    const result = await runCommand(process.execPath, [serverCli, ...parameters, '--json'], {
      output: 'keep',
      env: settings('0'),
      input,
    });
    // Lines of its log, which tell when, may stand before or after its answer.
    const answers = result.output.split('\n').filter((text) => text.startsWith('{') && !text.startsWith('{"le":'));
    const [line] = answers;
    if (result.code === 0 && line !== undefined) return JSON.parse(line);
    process.stderr.write(result.output);
    throw new ToolFailure(`\`sync-api ${parameters[0] ?? ''}\` failed: see why above.`);
  };
  const command = (...parameters: string[]): Promise<unknown> => runWith('', parameters);
  const { campagne } = demoReport.parse(
    await runWith(demoPassword, [
      ...['demo', '--listes', String(lists), '--mot-de-passe-stdin'],
      ...(withCalls ? ['--appels'] : []),
    ]),
  );
  const mails = await ServeurSmtp.ouvrir(mailFolder === undefined ? undefined : await keepMails(mailFolder));
  const journal = (role: string): string => join(folder, `journal-${role}.log`);
  // It is told nothing of the base: what it cannot open, it cannot give away.
  const accueil = await startServerProcess(
    'public',
    { ...process.env, ...guichet, HOST: '127.0.0.1', PORT: '0' },
    journal('public'),
  );
  const serve = (onPort: string): Promise<ServerProcess> =>
    startServerProcess(
      'sync',
      { ...settings(onPort), ACCUEIL_URL: accueil.url, SMTP_URL: mails.url, COURRIEL_EXPEDITEUR: expediteur },
      journal('sync'),
    );
  let server = await serve(String(port)).catch(async (error: unknown) => {
    await accueil.end('SIGKILL');
    await mails.arreter();
    throw error;
  });
  const { url } = server;
  const access = { databaseFile, keyFile: `${databaseFile}.cle` };
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    for (const one of [accueil, server]) await one.end(signal);
    await mails.arreter();
  };

  return {
    url,
    accueilUrl: accueil.url,
    mails,
    folder,
    identifiant: demoIdentifiant,
    password: demoPassword,
    campagne,
    isRunning: () => server.isRunning(),
    stop: () => server.end('SIGTERM'),
    close: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    letThrough: (exchange, times) => server.letThrough(exchange, times),
    thaw: () => server.thaw(),
    async restart() {
      await server.end('SIGTERM');
      server = await serve(new URL(url).port);
    },
    createCode: () => createCode(access, demoIdentifiant),
    async importList(list) {
      return importReport.parse(await command('importer-voeux', join(demoFolder, `extraction-${list}.csv`)));
    },
    command,
    figures: () => readServerFigures(access),
    revokePoste: (nom, how) => revokePoste(access, nom, how),
  };
};
