import { createHash } from 'node:crypto';
import { AsyncEntry } from 'keytar';
import type { Keychain } from '../deps.ts';

/**
 * The keychain of the operating system. Two profiles of one account on one machine must not share a key, so the
 * service is named after the data folder. `secret-service` is asked for by name: left to itself the library falls back
 * on Linux to the kernel keyring, which forgets everything at reboot, and with it the only key of the file.
 */
export function createKeychain(dataFolder: string): Keychain {
  const profile = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  const entry = (name: string): AsyncEntry =>
    new AsyncEntry(`rappel-cfa/${profile}`, name, { linux: { store: 'secret-service' } });
  return {
    // The constructor itself may throw where there is no keychain: async turns that into a rejection too.
    read: async (name) => (await entry(name).getPassword()) ?? null,
    write: async (name, secret) => entry(name).setPassword(secret),
    remove: async (name) => {
      await entry(name).deleteCredential();
    },
  };
}
