import { AsyncEntry } from 'keytar';
import type { Keychain } from '../deps.ts';

/**
 * The keychain of the operating system. `store: 'secret-service'` pins it on Linux: left to itself the library falls
 * back to the kernel keyring, which forgets everything at reboot, and with it the only key of the file.
 */
export function createKeychain(service: string): Keychain {
  const entry = (name: string) => new AsyncEntry(service, name, { linux: { store: 'secret-service' } });
  return {
    read: async (name) => entry(name).getPassword(),
    write: async (name, secret) => entry(name).setPassword(secret),
    remove: async (name) => {
      await entry(name).deleteCredential();
    },
  };
}
