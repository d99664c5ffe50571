import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { chooseOperateur, reachDesk, signInWithCode, unlock } from '../../tools/tour/first-run.ts';
import { expect, test } from '../support/app-test.ts';
import type { DemoCfa } from '../support/demo-cfa.ts';
import { lea, openSynchro, rows, statusBar } from '../support/desk.ts';
import { accountFolder, damageFile, dataFolder, forgetKey, withoutKeychain } from '../support/profile.ts';

const phrase = 'cheval agrafe nuage tilleul';

const refusal = (page: Page) => page.getByRole('alert');

test('a wrong PIN is counted, the fifth asks for a sign-in, and the list stays hidden', async ({ poste, cfa }) => {
  const { page } = await poste('Accueil-1', lea);
  await page.keyboard.press('Control+l');
  const field = page.getByLabel(`Code PIN de ${lea.nom}`);
  for (const left of ['4 essais', '3 essais', '2 essais', '1 essai']) {
    await field.fill('000000');
    await expect(refusal(page)).toContainText('Ce code PIN n’est pas le bon.');
    await expect(refusal(page)).toContainText(`Il reste ${left} avant de devoir se reconnecter.`);
    await expect(rows(page)).toHaveCount(0);
  }
  await field.fill('000000');
  await expect(page.getByRole('heading', { name: 'Reconnexion requise' })).toBeVisible();
  await expect(page.getByText('Cinq codes PIN faux de suite')).toHaveCount(1);
  await expect(page.getByText('Toutes les saisies avaient été envoyées.')).toBeVisible();
  await expect(rows(page)).toHaveCount(0);

  await page.getByRole('button', { name: 'Se connecter avec un code' }).click();
  await signInWithCode(page, await cfa.code(), 'Accueil-1');
  await chooseOperateur(page, lea);
  await reachDesk(page);
});

test('a wrong, a used and an expired enrolment code are refused, and nothing is made', async ({ start, cfa }) => {
  const { page, userDataFolder } = await start();
  await signInWithCode(page, 'BCDFGHJK', 'Accueil-1');
  await expect(refusal(page)).toHaveText(
    'Ce code n’est pas reconnu. Vérifier les huit lettres, ou en demander un nouveau.',
  );

  const used = await cfa.code();
  const other = await start();
  await signInWithCode(other.page, used, 'Accueil-2');
  await expect(other.page.getByRole('heading', { name: 'Qui est à ce poste ?' })).toBeVisible();
  await page.getByLabel('Code à huit lettres').fill(used);
  await page.getByRole('button', { name: 'Valider le code' }).click();
  await expect(refusal(page)).toHaveText(
    'Ce code n’est pas reconnu. Vérifier les huit lettres, ou en demander un nouveau.',
  );

  const late = await cfa.expiredCode();
  await page.getByLabel('Code à huit lettres').fill(late);
  await page.getByRole('button', { name: 'Valider le code' }).click();
  await expect(refusal(page)).toHaveText(
    'Ce code n’est plus valable : un code sert une seule fois, pendant dix minutes.',
  );
  await expect(page.getByLabel('Nom de ce poste')).toHaveValue('Accueil-1');
  expect(await readdir(dataFolder(userDataFolder))).not.toContain('comptes');
});

test('a sign-in that is not finished in the browser can be cancelled and tried again', async ({ start }) => {
  const launched = await start();
  const { page } = launched;
  for (const attempt of [0, 1]) {
    await page.getByLabel('Nom de ce poste').fill('Accueil-1');
    await page.getByRole('button', { name: 'Se connecter avec le navigateur' }).click();
    await launched.nextOpenedUrl(attempt);
    await page.getByRole('button', { name: 'Annuler' }).click();
    await expect(refusal(page)).toHaveText('La connexion n’a pas été terminée dans le navigateur.');
  }
});

/** While the server is away: the poste learns it from the exchange that is asked for, or from one of its own. */
const revoke = async (cfa: DemoCfa, page: Page, how: 'rendu' | 'perdu', said: string): Promise<void> => {
  await cfa.stop();
  await cfa.revoke('Accueil-1', how);
  await openSynchro(page);
  await cfa.start();
  const heading = page.getByRole('heading', { name: said });
  await Promise.race([page.getByRole('button', { name: 'Synchroniser', exact: true }).click(), heading.waitFor()]);
  await expect(heading).toBeVisible();
};

test('a poste that the director disconnected says so and shows nobody', async ({ poste, cfa }) => {
  const { page } = await poste('Accueil-1', lea);
  await revoke(cfa, page, 'rendu', 'Reconnexion requise');
  await expect(
    page.getByText('Ce poste a été déconnecté par la direction. Une nouvelle connexion est nécessaire.'),
  ).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
});

test('a poste that the director declared lost erases itself and starts from nothing', async ({
  poste,
  cfa,
}, testInfo) => {
  const profile = testInfo.outputPath('profil');
  const { page } = await poste('Accueil-1', lea, { userDataFolder: profile });
  await revoke(cfa, page, 'perdu', 'Se connecter au CFA');
  await expect(rows(page)).toHaveCount(0);
  await expect
    .poll(async () => (await readdir(profile, { recursive: true })).filter((name) => name.includes('base.sqlite')))
    .toEqual([]);
});

