import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';

/** One script in a process of its own, with perhaps options of Node, that answers with JSON lines. */
export class Child {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #name: string;

  constructor(
    script: URL,
    options: Readonly<Record<string, string>>,
    nodeOptions: readonly string[] = [],
    env: NodeJS.ProcessEnv = {},
  ) {
    const args = Object.entries(options).flatMap(([option, value]) => [`--${option}`, value]);
    this.#name = script.pathname;
    this.#process = spawn(process.execPath, [...nodeOptions, fileURLToPath(script), ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    if (this.#process.stdout === null) throw new Error(`${this.#name} has no output`);
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** The next line it prints. @throws when it ended instead */
  async read<S extends z.ZodType>(schema: S): Promise<z.infer<S>> {
    const line = await this.#lines.next();
    if (line.done === true) throw new Error(`${this.#name} ended without an answer`);
    return schema.parse(JSON.parse(line.value));
  }

  /** Closes its input, which is how it is told that nobody needs it any more. */
  finish(): void {
    this.#process.stdin?.end();
  }

  /** @returns its exit code, null when a signal ended it */
  async ended(): Promise<number | null> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await once(this.#process, 'exit');
    return this.#process.exitCode;
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.ended();
  }
}
