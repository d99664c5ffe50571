import type { z } from 'zod';
import { Child } from '../child.ts';

/** One script of this folder on a Node of its own, in production mode as its manual advises, that says one JSON line. */
interface PeerProcess<T> {
  said: T;
  /** Closes its input, which is how it is told to end, and waits. @throws when it ended badly. */
  stop(): Promise<void>;
}

/** @returns once the script has said its line. @throws when it ended without one. */
export const startPeer = async <S extends z.ZodType>(
  script: string,
  options: Readonly<Record<string, string>>,
  schema: S,
): Promise<PeerProcess<z.infer<S>>> => {
  const child = new Child(new URL(`./${script}.ts`, import.meta.url), options, [], { NODE_ENV: 'production' });
  try {
    const said = await child.read(schema);
    const stop = async (): Promise<void> => {
      child.finish();
      const code = await child.ended();
      if (code !== 0) throw new Error(`${script} ended with ${code ?? 'a signal'}`);
    };
    return { said, stop };
  } catch (error) {
    await child.stop();
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
