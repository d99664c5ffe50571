import { net } from 'electron';
import { startCore } from '../core/index.ts';
import { logBug } from './bug-log.ts';
import { watchCrashes } from './core-crash.ts';
import { makeCoreDeps } from './core-deps.ts';
import { serveCore } from './core-endpoint.ts';
import { systemClock } from './system-clock.ts';

// Entry of the core in an Electron utilityProcess: its HTTP goes through net.fetch, so the system's proxy, PAC file and
// certificates apply.
const { parentPort } = process;

const exit = (code: number): void => process.exit(code);
const crashes = watchCrashes({ process, clock: systemClock, exit });
const makeDeps = makeCoreDeps((input, init) => net.fetch(input instanceof URL ? input.href : input, init));

serveCore({
  port: {
    post: (message) => parentPort.postMessage(message),
    onMessage: (listener) => {
      parentPort.on('message', (event) => listener(event.data));
    },
  },
  makeDeps: (config, host) => {
    crashes.keepIn(config.dataFolder);
    return makeDeps(config, host);
  },
  startCore,
  exit,
  onBug: logBug,
});
