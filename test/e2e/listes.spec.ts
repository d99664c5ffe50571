import { readFile } from 'node:fs/promises';
import { expect, test } from '../support/app-test.ts';
import { browserOf } from '../support/browser.ts';
import { lea, rows, sheetName } from '../support/desk.ts';

test('a list is proved, compared, opened and exported by keyboard; a fresh sign-in leaves the desk where it is', async ({
  cfa,
  poste,
}, testInfo) => {
  test.setTimeout(180_000);
  const launched = await poste('Accueil-1', lea);
  const { app, page } = launched;
  const nav = page.getByRole('navigation').getByRole('button', { name: 'Listes' });
  const cards = page.getByRole('article');

  // The two lists of the demo came with the first sync: news, until it is looked at.
  await expect(nav).toHaveAccessibleName(/une liste est arrivée/);
  await nav.click();
  await expect(cards).toHaveCount(3);
  for (const card of await cards.all()) await expect(card).toContainText('Reçue et vérifiée le');
  await expect(nav).toHaveAccessibleName('Listes');

  await page.keyboard.press('ArrowDown');
  await expect(cards.nth(1)).toBeFocused();
  await expect(cards.nth(1)).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Changements', level: 1 })).toBeVisible();
  await expect(page.getByRole('toolbar').getByRole('button', { name: /^Tous · \d+$/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  // The people come after the counts.
  await expect(page.getByRole('grid').locator('[role="row"][aria-rowindex="3"]')).toBeVisible();
  const chosen = page.locator('[role="row"][aria-selected="true"]');
  for (const place of ['2', '3']) {
    await page.keyboard.press('ArrowDown');
    await expect(chosen).toHaveAttribute('aria-rowindex', place);
  }
  const nom = (await chosen.getByRole('gridcell').first().innerText()).trim();

  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Candidats', level: 1 })).toBeVisible();
  await expect(sheetName(page)).toHaveText(nom);
  await expect(rows(page).filter({ hasText: nom })).not.toHaveCount(0);
  await nav.click();
  await expect(chosen.getByRole('gridcell').first()).toHaveText(nom);
  await expect(page.getByRole('heading', { name: 'Changements', level: 1 })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(cards.nth(1)).toBeFocused();

  const file = testInfo.outputPath('export.csv');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Exporter' });
  await expect(dialog.getByText(/^\d+ candidats$/)).toBeVisible();
  const asked = (await launched.openedUrls()).length;
  await dialog.getByRole('radio', { name: 'Import Ypareo / iGesti' }).press('Enter');
  const address = await launched.nextOpenedUrl(asked);
  await expect(dialog.getByText('La suite est dans le navigateur.')).toBeVisible();
  await browserOf({ url: cfa.url, clock: { now: () => new Date() } }, cfa.director)(address);

  const works = page.getByRole('region', { name: 'Travaux en cours' });
  await expect(works).toContainText(/Export enregistré : \d+ candidats\./, { timeout: 30_000 });
  await expect(dialog).toHaveCount(0);
  // Whoever is still on the list, each vœu on a line of 27 columns.
  const told = /\d+ candidats/.exec(await works.innerText())?.[0] ?? '';
  await expect(cards.nth(1)).toContainText(`${told}, `);
  const lines = (await readFile(file, 'utf8')).split('\r\n').filter((line) => line !== '');
  expect(new Set(lines.map((line) => line.split(';').length))).toEqual(new Set([27]));
  await expect(cards.nth(1)).toContainText(`${told}, ${lines.length - 1} vœux`);
});

test('« Pourquoi ma liste est vide ? » gives the numbers and a letter to copy', async ({ poste }) => {
  const { app, page } = await poste('Accueil-1', lea);
  const held = () => app.evaluate(({ clipboard }) => clipboard.readText());
  await page.getByRole('navigation').getByRole('button', { name: 'Listes' }).click();
  await page.getByRole('button', { name: 'Pourquoi ma liste est vide ?' }).click();
  const numbers = page.getByRole('region', { name: 'Les numéros à vérifier' });
  await numbers.getByRole('button', { name: /^Copier le SIRET 99998000600012/ }).click();
  await expect.poll(held).toBe('99998000600012');
  await numbers.getByRole('button', { name: /^Copier l’UAI 0699901M/ }).click();
  await expect.poll(held).toBe('0699901M');
  await page.getByRole('button', { name: 'Copier le message' }).first().click();
  await expect.poll(held).toContain('SIRET 99998000600012, UAI 0699901M');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('article').first()).toBeVisible();
});
