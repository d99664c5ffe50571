import type { Locator, Page } from '@playwright/test';
import { eventWire } from '../../main/bridge/wire.ts';
import { signInWithBrowser } from '../../tools/tour/browser.ts';
import { unlock } from '../../tools/tour/first-run.ts';
import { expect, test } from '../support/app-test.ts';
import { look } from '../support/axe.ts';
import { fil, lea, openCandidat, rows } from '../support/desk.ts';
import { holdsKeys } from '../support/holds-keys.ts';

const nom = 'TARDIVEL Maëlys';
const dialog = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });
const ecrire = (page: Page): Locator => dialog(page, /^Écrire (à la famille|aux familles)/);

const lots = (page: Page): Locator => page.getByRole('region', { name: 'Gestes groupés' });
const bccOf = (url: string): string[] => (new URL(url).searchParams.get('bcc') ?? '').split(',');

/** Everybody of the list, by keyboard. */
const ecrireATous = async (page: Page): Promise<void> => {
  await page
    .getByRole('navigation', { name: 'Écrans' })
    .getByRole('button', { name: /^Candidats/ })
    .click();
  // Everybody of a list that is not there yet is nobody.
  await expect(rows(page).nth(4)).toBeVisible();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('button', { name: 'Écrire aux familles de la sélection' })).toBeVisible();
  await page.keyboard.press('s');
  await holdsKeys(ecrire(page));
};

