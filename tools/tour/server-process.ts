import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ToolFailure } from '../failure.ts';
import { repositoryFolder } from '../repository.ts';

export const serverCli = join(repositoryFolder, 'sync-api', 'cli', 'index.ts');

const endWithParent = fileURLToPath(new URL('./end-with-parent.ts', import.meta.url));
const readyLine = z.object({ url: z.string() });

/** One role of the server, in a process of its own. */
export interface ServerProcess {
  url: string;
  isRunning(): boolean;
  /** SIGTERM to stop in order, SIGKILL as a power cut; resolves once it is over, at once when it was already. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /**
   * Lets it answer until its log has told of this exchange that many times (`GET /v1/flux`, 1), then holds it in the
   * middle of whatever it does, until it is let through again or thawed. Resolves once it is held.
   */
  letThrough(exchange: string, times: number): Promise<void>;
  thaw(): void;
}

const waitUntilReady = async (server: ChildProcess, logFile: string): Promise<string> => {
  if (server.stdout === null) throw new Error('the server has no output');
  const lines = createInterface({ input: server.stdout });
  for await (const line of lines) {
    if (!line.startsWith('{')) continue;
    const ready = readyLine.safeParse(JSON.parse(line));
    if (ready.success) return ready.data.url;
  }
  throw new ToolFailure(`The server did not start: ${logFile} says why.`);
};

/** Starts a role and waits until it listens. Its log, one JSON line per exchange, goes to a file. */
export const startServerProcess = async (
  role: 'sync' | 'public',
  env: NodeJS.ProcessEnv,
  logFile: string,
): Promise<ServerProcess> => {
  const child = spawn(process.execPath, ['--import', endWithParent, serverCli, 'serveur', '--role', role, '--json'], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // An interrupted tool leaves no server behind.
  const killAtExit = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', killAtExit);
  child.once('exit', () => process.off('exit', killAtExit));
  child.stderr.pipe(createWriteStream(logFile, { flags: 'a', mode: 0o600 }));
  const url = await waitUntilReady(child, logFile);
  child.stdout.resume();
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    url,
    isRunning,
    async end(signal) {
      if (!isRunning()) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
    letThrough(exchange, times) {
      let left = times;
      return new Promise((resolve) => {
        const onLog = (text: Buffer): void => {
          left -= text.toString().split(`"${exchange} `).length - 1;
          if (left > 0) return;
          child.kill('SIGSTOP');
          child.stderr.off('data', onLog);
          resolve();
        };
        child.stderr.on('data', onLog);
        child.kill('SIGCONT');
      });
    },
    thaw: () => {
      child.kill('SIGCONT');
    },
  };
};
