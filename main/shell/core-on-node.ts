import { startCore } from '../core/index.ts';
import { logBug } from './bug-log.ts';
import { watchCrashes } from './core-crash.ts';
import { makeCoreDeps } from './core-deps.ts';
import { serveCore } from './core-endpoint.ts';
import { createNodeCorePort } from './node-core-port.ts';
import { systemClock } from './system-clock.ts';

// Entry of the core on plain Node, for an Electron too old for the SQLite addon.
const exit = (code: number): void => process.exit(code);
const crashes = watchCrashes({ process, clock: systemClock, exit });
const makeDeps = makeCoreDeps(globalThis.fetch);

serveCore({
  port: createNodeCorePort(),
  makeDeps: (config, host) => {
    crashes.keepIn(config.dataFolder);
    return makeDeps(config, host);
  },
  startCore,
  exit,
  onBug: logBug,
});
