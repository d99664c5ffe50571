import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { AsyncEntry } from 'keytar';
import type { CoreDeps, Host, Keychain, Random } from '../core/deps.ts';
import type { StartConfig } from './core-messages.ts';
import { systemClock } from './system-clock.ts';

export const systemRandom: Random = {
  uuid: () => randomUUID(),
  bytes: (length) => new Uint8Array(randomBytes(length)),
  fraction: () => Math.random(),
};

/**
 * The OS keychain. Two profiles of one account on one machine must not share a key, so the service is named after the
 * data folder. `secret-service` is asked for by name: the default falls back in silence to a keyring lost at reboot.
 */
export const createKeychain = (dataFolder: string): Keychain => {
  const profile = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  const entry = (name: string): AsyncEntry =>
    new AsyncEntry(`rappel-cfa/${profile}`, name, { linux: { store: 'secret-service' } });
  return {
    read: async (name) => (await entry(name).getPassword()) ?? null,
    write: (name, secret) => entry(name).setPassword(secret),
    remove: async (name) => {
      await entry(name).deletePassword();
    },
  };
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
