import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/app-test.ts';
import { look } from '../support/axe.ts';
import { lea, openCandidat, searchField, sheet, sheetName } from '../support/desk.ts';
import { holdsKeys } from '../support/holds-keys.ts';

const nom = 'TALARUE';
const prenom = 'Héloïse';
const heloise = `${nom} ${prenom}`;

const palette = (page: Page): Locator => page.getByRole('dialog', { name: 'Palette' });
const field = (page: Page): Locator => palette(page).getByRole('combobox');
const options = (page: Page): Locator => palette(page).getByRole('option');
const chosen = (page: Page): Locator => palette(page).getByRole('option', { selected: true });
const reglages = (page: Page): Locator => page.getByRole('dialog', { name: 'Réglages de ce poste' });

const open = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
};

test('everything is found and done from the palette, by the keyboard alone', async ({ poste }) => {
  test.setTimeout(240_000);
  const { page } = await poste('Accueil-1', lea);

  await test.step('a person, by name, by the end of a number, then her sheet', async () => {
    await openCandidat(page, heloise);
    const numero = await sheet(page)
      .locator('[data-selectable]', { hasText: /^0[\d\s]{9,}$/ })
      .first()
      .innerText();
    await searchField(page).fill('');
    await open(page);
    await page.keyboard.type('talarue');
    await expect(chosen(page)).toContainText(heloise);
    await look(page, 'palette, une personne');
    await page.keyboard.press('Enter');
    await expect(palette(page)).toHaveCount(0);
    await expect(sheetName(page)).toHaveText(heloise);
    await page.getByRole('navigation').getByRole('button', { name: 'Listes' }).click();
    await open(page);
    await page.keyboard.type(numero.slice(-5));
    await expect(options(page).filter({ hasText: heloise })).toBeVisible();
    await expect(options(page).filter({ hasText: /^Appeler/ })).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(sheetName(page)).toHaveText(heloise);
  });

  await test.step('a gesture that applies here, with its key', async () => {
    await open(page);
    await expect(options(page).filter({ hasText: /^Appeler/ })).toContainText('A');
    await look(page, 'palette, tout');
    await page.keyboard.type('note');
    await expect(chosen(page)).toContainText('Noter un appel reçu');
    await page.keyboard.press('ArrowDown');
    await expect(chosen(page)).toContainText('Écrire une note');
    await page.keyboard.press('Enter');
    const note = sheet(page).getByRole('region', { name: 'Écrire une note' });
    await holdsKeys(note);
    await page.keyboard.press('Escape');
    await expect(note).toHaveCount(0);
  });

  await test.step('a screen, a window, and nothing', async () => {
    await open(page);
    await page.keyboard.type('equipe');
    await expect(chosen(page)).toHaveText('Équipe');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Équipe', level: 1 })).toBeVisible();

    await open(page);
    await page.keyboard.type('réglages');
    await page.keyboard.press('Enter');
    // The panel closes by a key of its own: it must have the keys first, and be gone before the next window opens.
    await holdsKeys(reglages(page));
    await page.keyboard.press('Escape');
    await expect(reglages(page)).toHaveCount(0);

    await open(page);
    await page.keyboard.type('zzzz');
    await expect(palette(page).getByRole('status')).toHaveText(
      'Rien ne correspond : ni personne, ni écran, ni action.',
    );
    await look(page, 'palette, rien');
    await page.keyboard.press('Enter');
    await expect(field(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(palette(page)).toHaveCount(0);
  });

  await test.step('the search field keeps its own key', async () => {
    await page.keyboard.press('/');
    await expect(searchField(page)).toBeFocused();
  });

  await test.step('a locked desk shows nothing, and has no palette', async () => {
    await open(page);
    await page.keyboard.type('talarue');
    await expect(options(page).filter({ hasText: heloise })).toBeVisible();
    await page.keyboard.press('Control+l');
    await expect(page.getByLabel(`Code PIN de ${lea.nom}`)).toBeVisible();
    await expect(palette(page)).toHaveCount(0);
    await expect(page.getByText(nom)).toHaveCount(0);
    await page.keyboard.press('Control+k');
    await expect(page.getByLabel(`Code PIN de ${lea.nom}`)).toBeVisible();
    await expect(palette(page)).toHaveCount(0);
  });
});

test('in a small window at twice the size, the palette and the settings are used whole', async ({ poste }) => {
  test.setTimeout(180_000);
  const { app, page } = await poste('Accueil-1', lea);
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setContentSize(1024, 700);
    window?.webContents.setZoomFactor(2);
  });
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(512);
  await open(page);
  await expect(field(page)).toBeInViewport();
  await page.keyboard.press('ArrowUp');
  await expect(chosen(page)).toBeInViewport({ ratio: 0.98 });
  await page.keyboard.press('Escape');
  await expect(palette(page)).toHaveCount(0);
  await open(page);
  await page.keyboard.type('réglages');
  await page.keyboard.press('Enter');
  await holdsKeys(reglages(page));
  const last = reglages(page).getByRole('button', { name: 'Toutes les touches' });
  await last.focus();
  await expect(last).toBeInViewport({ ratio: 0.98 });
  await look(page, 'réglages');
});
