import { fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { CoreProcess } from './core-client.ts';
import { coreHeapOptions } from './core-heap.ts';
import { type CoreHost, coreEnvironment, parseCoreHost } from './core-host.ts';

// The two ways to start the core: an Electron utilityProcess, or the pinned Node forked.

const launchInUtility = (entry: string): CoreProcess => {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Rappel CFA, données',
    execArgv: [`--js-flags=${coreHeapOptions.join(' ')}`],
    env: coreEnvironment(process.env),
    stdio: 'inherit',
  });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      child.once('exit', listener);
    },
    kill: () => {
      child.kill();
    },
  };
};

const launchOnNode = (entry: string, execPath: string): CoreProcess => {
  const child = fork(entry, [], {
    execPath,
    execArgv: [...coreHeapOptions],
    env: coreEnvironment(process.env),
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let hasEnded = false;
  const listeners: ((code: number | null) => void)[] = [];
  const end = (code: number | null): void => {
    if (hasEnded) return;
    hasEnded = true;
    for (const listener of listeners) listener(code);
  };
  // Unhandled, an `error` from a dead child opens Electron's modal error window and the app hangs. A Node that is
  // missing emits it without `exit`.
  child.on('error', () => {
    if (child.pid === undefined) end(null);
  });
  child.on('exit', end);
  return {
    post: (message) => {
      if (child.connected) child.send(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      listeners.push(listener);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
};

// Code on disk beside the archive: another Node does not read inside app.asar.
const unpackedOf = (distFolder: string): string => distFolder.replace(/app\.asar(?=[\\/]|$)/, 'app.asar.unpacked');

/**
 * @param distFolder the folder of the built app, where `core-host.json` perhaps lies. Packed, it is inside app.asar:
 * one cannot be put beside an installed release to change who runs its core.
 */
export const readCoreHost = (distFolder: string): CoreHost => {
  const file = join(distFolder, 'core-host.json');
  return parseCoreHost(existsSync(file) ? readFileSync(file, 'utf8') : null, unpackedOf(distFolder));
};

/** @param distFolder the folder of the built app, where the core's entries lie. */
export const createCoreLauncher = (distFolder: string): (() => CoreProcess) => {
  const host = readCoreHost(distFolder);
  return host.kind === 'utility'
    ? () => launchInUtility(join(distFolder, 'core', 'index.mjs'))
    : () => launchOnNode(join(unpackedOf(distFolder), 'core-on-node', 'index.mjs'), host.execPath);
};
