import { fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { CoreProcess } from './core-client.ts';
import { coreEnvironment, parseCoreHost } from './core-host.ts';

// The two ways to start the core: an Electron utilityProcess, or the pinned Node forked.

const launchInUtility = (entry: string): CoreProcess => {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Rappel CFA, données', stdio: 'inherit' });
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
    execArgv: [],
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

/** @param distFolder the folder of the built app, where the core's entries and perhaps `core-host.json` lie. */
export const createCoreLauncher = (distFolder: string): (() => CoreProcess) => {
  // Code on disk beside the archive: another Node does not read inside app.asar.
  const unpacked = distFolder.replace(/app\.asar(?=[\\/]|$)/, 'app.asar.unpacked');
  const hostFile = join(distFolder, 'core-host.json');
  const host = parseCoreHost(existsSync(hostFile) ? readFileSync(hostFile, 'utf8') : null, unpacked);
  return host.kind === 'utility'
    ? () => launchInUtility(join(distFolder, 'core', 'index.mjs'))
    : () => launchOnNode(join(unpacked, 'core-on-node', 'index.mjs'), host.execPath);
};
