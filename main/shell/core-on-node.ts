import { startCore } from '../core/index.ts';
import { logBug } from './bug-log.ts';
import { makeCoreDeps } from './core-deps.ts';
import { serveCore } from './core-endpoint.ts';
import { createNodeCorePort } from './node-core-port.ts';

// Entry of the core on plain Node, for an Electron too old for the SQLite addon.
serveCore({
  port: createNodeCorePort(),
  makeDeps: makeCoreDeps(globalThis.fetch),
  startCore,
  exit: (code) => process.exit(code),
  onBug: logBug,
});
