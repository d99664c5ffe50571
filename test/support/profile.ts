import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createKeychain } from '../../main/core/session/keychain.ts';

/** What happens to the files of a profile between two launches. */

export const dataFolder = (profile: string): string => join(profile, 'donnees');

/** The one account folder of a profile. */
export const accountFolder = async (profile: string): Promise<string> => {
  const accounts = join(dataFolder(profile), 'comptes');
  const [id, ...others] = await readdir(accounts);
  if (id === undefined || others.length > 0) throw new Error('this profile does not hold one account');
  return join(accounts, id);
};

/** A bad sector where the file begins. @returns what the file holds now. */
export const damageFile = async (profile: string): Promise<Buffer> => {
  const file = join(await accountFolder(profile), 'base.sqlite');
  const bytes = await readFile(file);
  bytes.fill(0x2a, 0, 4096);
  await writeFile(file, bytes);
  return bytes;
};

/** What a new profile of the person on the same machine does: the key of the file is not in its keychain. */
export const forgetKey = async (profile: string): Promise<void> => {
  const id = basename(await accountFolder(profile));
  await createKeychain(dataFolder(profile)).remove(`${id}:base`);
};

/** Launched so, the app finds no keychain: nobody answers at this address. */
export const withoutKeychain = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
