import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { createKeychain } from '../../main/core/session/keychain.ts';
import { runTool, ToolFailure } from '../failure.ts';
import { launchApp } from '../launch-app.ts';
import { lea } from './context.ts';
import { chooseOperateur, signInWithCode, waitForDesk } from './first-run.ts';

// The interactive half of `npm start`: the app on the person's own display, signed in to the demo CFA, theirs until
// they close it.

const demoPhrase = 'phrase fictive de la démonstration';

/** The keychain where there is one; a passphrase where there is none, told in the terminal. */
const openVault = async (page: Page): Promise<void> => {
  const phrase = page.getByRole('heading', { name: 'Choisir une phrase secrète' });
  const operateur = page.getByRole('heading', { name: 'Qui est à ce poste ?' });
  await phrase.or(operateur).waitFor();
  if (!(await phrase.isVisible())) return;
  console.log(`No keychain here; the data are protected by this passphrase: ${demoPhrase}`);
  await page.getByLabel('Phrase secrète').fill(demoPhrase);
  await page.getByLabel('La même, encore une fois').fill(demoPhrase);
  await page.getByRole('button', { name: 'Protéger les données' }).click();
};

/** What a throw-away profile left in the person's keychain goes with it. */
const forgetSecrets = async (profile: string): Promise<void> => {
  const data = join(profile, 'donnees');
  const keychain = createKeychain(data);
  const accounts = await readdir(join(data, 'comptes')).catch(() => []);
  for (const account of accounts) {
    for (const secret of ['base', 'preuve', 'jeton']) await keychain.remove(`${account}:${secret}`).catch(() => null);
  }
};

await runTool(async () => {
  const { values } = parseArgs({
    options: { serveur: { type: 'string' }, code: { type: 'string' }, profil: { type: 'string' } },
  });
  const { serveur, code, profil } = values;
  if (serveur === undefined || code === undefined || profil === undefined)
    throw new ToolFailure('This is started by tools/start.ts: type `npm start`.');
  const profile = resolve(profil);
  const launched = await launchApp({
    userDataFolder: profile,
    options: [`serveur=${serveur}`, `code=${code}`],
    hasSystemBrowser: true,
  });
  const closed = launched.app.waitForEvent('close', { timeout: 0 });
  try {
    const { page } = launched;
    await signInWithCode(page, code, 'Démonstration');
    await openVault(page);
    await chooseOperateur(page, lea);
    await waitForDesk(page);
    console.log(`Signed in as ${lea.nom}; the PIN that unlocks the desk is ${lea.pin}. Close the window to end.`);
    await closed;
    return 0;
  } catch (error) {
    // Closed, or interrupted, before the desk was there: that is an end like another.
    if (!launched.isRunning()) return 0;
    await launched.kill();
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown';
    throw new ToolFailure(
      `The app opened but could not be signed in to the demo (${reason}): run \`npm start\` again.`,
    );
  } finally {
    await launched.close();
    await forgetSecrets(profile);
  }
});
