import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { secondPosteName, type Tour } from './context.ts';
import { openSynchronisation } from './desk.ts';
import { signInWithCode } from './first-run.ts';
import type { Poste } from './poste.ts';
import { verify } from './verify.ts';

const findBase = async (poste: Poste): Promise<string> => {
  const accounts = join(poste.profile, 'donnees', 'comptes');
  const [account] = await readdir(accounts);
  verify(account !== undefined, 'the poste has the folder of one account');
  return join(accounts, account, 'base.sqlite');
};

/** A file that no longer opens: kept aside, said in one page. */
const damagedFile = async ({ camera }: Tour, poste: Poste): Promise<void> => {
  await poste.close();
  await writeFile(await findBase(poste), Buffer.alloc(8192, 7));
  const page = await poste.open([]);
  await page.getByRole('heading', { name: 'Le fichier de données ne peut pas être ouvert' }).waitFor();
  await camera.shoot(page, 'base-illisible');
  await page.getByRole('button', { name: 'Repartir d’un fichier neuf' }).click();
};

/** Given back by the director: the next exchange says so. */
const revoked = async ({ server, camera }: Tour, poste: Poste): Promise<void> => {
  const page = poste.page();
  await openSynchronisation(page);
  await server.revokePoste(secondPosteName, 'rendu');
  const told = page.getByRole('heading', { name: 'Reconnexion requise' });
  // From the exchange that is asked for, or from one of its own that came first.
  await Promise.race([page.getByRole('button', { name: 'Synchroniser' }).click(), told.waitFor()]);
  await told.waitFor();
  await camera.shoot(page, 'reconnexion');
};

/** A PC without a keychain asks for a passphrase instead. */
const withoutKeychain = async (tour: Tour): Promise<void> => {
  const { server, camera } = tour;
  const code = await server.createCode();
  const poste = await tour.addPoste('poste-3', [`serveur=${server.url}`], {
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(tour.workFolder, 'no-bus')}`,
  });
  const page = await poste.open();
  await signInWithCode(page, code, 'Accueil-3');
  await page.getByRole('heading', { name: 'Choisir une phrase secrète' }).waitFor();
  await camera.shoot(page, 'phrase-secrete');
};

/** The pages that nobody wants to see and everybody must understand. */
export const visitInterruptions = async (tour: Tour, second: Poste): Promise<void> => {
  await revoked(tour, second);
  await damagedFile(tour, second);
  await withoutKeychain(tour);
};