test('a damaged file is kept aside byte for byte, with the number of saisies that were not sent', async ({
  poste,
  cfa,
  start,
}, testInfo) => {
  const profile = testInfo.outputPath('profil');
  const first = await poste('Accueil-1', lea, { userDataFolder: profile });
  await expect(rows(first.page).first()).toBeVisible();
  await cfa.stop();
  for (const key of ['a', '3', 'Enter']) await first.page.keyboard.press(key);
  await expect(statusBar(first.page)).toContainText('2 saisies à envoyer');
  await first.close();
  const folder = await accountFolder(profile);
  const file = join(folder, 'base.sqlite');
  const damaged = await damageFile(profile);
  await cfa.start();

  const { page } = await start({ userDataFolder: profile });
  await expect(page.getByRole('heading', { name: 'Le fichier de données ne peut pas être ouvert' })).toBeVisible();
  await expect(
    page.getByText('Il est gardé de côté, tel quel, sur cet ordinateur. Rien n’est supprimé.'),
  ).toBeVisible();
  await expect(page.getByText('2 saisies n’avaient pas été envoyées.')).toBeVisible();
  expect(Buffer.compare(await readFile(file), damaged)).toBe(0);

  await page.getByRole('button', { name: 'Repartir d’un fichier neuf' }).click();
  await signInWithCode(page, await cfa.code(), 'Accueil-1');
  await chooseOperateur(page, lea);
  await reachDesk(page);
  const aside = (await readdir(folder)).filter((name) => /^mis-de-cote-.*base\.sqlite$/.test(name));
  expect(aside).toHaveLength(1);
  expect(Buffer.compare(await readFile(join(folder, aside[0] ?? '')), damaged)).toBe(0);
});

test('a file whose key left the keychain is kept aside, then the lists come again', async ({
  poste,
  cfa,
  start,
}, testInfo) => {
  const profile = testInfo.outputPath('profil');
  const first = await poste('Accueil-1', lea, { userDataFolder: profile });
  await first.close();
  const folder = await accountFolder(profile);
  await forgetKey(profile);
  const { size } = await stat(join(folder, 'base.sqlite'));

  const { page } = await start({ userDataFolder: profile });
  await expect(page.getByText('La clé des données n’est plus dans le trousseau de cet ordinateur.')).toBeVisible();
  await expect(page.getByText('Toutes les saisies avaient été envoyées.')).toBeVisible();
  await page.getByRole('button', { name: 'Repartir d’un fichier neuf' }).click();
  await signInWithCode(page, await cfa.code(), 'Accueil-1');
  await chooseOperateur(page, lea);
  await reachDesk(page);
  const aside = (await readdir(folder)).filter((name) => /^mis-de-cote-.*base\.sqlite$/.test(name));
  expect(aside).toHaveLength(1);
  expect((await stat(join(folder, aside[0] ?? ''))).size).toBe(size);
});

test('without a keychain a passphrase is chosen, and asked at each start', async ({ start, cfa }, testInfo) => {
  const profile = testInfo.outputPath('profil');
  const first = await start({ userDataFolder: profile, env: withoutKeychain });
  await signInWithCode(first.page, await cfa.code(), 'Accueil-1');
  await expect(first.page.getByRole('heading', { name: 'Choisir une phrase secrète' })).toBeVisible();
  const protect = first.page.getByRole('button', { name: 'Protéger les données' });
  await first.page.getByLabel('Phrase secrète').fill('trop courte');
  await first.page.getByLabel('La même, encore une fois').fill('trop courte');
  await expect(protect).toBeDisabled();
  await first.page.getByLabel('Phrase secrète').fill(phrase);
  await first.page.getByLabel('La même, encore une fois').fill('cheval agrafe nuage bouleau');
  await expect(first.page.getByText('Les deux phrases ne sont pas identiques.')).toBeVisible();
  await expect(protect).toBeDisabled();
  await first.page.getByLabel('La même, encore une fois').fill(phrase);
  await protect.click();
  await chooseOperateur(first.page, lea);
  await reachDesk(first.page);
  await first.close();

  const { page } = await start({ userDataFolder: profile, env: withoutKeychain });
  await expect(page.getByRole('heading', { name: 'Ouvrir les données de ce poste' })).toBeVisible();
  await page.getByLabel('Phrase secrète').fill('cheval agrafe nuage bouleau');
  await page.getByRole('button', { name: 'Ouvrir' }).click();
  await expect(refusal(page)).toHaveText('Cette phrase secrète n’est pas la bonne.');
  await page.getByLabel('Phrase secrète').fill(phrase);
  await page.getByRole('button', { name: 'Ouvrir' }).click();
  await unlock(page, lea);
  await expect(rows(page).first()).toBeVisible();
});

test('a server that is none, or an address that is not one, is told in a sentence', async ({ launch }) => {
  const { page } = await launch();
  const address = page.getByLabel('Adresse du serveur');
  const go = page.getByRole('button', { name: 'Continuer' });
  for (const bad of ['http://rappel.exemple.fr', 'ftp://rappel.exemple.fr', 'https://rappel.exemple.fr/connexion']) {
    await address.fill(bad);
    await go.click();
    await expect(refusal(page)).toBeVisible();
    await expect(address).toHaveValue(bad);
  }
  await address.fill('http://127.0.0.1:9');
  await go.click();
  await page.getByLabel('Nom de ce poste').fill('Accueil-1');
  await page.getByRole('button', { name: 'Se connecter avec le navigateur' }).click();
  await expect(refusal(page)).toHaveText(/Le serveur ne répond pas|Ce poste n’a pas de connexion/);
});
