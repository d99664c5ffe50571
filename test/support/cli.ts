import { main } from '../../sync-api/cli/index.ts';
import type { Io } from '../../sync-api/cli/io.ts';
import { systemRandom } from '../../sync-api/context.ts';
import { TestClock } from './server.ts';

export interface CliRun {
  exitCode: number;
  out: string;
  err: string;
}

/** A process for the operator's command line: environment given, output kept. */
export class TestProcess {
  readonly clock = new TestClock();
  readonly #environment: Record<string, string>;
  readonly #stop = Promise.withResolvers<void>();

  constructor(environment: Record<string, string>) {
    this.#environment = environment;
  }

  /** What SIGTERM does. */
  stop(): void {
    this.#stop.resolve();
  }

  /** Runs one command line to its end; `onOut` sees the output as it comes. */
  async run(args: readonly string[], onOut: (text: string) => void = () => undefined): Promise<CliRun> {
    const result: CliRun = { exitCode: 0, out: '', err: '' };
    const io: Io = {
      environment: this.#environment,
      clock: this.clock,
      random: systemRandom,
      out: (text) => {
        result.out += text;
        onOut(text);
      },
      err: (text) => {
        result.err += text;
      },
      setExitCode: (code) => {
        result.exitCode = code;
      },
      stopped: () => this.#stop.promise,
    };
    await main(io, args);
    return result;
  }
}
