import { spawn } from 'node:child_process';

export interface CommandResult {
  code: number;
  output: string;
}

export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** `show` writes to the terminal as it comes, `keep` only returns it, `both` does both. */
  output: 'show' | 'keep' | 'both';
  /** Given on its standard input, where no list of processes shows it; nothing otherwise. */
  input?: string;
}

/** Runs one command to its end. A command that cannot be started at all has the shell's code, 127. */
export const runCommand = (
  command: string,
  parameters: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> =>
  new Promise((resolve) => {
    const child = spawn(command, parameters, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // A command that ends without reading is no failure of ours: its own code says what happened.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    const kept: string[] = [];
    const take = (chunk: Buffer): void => {
      if (options.output !== 'keep') process.stdout.write(chunk);
      if (options.output !== 'show') kept.push(chunk.toString());
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const forward = (signal: NodeJS.Signals): void => {
      child.kill(signal);
    };
    process.on('SIGINT', forward);
    process.on('SIGTERM', forward);
    const end = (result: CommandResult): void => {
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      resolve(result);
    };
    child.on('error', (error) => end({ code: 127, output: error.message }));
    child.on('close', (code) => end({ code: code ?? 1, output: kept.join('') }));
  });
