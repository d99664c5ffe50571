import type { ElectronApplication, Page } from '@playwright/test';
import { dispositionTextes, issueTextes } from '../../renderer/textes/appel.ts';
import { contract } from '../../shared/contract/ipc/index.ts';
import { ask } from '../../tools/tour/bridge.ts';
import { unlock } from '../../tools/tour/first-run.ts';
import { expect, test } from '../support/app-test.ts';
import { appels, choix, nom, note, noter, ouvrirAppels, surElle } from '../support/appels.ts';
import { look } from '../support/axe.ts';
import { fil, karim, lea, sheetName, synchronise, undoBar } from '../support/desk.ts';

const texte = 'messagerie pleine, rappeler le père';

const valeur = (answer: unknown): unknown => Reflect.get(Object(answer), 'value');

/** The first of the queue, whom Appels opens. */
const premiere = async (page: Page): Promise<string> => {
  const file = contract['appels:file'].response.parse(
    valeur(await ask(page, 'appels:file', { portee: 'tous', limite: 1 })),
  );
  const [entree] = file.entrees;
  if (entree === undefined) throw new Error('nobody is to be called');
  return entree.candidat;
};

/** What the file of the poste holds of her: it is there, whatever becomes of the page and of the core. */
const fiche = async (page: Page, candidat: string) =>
  contract['candidats:fiche'].response.parse(valeur(await ask(page, 'candidats:fiche', { candidat })));
const brouillon = async (page: Page, candidat: string): Promise<string> => (await fiche(page, candidat)).brouillon;

const ecrireNote = async (page: Page, candidat: string): Promise<void> => {
  await page.keyboard.press('n');
  await expect(note(page)).toBeFocused();
  await page.keyboard.type(texte);
  await page.keyboard.press('Escape');
  await expect(noter(page)).toBeFocused();
  await expect.poll(() => brouillon(page, candidat)).toBe(texte);
};

/** The process that holds the file, among those that the shell started. */
const corePid = (app: ElectronApplication): Promise<number> =>
  app.evaluate(() => {
    const handles: unknown = Reflect.apply(Reflect.get(process, '_getActiveHandles'), process, []);
    const started = (Array.isArray(handles) ? handles : []).filter(
      (one: unknown) => one instanceof Object && 'spawnfile' in one && 'pid' in one,
    );
    const [core, ...others] = started;
    if (core === undefined || others.length > 0) throw new Error(`the shell started ${started.length} processes`);
    return Number(core.pid);
  });

