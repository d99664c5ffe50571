import { net } from 'electron';
import { startCore } from '../core/index.ts';
import { logBug } from './bug-log.ts';
import { makeCoreDeps } from './core-deps.ts';
import { serveCore } from './core-endpoint.ts';

// Entry of the core in an Electron utilityProcess: its HTTP goes through net.fetch, so the system's proxy, PAC file and
// certificates apply.
const { parentPort } = process;

serveCore({
  port: {
    post: (message) => parentPort.postMessage(message),
    onMessage: (listener) => {
      parentPort.on('message', (event) => listener(event.data));
    },
  },
  makeDeps: makeCoreDeps((input, init) => net.fetch(input instanceof URL ? input.href : input, init)),
  startCore,
  exit: (code) => process.exit(code),
  onBug: logBug,
});
