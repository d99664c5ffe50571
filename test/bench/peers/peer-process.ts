import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';

/** One script of this folder on a Node of its own, in production mode as its manual advises, that says one JSON line. */
export interface PeerProcess<T> {
  said: T;
  /** Closes its input, which is how it is told to end, and waits. @throws when it ended badly. */
  stop(): Promise<void>;
}

const ended = async (child: ChildProcess): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
};

/** @returns once the script has said its line. @throws when it ended without one. */
export const startPeer = async <S extends z.ZodType>(
  script: string,
  options: Readonly<Record<string, string>>,
  schema: S,
): Promise<PeerProcess<z.infer<S>>> => {
  const file = fileURLToPath(new URL(`./${script}.ts`, import.meta.url));
  const parameters = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(process.execPath, [file, ...parameters], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  try {
    const { value, done } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    if (done === true) throw new Error(`${script} ended without an answer`);
    const said = schema.parse(JSON.parse(value));
    const stop = async (): Promise<void> => {
      child.stdin.end();
      const code = await ended(child);
      if (code !== 0) throw new Error(`${script} ended with ${code ?? child.signalCode}`);
    };
    return { said, stop };
  } catch (error) {
    child.kill('SIGKILL');
    await ended(child);
    throw error;
  }
};

/** Runs a script that says its line and ends. */
export const runPeer = async <S extends z.ZodType>(
  script: string,
  options: Readonly<Record<string, string>>,
  schema: S,
): Promise<z.infer<S>> => {
  const peer = await startPeer(script, options, schema);
  await peer.stop();
  return peer.said;
};
