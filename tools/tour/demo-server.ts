import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { ToolFailure } from '../failure.ts';
import { repositoryFolder } from '../repository.ts';
import { runCommand } from '../run-command.ts';
import { readServerFigures, revokePoste, type ServerFigures } from './server-figures.ts';

const cli = join(repositoryFolder, 'sync-api', 'cli', 'index.ts');

export const demoFolder = join(repositoryFolder, 'resources', 'demo');
/** The director of the demo CFA (resources/demo/relations.csv). */
export const demoIdentifiant = '99998000600012';
/** Fictional data, a server on the loopback that lives as long as one run: a password that may be read by anyone. */
export const demoPassword = 'cuisine fictive du soir';

const demoReport = z.object({
  campagne: z.number().int(),
  code: z.object({ code: z.string() }).nullable(),
});
const importReport = z.object({
  total: z.number().int(),
  crees: z.number().int(),
  modifies: z.number().int(),
  inchanges: z.number().int(),
  retires: z.number().int(),
});
export type ImportReport = z.infer<typeof importReport>;
const readyLine = z.object({ url: z.string() });

export interface DemoServerOptions {
  /** Where its database, keys and log lie. */
  folder: string;
  /** How many of the three lists are imported at first. */
  lists?: 1 | 2 | 3;
  /** Settings of the server over those of the demo (`sync-api --help`). */
  env?: Readonly<Record<string, string>>;
  /** A free one unless given: a poste belongs to the address it signed in at. */
  port?: number;
}

export interface DemoServer {
  url: string;
  folder: string;
  identifiant: string;
  password: string;
  campagne: number;
  isRunning(): boolean;
  /** Stops the process in order; its data stay. */
  stop(): Promise<void>;
  /** SIGKILL: what a power cut does. */
  kill(): Promise<void>;
  /**
   * Lets it answer until its log has told of this exchange that many times (`GET /v1/flux`, 1), then holds it in the
   * middle of whatever it does, until it is let through again or thawed.
   */
  letThrough(exchange: string, times: number): void;
  thaw(): void;
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

const waitUntilReady = async (server: ChildProcess): Promise<string> => {
  if (server.stdout === null) throw new Error('the server has no output');
  const lines = createInterface({ input: server.stdout });
  for await (const line of lines) {
    if (!line.startsWith('{')) continue;
    const ready = readyLine.safeParse(JSON.parse(line));
    if (ready.success) return ready.data.url;
  }
  throw new ToolFailure('The sync API did not start: its journal.log says why.');
};

const end = async (server: ChildProcess | null, signal: NodeJS.Signals): Promise<void> => {
  if (server === null || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill(signal);
  await ended;
};

/** Builds the demo CFA by its real imports and serves it on 127.0.0.1, on an encrypted SQLite file. */
export const startDemoServer = async ({
  folder,
  lists = 2,
  env = {},
  port = 0,
}: DemoServerOptions): Promise<DemoServer> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const databaseFile = join(folder, 'demo.sqlite');
  const settings = (port: string): NodeJS.ProcessEnv => ({
    ...process.env,
    ...env,
    DATABASE_URL: `sqlite:${databaseFile}`,
    HOST: '127.0.0.1',
    PORT: port,
    ENROLEMENT: 'oui',
  });

  const runWith = async (input: string, parameters: readonly string[]): Promise<unknown> => {
    const result = await runCommand(process.execPath, [cli, ...parameters, '--json'], {
      output: 'keep',
      env: settings('0'),
      input,
    });
    const line = result.output.split('\n').find((text) => text.startsWith('{'));
    if (result.code === 0 && line !== undefined) return JSON.parse(line);
    process.stderr.write(result.output);
    throw new ToolFailure(`\`sync-api ${parameters[0] ?? ''}\` failed: see why above.`);
  };
  const command = (...parameters: string[]): Promise<unknown> => runWith('', parameters);
  const demo = async (input: string, parameter: string): Promise<z.infer<typeof demoReport>> =>
    demoReport.parse(await runWith(input, ['demo', '--listes', String(lists), parameter]));

  const { campagne } = await demo(demoPassword, '--mot-de-passe-stdin');
  let server: ChildProcess | null = null;
  const serve = async (port: string): Promise<string> => {
    const child = spawn(process.execPath, [cli, 'serveur', '--json'], {
      env: settings(port),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    server = child;
    // An interrupted tool leaves no server behind.
    process.once('exit', () => child.kill('SIGKILL'));
    // Its log, one JSON line per exchange: kept in its folder, not on the terminal.
    child.stderr.pipe(createWriteStream(join(folder, 'journal.log'), { flags: 'a', mode: 0o600 }));
    const url = await waitUntilReady(child);
    child.stdout.resume();
    return url;
  };
  const url = await serve(String(port));
  const access = { databaseFile, keyFile: `${databaseFile}.cle` };

  return {
    url,
    folder,
    identifiant: demoIdentifiant,
    password: demoPassword,
    campagne,
    isRunning: () => server !== null && server.exitCode === null && server.signalCode === null,
    stop: () => end(server, 'SIGTERM'),
    kill: () => end(server, 'SIGKILL'),
    letThrough(exchange, times) {
      const child = server;
      let left = times;
      const onLog = (text: Buffer): void => {
        left -= text.toString().split(`"${exchange} `).length - 1;
        if (left > 0) return;
        child?.kill('SIGSTOP');
        child?.stderr?.off('data', onLog);
      };
      child?.stderr?.on('data', onLog);
      child?.kill('SIGCONT');
    },
    thaw: () => {
      server?.kill('SIGCONT');
    },
    async restart() {
      await end(server, 'SIGTERM');
      await serve(new URL(url).port);
    },
    async createCode() {
      const { code } = await demo('', '--code');
      if (code === null) throw new Error('the demo command gave no code');
      return code.code;
    },
    async importList(list) {
      return importReport.parse(await command('importer-voeux', join(demoFolder, `extraction-${list}.csv`)));
    },
    command,
    figures: () => readServerFigures(access),
    revokePoste: (nom, how) => revokePoste(access, nom, how),
  };
};
