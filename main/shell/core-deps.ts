import { randomBytes, randomUUID } from 'node:crypto';
import type { CoreDeps, Host, Random } from '../core/deps.ts';
import { createKeychain } from '../core/session/keychain.ts';
import type { StartConfig } from './core-messages.ts';
import { systemClock } from './system-clock.ts';

export const systemRandom: Random = {
  uuid: () => randomUUID(),
  bytes: (length) => new Uint8Array(randomBytes(length)),
  fraction: () => Math.random(),
};

export const makeCoreDeps =
  (fetch: typeof globalThis.fetch) =>
  (config: StartConfig, host: Host): CoreDeps => ({
    dataFolder: config.dataFolder,
    fetch,
    clock: systemClock,
    random: systemRandom,
    keychain: createKeychain(config.dataFolder),
    host,
    config: {
      version: config.version,
      serveur: config.serveur,
      codeEnrolement: config.codeEnrolement,
      lockAfterMs: config.lockAfterMs,
    },
  });
