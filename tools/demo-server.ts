import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { ToolFailure } from './failure.ts';
import { repositoryFolder } from './repository.ts';
import { runCommand } from './run-command.ts';

export interface DemoServer {
  url: string;
  /** A fresh enrolment code of the director, good for ten minutes. */
  code: string;
  stop(): Promise<void>;
}

export interface DemoServerOptions {
  /** Where its database and keys live; the same folder gives the same demo again. */
  folder: string;
  /** 0 lets the system choose. */
  port: number;
}

const cli = join(repositoryFolder, 'sync-api', 'cli', 'index.ts');
const demoReport = z.object({ code: z.object({ code: z.string() }) });
const readyLine = z.object({ url: z.string() });

const environment = ({ folder, port }: DemoServerOptions): NodeJS.ProcessEnv => ({
  ...process.env,
  DATABASE_URL: `sqlite:${join(folder, 'demo.sqlite')}`,
  PORT: String(port),
  HOST: '127.0.0.1',
  ENROLEMENT: 'oui',
});

const buildDemo = async (env: NodeJS.ProcessEnv): Promise<string> => {
  const demo = await runCommand(process.execPath, [cli, 'demo', '--json', '--code'], { output: 'keep', env });
  const line = demo.output.split('\n').find((text) => text.startsWith('{'));
  if (demo.code !== 0 || line === undefined) {
    process.stderr.write(demo.output);
    throw new ToolFailure('The demo CFA could not be built: see why above.');
  }
  return demoReport.parse(JSON.parse(line)).code.code;
};

const waitUntilReady = async (server: ChildProcess): Promise<string> => {
  if (server.stdout === null) throw new Error('the server has no output');
  for await (const line of createInterface({ input: server.stdout })) {
    if (line.startsWith('{')) return readyLine.parse(JSON.parse(line)).url;
  }
  throw new ToolFailure('The sync API did not start: see why above.');
};

/** Builds the demo CFA by its real imports, then serves it on the loopback, on SQLite. */
export const startDemoServer = async (options: DemoServerOptions): Promise<DemoServer> => {
  await mkdir(options.folder, { recursive: true });
  const env = environment(options);
  const code = await buildDemo(env);
  const server = spawn(process.execPath, [cli, 'serveur', '--json'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await waitUntilReady(server);
  server.stdout?.resume();
  return {
    url,
    code,
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
    },
  };
};