test('each sending of a mail to many is noted when it is said sent: a lock or a callback in the middle loses nothing, and nobody receives it twice', async ({
  cfa,
  poste,
}) => {
  test.setTimeout(300_000);
  const launched = await poste('Accueil-1', lea);
  const { app, page } = launched;
  const fenetre = ecrire(page);
  const envoye = fenetre.getByRole('button', { name: 'C’est envoyé' });
  const ouvrir = fenetre.getByRole('button', { name: 'Ouvrir dans la messagerie' });
  const recus: string[] = [];
  /** Sends the next one, the keys still held, and keeps who received it. */
  const open = async (): Promise<void> => {
    const opened = (await launched.openedUrls()).length;
    await expect(ouvrir).toBeEnabled();
    await holdsKeys(fenetre);
    await page.keyboard.down('Control');
    await page.keyboard.down('Enter');
    const url = await launched.nextOpenedUrl(opened);
    expect(url.length).toBeLessThanOrEqual(2_000);
    for (const adresse of bccOf(url)) expect(recus).not.toContain(adresse);
    recus.push(...bccOf(url));
    await expect(fenetre.getByText(/est-il parti \?$/)).toBeFocused();
  };
  const release = async (): Promise<void> => {
    await page.keyboard.up('Enter');
    await page.keyboard.up('Control');
  };

  await test.step('to more than fifty: no address before somebody signs in, and it goes on by itself', async () => {
    await ecrireATous(page);
    await expect(fenetre).toContainText('Une connexion de moins de quinze minutes est nécessaire.');
    await expect(fenetre).not.toContainText('copie cachée');
    await expect(ouvrir).toHaveCount(0);
    await look(page, 'a mail to many that asks for a sign-in');
    await fenetre.getByRole('button', { name: 'Se connecter et continuer' }).click();
    const { identifiant, motDePasse } = cfa.director;
    await signInWithBrowser({ url: await launched.nextOpenedUrl(), identifiant, password: motDePasse });
    await expect(fenetre).toContainText('copie cachée');
  });

  await test.step('the key that opened it, held down, does not say that it left', async () => {
    await fenetre.getByLabel('Objet').fill('Portes ouvertes');
    await fenetre.getByLabel('Texte', { exact: true }).fill('Bonjour, le CFA ouvre ses portes samedi.');
    await open();
    await expect(envoye).toBeEnabled();
    await page.keyboard.down('Enter');
    await release();
    await expect(envoye).toBeEnabled();
    await expect(lots(page)).toHaveCount(0);
  });

  await test.step('the first is noted at once, and the keys stay in the window', async () => {
    await page.keyboard.press('Control+Enter');
    await expect(fenetre).toContainText('Envoi 2 sur');
    await expect(lots(page)).toContainText(/messages? notés?/);
    await expect(ouvrir).toBeFocused();
    // The desk under it hears no key, even when the focus fell on nothing.
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await page.keyboard.press('n');
    await expect(page.getByRole('region', { name: 'Écrire une note' })).toHaveCount(0);
    await ouvrir.focus();
  });

  await test.step('locked before saying it of the second: asked again, and noted', async () => {
    await open();
    await release();
    await page.keyboard.press('Control+l');
    await expect(page.getByLabel(`Code PIN de ${lea.nom}`)).toBeVisible();
    expect(await page.content()).not.toContain('Portes ouvertes');
    await unlock(page, lea);
    await expect(fenetre.getByText('Le message est-il parti ?')).toBeFocused();
    await expect(fenetre.getByLabel('Objet')).toHaveValue('Portes ouvertes');
    await envoye.click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('taken elsewhere after the third: it is noted all the same', async () => {
    await ecrireATous(page);
    await expect(fenetre).toContainText('copie cachée');
    await expect(fenetre).toContainText(/Ce message est déjà noté pour \d+ personnes/);
    await look(page, 'a mail to many that goes on');
    await open();
    await release();
    await envoye.click();
    await expect(fenetre).toContainText('Envoi 2 sur');
    await app.evaluate(
      ({ BrowserWindow }, wire) =>
        BrowserWindow.getAllWindows()[0]?.webContents.send(wire, 'systeme:ouvrir', { quoi: 'appels' }),
      eventWire,
    );
    await expect(page.getByRole('heading', { level: 1, name: 'Appels' })).toBeAttached();
    await ecrireATous(page);
    await expect(fenetre).toContainText('copie cachée');
    await open();
    await release();
    await fenetre.getByRole('button', { name: 'Pas envoyé' }).click();
    await expect(ouvrir).toBeFocused();
  });

  await test.step('given up, it is written anew', async () => {
    await fenetre.getByRole('button', { name: 'Abandonner' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await ecrireATous(page);
    await expect(fenetre).toContainText('copie cachée');
    await expect(fenetre.getByLabel('Texte', { exact: true })).toHaveValue('');
    await expect(fenetre).not.toContainText('déjà noté');
  });

  await test.step('a text too long for a link is copied, and so are its addresses', async () => {
    const held = () => app.evaluate(({ clipboard }) => clipboard.readText());
    const texte = 'É'.repeat(700);
    await fenetre.getByLabel('Objet').fill('Portes ouvertes');
    await fenetre.getByLabel('Texte', { exact: true }).fill(texte);
    await expect(fenetre).toContainText('le lien dépasse 2 000 signes');
    await expect(ouvrir).toHaveCount(0);
    await fenetre.getByRole('button', { name: 'Copier les adresses (50)' }).click();
    await expect.poll(async () => (await held()).split('; ').length).toBe(50);
    const opened = (await launched.openedUrls()).length;
    await holdsKeys(fenetre);
    await page.keyboard.press('Control+Enter');
    await expect.poll(held).toContain(texte);
    expect(await launched.openedUrls()).toHaveLength(opened);
    await envoye.click();
    await expect(fenetre).toContainText('Envoi 2 sur');
  });
});

test('what is typed without a pause outlives every lock: a note, a message, a modèle', async ({ poste }) => {
  test.setTimeout(300_000);
  const { page } = await poste('Accueil-1', lea);
  /** By the status bar: its menu, with the pointer, whatever is being typed. */
  const statut = async (mot: string): Promise<void> => {
    await page.getByRole('button', { name: `Opérateur : ${lea.nom}` }).dispatchEvent('click');
    await page.getByRole('menuitem', { name: new RegExp(`^${mot}`) }).dispatchEvent('click');
  };
  const note = 'ne pas oublier le père, il rappelle à dix-huit heures';
  const champ = page.getByLabel('Note', { exact: true });
  const noter = async (): Promise<void> => {
    await openCandidat(page, nom);
    await page.keyboard.press('Enter');
    await page.keyboard.press('n');
    await expect(champ).toBeFocused();
  };
  const ecrireALaFamille = async (): Promise<void> => {
    await openCandidat(page, nom);
    await page.keyboard.press('Enter');
    await page.keyboard.press('s');
    // The window takes the keys last of all: what has them before loses them.
    await expect(ecrire(page).getByLabel('Modèle')).toBeFocused();
  };

  await test.step('a note, by the key then by the status bar', async () => {
    await noter();
    await page.keyboard.type(note);
    await page.keyboard.press('Control+l');
    await expect(page.getByLabel(`Code PIN de ${lea.nom}`)).toBeVisible();
    expect(await page.content()).not.toContain('ne pas oublier');
    await unlock(page, lea);
    await noter();
    await expect(champ).toHaveValue(note);
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' trente');
    await statut('Verrouiller');
    await unlock(page, lea);
    await noter();
    await expect(champ).toHaveValue(`${note} trente`);
    await page.keyboard.press('Escape');
    await expect(champ).toHaveCount(0);
  });

  await test.step('a message, and whether it left', async () => {
    await ecrireALaFamille();
    await ecrire(page).getByLabel('Objet').fill('Rendez-vous');
    await ecrire(page).getByLabel('Texte', { exact: true }).focus();
    await expect(ecrire(page).getByLabel('Texte', { exact: true })).toBeFocused();
    await page.keyboard.type('Bonjour, à samedi.');
    await page.keyboard.press('Control+l');
    await unlock(page, lea);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await ecrireALaFamille();
    await expect(ecrire(page).getByLabel('Texte', { exact: true })).toHaveValue('Bonjour, à samedi.');
    await page.keyboard.press('Control+Enter');
    await expect(ecrire(page).getByText('Le message est-il parti ?')).toBeFocused();
    await page.keyboard.press('Control+l');
    await unlock(page, lea);
    await expect(ecrire(page).getByText('Le message est-il parti ?')).toBeFocused();
    await ecrire(page).getByRole('button', { name: 'C’est envoyé' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await openCandidat(page, nom);
    await expect(fil(page).filter({ hasText: 'Courriel écrit : Rendez-vous' })).toHaveCount(1);
  });

  await test.step('a modèle', async () => {
    for (const isBack of [false, true]) {
      await page.getByRole('button', { name: 'Réglages de ce poste' }).click();
      await page.getByRole('button', { name: 'Modèles de messages' }).click();
      await expect(page.getByRole('button', { name: 'Nouveau modèle' })).toBeFocused();
      await page.keyboard.press('Enter');
      const editor = dialog(page, 'Nouveau modèle');
      await expect(editor.getByLabel('Nom du modèle')).toBeFocused();
      if (isBack) {
        await expect(editor.getByLabel('Nom du modèle')).toHaveValue('Relance de juin');
        continue;
      }
      await page.keyboard.type('Relance de juin');
      await page.keyboard.press('Control+l');
      await unlock(page, lea);
    }
  });
});
