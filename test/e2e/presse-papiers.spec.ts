import { expect, test } from '../support/app-test.ts';
import { lea, rows, searchField, sheet } from '../support/desk.ts';

declare global {
  interface Window {
    ownCopies: boolean[];
  }
}

test('what is selected and copied leaves through the shell, never by the page’s own copy', async ({ poste }) => {
  const { app, page } = await poste('Accueil-1', lea);
  const held = () => app.evaluate(({ clipboard }) => clipboard.readText());
  // Heard after the page's own listener: true means that the browser put nothing in the clipboard itself.
  await page.evaluate(() => {
    window.ownCopies = [];
    for (const type of ['copy', 'cut'])
      document.addEventListener(type, (event) => window.ownCopies.push(event.defaultPrevented));
  });

  await expect(rows(page).first()).toHaveAttribute('aria-selected', 'true');
  await rows(page).first().click();
  const numero = sheet(page)
    .locator('[data-selectable]', { hasText: /^[+0][\d\s]{9,}$/ })
    .first();
  const shown = await numero.innerText();
  await numero.evaluate((element) => {
    getSelection()?.selectAllChildren(element);
  });
  await page.keyboard.press('Control+c');
  await expect.poll(held).toBe(shown);

  await searchField(page).fill('TARDIVEL Maëlys');
  await searchField(page).selectText();
  await page.keyboard.press('Control+x');
  await expect.poll(held).toBe('TARDIVEL Maëlys');
  await expect(searchField(page)).toHaveValue('');
  await page.keyboard.press('Control+z');
  await expect(searchField(page)).toHaveValue('TARDIVEL Maëlys');
  expect(await page.evaluate(() => window.ownCopies)).toEqual([true, true]);
});