test('the note and the choice of a call that was begun in Appels survive the app being closed, and it is logged once', async ({
  cfa,
  start,
  poste,
}, testInfo) => {
  test.setTimeout(120_000);
  const userDataFolder = testInfo.outputPath('accueil-1');
  const first = await poste('Accueil-1', lea, { userDataFolder });
  await ouvrirAppels(first.page);
  const candidat = await premiere(first.page);
  const appelee = await nom(first.page).innerText();
  await first.page.keyboard.press('1');
  await first.page.keyboard.press('2');
  await ecrireNote(first.page, candidat);
  await expect.poll(async () => (await fiche(first.page, candidat)).appelCommence?.issue).toBe('REFLECHIT');
  await first.app.close();

  const { page } = await start({ userDataFolder });
  await unlock(page, lea);
  await ouvrirAppels(page);
  await expect(nom(page)).toHaveText(appelee);
  await expect(note(page)).toHaveValue(texte);
  await expect(choix(page, issueTextes.REFLECHIT)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Enter');
  await expect(undoBar(page).filter({ hasText: appelee })).toContainText(issueTextes.REFLECHIT.toLowerCase());
  await expect.poll(() => brouillon(page, candidat)).toBe('');
  await page
    .getByRole('navigation', { name: 'Écrans' })
    .getByRole('button', { name: 'Candidats' })
    .dispatchEvent('click');
  await synchronise(page);
  expect(await cfa.actes('appel')).toHaveLength(1);
});

test('a core that dies under a call that was begun leaves her, the choice and the words where they were', async ({
  cfa,
  poste,
}) => {
  test.setTimeout(120_000);
  const { app, page } = await poste('Accueil-1', lea);
  await ouvrirAppels(page);
  const candidat = await premiere(page);
  const appelee = await nom(page).innerText();
  await page.keyboard.press('2');
  await ecrireNote(page, candidat);
  const before = await corePid(app);
  process.kill(before, 'SIGKILL');
  // The file is closed to whoever is not known: the PIN opens it again.
  const pin = page.getByLabel(`Code PIN de ${lea.nom}`);
  await expect(pin).toBeFocused({ timeout: 30_000 });
  expect(await corePid(app)).not.toBe(before);
  await page.keyboard.type(lea.pin);
  // The file is opened again with what the PIN makes, which is slow on purpose.
  await expect(noter(page)).toBeFocused({ timeout: 30_000 });
  await expect(nom(page)).toHaveText(appelee);
  await expect(note(page)).toHaveValue(texte);
  await expect(choix(page, dispositionTextes.MESSAGE)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Enter');
  await expect(undoBar(page).filter({ hasText: appelee })).toContainText(dispositionTextes.MESSAGE);
  await expect(nom(page)).not.toHaveText(appelee);
  await synchronise(page);
  expect(await cfa.actes('appel')).toHaveLength(1);
});

test('a colleague’s call that comes in while she is open is said quietly; mine is then logged once, beside it', async ({
  cfa,
  poste,
}) => {
  test.setTimeout(180_000);
  const { page } = await poste('Accueil-1', lea);
  const autre = await poste('Accueil-2', karim);
  await ouvrirAppels(page);
  const appelee = await nom(page).innerText();
  await page.keyboard.press('2');
  await page.keyboard.press('n');
  await expect(note(page)).toBeFocused();
  await page.keyboard.type(texte);
  await page.keyboard.press('Escape');
  await expect(noter(page)).toBeFocused();

  await ouvrirAppels(autre.page);
  await expect(nom(autre.page)).toHaveText(appelee);
  await autre.page.keyboard.press('3');
  await autre.page.keyboard.press('Enter');
  await expect(nom(autre.page)).not.toHaveText(appelee);
  await synchronise(autre.page);
  expect(await cfa.actes('appel')).toHaveLength(1);

  await ask(page, 'synchro:lancer', {});
  await expect(appels(page).getByText(`${karim.nom} vient de noter un appel`)).toBeVisible({ timeout: 30_000 });
  await look(page, 'l’appel d’un collègue');
  // Nothing of mine moved: neither who is open, nor the choice, nor the words, nor the keys.
  await expect(nom(page)).toHaveText(appelee);
  await expect(note(page)).toHaveValue(texte);
  await expect(choix(page, dispositionTextes.MESSAGE)).toHaveAttribute('aria-pressed', 'true');
  await expect(noter(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(undoBar(page).filter({ hasText: appelee })).toContainText(dispositionTextes.MESSAGE);
  await expect(nom(page)).not.toHaveText(appelee);
  await page.keyboard.press('ArrowLeft');
  await surElle(page, appelee);
  await page.keyboard.press('u');
  await expect(sheetName(page)).toHaveText(appelee);
  await expect(fil(page).filter({ hasText: dispositionTextes.MESSAGE }).filter({ hasText: lea.nom })).toHaveCount(1);
  await expect(
    fil(page).filter({ hasText: dispositionTextes.SANS_REPONSE }).filter({ hasText: karim.nom }),
  ).toHaveCount(1);
  await synchronise(page);
  expect(await cfa.actes('appel')).toHaveLength(2);
});

test('F and S act on the person one is on, and the keys come back to the choices', async ({ poste }) => {
  test.setTimeout(120_000);
  const { page } = await poste('Accueil-1', lea);
  await ouvrirAppels(page);
  const appelee = await nom(page).innerText();

  await test.step('F then Entrée takes her for oneself', async () => {
    await page.keyboard.press('f');
    const affecter = page.getByRole('dialog', { name: 'Affecter' });
    await expect(affecter).toContainText(`${appelee}, confié à personne`);
    await look(page, 'affecter depuis Appels');
    await page.keyboard.press('Enter');
    await expect(affecter).toHaveCount(0);
    await expect(undoBar(page).filter({ hasText: `Confié à ${lea.nom} — ${appelee}` })).toBeVisible();
    await expect(nom(page)).toHaveText(appelee);
    await expect(noter(page)).toBeFocused();
  });

  await test.step('S writes to her family, from its button too, and Échap leaves', async () => {
    const ecrire = page.getByRole('dialog', { name: /^Écrire/ });
    await page.keyboard.press('s');
    await expect(ecrire).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(ecrire).toHaveCount(0);
    await expect(noter(page)).toBeFocused();
    await appels(page)
      .getByRole('button', { name: /^Écrire/ })
      .click();
    await expect(ecrire).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(ecrire).toHaveCount(0);
    await expect(noter(page)).toBeFocused();
  });

  await test.step('in the note both are letters', async () => {
    await page.keyboard.press('n');
    await expect(note(page)).toBeFocused();
    await page.keyboard.type('fs');
    await expect(note(page)).toHaveValue('fs');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('Escape');
  });

  await test.step('« ? » says both', async () => {
    await page.keyboard.press('?');
    const touches = page.getByRole('dialog', { name: 'Toutes les touches' });
    const section = touches.locator('section').filter({ has: page.getByRole('heading', { name: 'Appels' }) });
    await expect(section).toContainText('affecter (puis Entrée : à soi)');
    await expect(section).toContainText('écrire à la famille');
    await page.keyboard.press('Escape');
    await expect(touches).toHaveCount(0);
    await expect(noter(page)).toBeFocused();
  });

  await page.keyboard.press('3');
  await page.keyboard.press('Enter');
  await expect(nom(page)).not.toHaveText(appelee);
});
