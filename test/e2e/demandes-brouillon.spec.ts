import type { Locator, Page } from '@playwright/test';
import { unlock } from '../../tools/tour/first-run.ts';
import { chooseDemande, chosenDemande, composerOf, openDemandes, panelOf } from '../../tools/tour/inbox.ts';
import { expect, test } from '../support/app-test.ts';
import { karim, undoBar } from '../support/desk.ts';

const field = (page: Page): Locator => composerOf(page).getByLabel('Texte de la réponse');
const resume = (page: Page): Locator => panelOf(page).getByRole('button', { name: 'Reprendre la réponse' });

/** The person of the first line, whose name stands there alone. Her sheet is read: the keys answer her demande. */
const firstAsked = async (page: Page): Promise<string> => {
  await openDemandes(page);
  await chooseDemande(page, /./);
  await expect(panelOf(page)).toBeVisible();
  return page.getByRole('complementary').getByRole('heading', { level: 2 }).innerText();
};

/** The keys are in the text: what is typed from here on is written there. */
const answer = async (page: Page): Promise<void> => {
  await page.keyboard.press('d');
  await expect(field(page)).toBeFocused();
};

const goBack = async (page: Page, nom: string): Promise<void> => {
  await openDemandes(page);
  await chooseDemande(page, nom);
  await expect(chosenDemande(page)).toContainText('réponse commencée');
  await expect(resume(page)).toBeVisible();
};

test('an answer begun outlives the lock, a restart, and being sent then taken back', async ({ poste, start }) => {
  test.setTimeout(240_000);
  const first = await poste('Accueil-1', karim);
  const { page, userDataFolder } = first;
  const nom = await firstAsked(page);

  await test.step('locked in the middle of a word', async () => {
    await answer(page);
    await expect(composerOf(page)).toContainText('le texte est gardé en quittant');
    await field(page).fill('');
    await page.keyboard.type('Bonjour, il reste tro');
    await page.keyboard.press('Control+l');
    await expect(page.getByLabel(`Code PIN de ${karim.nom}`)).toBeVisible();
    expect(await page.content()).not.toContain('il reste tro');
    await unlock(page, karim);
    await goBack(page, nom);
    await answer(page);
    await expect(field(page)).toHaveValue('Bonjour, il reste tro');
  });

  await test.step('the window is closed in the middle of another', async () => {
    await field(page).press('Control+End');
    await page.keyboard.type('is places');
    const closed = first.app.waitForEvent('close');
    await first.app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.close();
    });
    await closed;
  });

  const second = await start({ userDataFolder });
  await test.step('the text is there, and waits closed', async () => {
    await unlock(second.page, karim);
    await goBack(second.page, nom);
    await answer(second.page);
    await expect(field(second.page)).toHaveValue('Bonjour, il reste trois places');
    await field(second.page).press('Control+End');
    await second.page.keyboard.type('.');
    await second.page.keyboard.press('Escape');
    await expect(resume(second.page)).toBeVisible();
  });

  await test.step('sent, it is nobody’s any more; taken back, it is in the file again', async () => {
    await answer(second.page);
    await expect(field(second.page)).toHaveValue('Bonjour, il reste trois places.');
    await second.page.keyboard.press('Control+Enter');
    await expect(undoBar(second.page).filter({ hasText: nom })).toBeVisible();
    await second.page.keyboard.press('Control+z');
    await expect(undoBar(second.page).filter({ hasText: nom })).toContainText('Annulé');
    await second.page.keyboard.press('Control+l');
    await unlock(second.page, karim);
    await goBack(second.page, nom);
    await answer(second.page);
    await expect(field(second.page)).toHaveValue('Bonjour, il reste trois places.');
  });
});
