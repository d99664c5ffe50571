import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ToolFailure } from './failure.ts';

const hasGroups = process.platform !== 'win32';
const patienceMs = 10_000;
const lookEveryMs = 100;

const signalGroup = (child: ChildProcess, signal: NodeJS.Signals | 0): boolean => {
  if (child.pid === undefined) return false;
  try {
    return hasGroups ? process.kill(-child.pid, signal) : child.kill(signal);
  } catch {
    return false;
  }
};

/** A command's end may come before that of what it started: nothing is left behind. */
const emptyGroup = async (child: ChildProcess): Promise<void> => {
  if (!hasGroups) return;
  const until = performance.now() + patienceMs;
  while (signalGroup(child, 0) && performance.now() < until) {
    signalGroup(child, 'SIGTERM');
    await sleep(lookEveryMs);
  }
  signalGroup(child, 'SIGKILL');
};

/**
 * Runs a command and all it starts as one group, which ends with it: Ctrl+C, which the terminal sends to this process
 * alone then, reaches all of them as one order to stop in order.
 * @returns the exit code; 130 after an interruption
 */
export const runInGroup = async (
  command: string,
  parameters: readonly string[],
  env: NodeJS.ProcessEnv,
  stdio: StdioOptions = 'inherit',
): Promise<number> => {
  const child = spawn(command, parameters, { env, stdio, detached: hasGroups });
  let isInterrupted = false;
  const interrupt = (): void => {
    isInterrupted = true;
    signalGroup(child, 'SIGTERM');
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  process.on('SIGHUP', interrupt);
  try {
    const code = await new Promise<number>((done, fail) => {
      child.on('error', () =>
        fail(new ToolFailure(`${command} is missing: run \`node tools/system-packages.ts\` first.`)),
      );
      child.on('exit', (exitCode) => done(exitCode ?? 1));
    });
    await emptyGroup(child);
    return isInterrupted ? 130 : code;
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    process.off('SIGHUP', interrupt);
  }
};
