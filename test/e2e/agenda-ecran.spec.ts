import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { expect, test } from '../support/app-test.ts';
import { look } from '../support/axe.ts';
import { karim, rows } from '../support/desk.ts';

const cards = (page: Page): Locator => page.getByRole('group', { name: /^Semaine du / }).getByRole('button');
const dialog = (page: Page): Locator => page.getByRole('dialog');
const tab = (page: Page, name: string): Locator =>
  page.getByRole('toolbar', { name: 'Créneaux montrés' }).getByRole('button', { name: new RegExp(`^${name}( · |$)`) });
const panel = (page: Page): Locator => page.getByRole('complementary', { name: /^Créneau/ });

const openAgenda = async (page: Page): Promise<void> => {
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole('navigation', { name: 'Écrans' }).getByRole('button', { name: 'Agenda' }).click();
  await expect(page.getByRole('heading', { name: 'Agenda', level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Générer une série' })).toBeVisible();
};

/** A week far enough for the demo to hold nothing there. */
const goAhead = async (page: Page): Promise<void> => {
  for (let weeks = 0; weeks < 8; weeks += 1) await page.keyboard.press('PageDown');
  await expect(page.getByText('Aucun créneau cette semaine')).toBeVisible();
};

/** Créneaux of the week that is shown by the generator, with the keyboard alone. @returns how many were made */
const generate = async (page: Page): Promise<number> => {
  await page.keyboard.press('g');
  await expect(dialog(page).getByRole('heading', { name: /^[1-9]\d* créneaux$/ })).toBeVisible();
  const send = dialog(page).getByRole('button', { name: /^Poser \d+ créneaux/ });
  await expect(send).toBeEnabled();
  const made = Number(/\d+/.exec(await send.innerText())?.[0]);
  await page.keyboard.press('Control+Enter');
  await expect(dialog(page)).toBeHidden();
  return made;
};

test('the week is made, moved through, opened and taken back with the keyboard alone', async ({ poste }) => {
  test.setTimeout(150_000);
  const { page } = await poste('Accueil-1', karim);
  await openAgenda(page);
  await goAhead(page);
  const made = await generate(page);
  await expect(cards(page)).toHaveCount(made);
  // Taken back for ten seconds: few keys on a slow computer.
  await page.keyboard.press('Control+z');
  await expect(cards(page)).toHaveCount(0);
  await expect(page.getByText('Aucun créneau cette semaine')).toBeVisible();

  expect(await generate(page)).toBe(made);
  await expect(cards(page)).toHaveCount(made);
  // The one that was made first has the focus; Tab reaches one of them only.
  await expect(cards(page).first()).toBeFocused();
  await expect(page.locator('[id^="creneau-"][tabindex="0"]')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expect(cards(page).nth(1)).toBeFocused();
  const hour = /\d+\sh(?:\s\d+)?/.exec((await cards(page).nth(1).getAttribute('aria-label')) ?? '')?.[0] ?? '';
  await page.keyboard.press('ArrowRight');
  await expect(page.locator(':focus')).toHaveAccessibleName(new RegExp(`, ${hour} – `));
  await expect(cards(page).nth(1)).not.toBeFocused();

  await page.keyboard.press('Enter');
  await expect(panel(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('[id^="creneau-"][aria-current]')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();

  // The same plan again: everything is there already, so that nothing is made twice.
  await page.keyboard.press('g');
  await expect(dialog(page).getByText(`${made} existent déjà aux mêmes heures`)).toBeVisible();
  await expect(dialog(page).getByRole('button', { name: 'Poser 0 créneau' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await expect(cards(page)).toHaveCount(made);
});

/** Hours and counts of the cards that are not whole inside of their card. */
const cutOnCards = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('[id^="creneau-"]')].flatMap((card) => {
      const inside = card.getBoundingClientRect();
      const said = [...card.querySelectorAll('span')].filter(({ childNodes }) =>
        [...childNodes].some((node) => node.nodeType === 3 && /^\d+(\sh(\s\d+)?|\/\d+)/.test(node.textContent ?? '')),
      );
      const bad = said.filter((span) => {
        const range = document.createRange();
        range.selectNodeContents(span);
        const { left, right, width } = range.getBoundingClientRect();
        // A neighbour that takes its width hides it as well.
        let hides = false;
        for (let up = span.parentElement; up !== null && up !== card; up = up.parentElement) {
          const clip = up.getBoundingClientRect();
          if (getComputedStyle(up).overflow !== 'visible') hides ||= left < clip.left - 0.5 || right > clip.right + 0.5;
        }
        return hides || width === 0 || left < inside.left || right > inside.right;
      });
      const name = card.getAttribute('aria-label') ?? '';
      return said.length < 2 ? [`nothing on ${name}`] : bad.map((span) => `${span.textContent} of ${name}`);
    }),
  );

test('a small window beside an open panel cuts no hour and no count, and shows the first créneau', async ({
  poste,
}) => {
  const { app, page } = await poste('Accueil-1', karim);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
  await openAgenda(page);
  await page.keyboard.press('PageDown');
  await expect(cards(page).first()).toBeInViewport({ ratio: 1 });
  // A week that is being loaded is not said to be empty: nothing is known of it.
  await page.evaluate(() => {
    new MutationObserver(() => {
      if (document.body.textContent?.includes('Aucun créneau cette semaine') === true)
        document.documentElement.dataset.saidEmpty = 'yes';
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.keyboard.press('PageUp');
  await expect(cards(page).first()).toBeVisible();
  await expect(page.locator('html')).not.toHaveAttribute('data-said-empty');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(panel(page)).toBeFocused();
  await expect.poll(() => cutOnCards(page)).toEqual([]);

  // The month that is open takes Escape, the panel stays.
  const aller = page.getByRole('button', { name: /aller à une date$/ });
  await aller.press('Enter');
  await expect(page.getByRole('dialog').getByRole('table')).toBeVisible();
  await expect(page.getByRole('dialog').locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(panel(page)).toBeVisible();
});

test('what is typed for a créneau is not lost by one key', async ({ poste }) => {
  const { page } = await poste('Accueil-1', karim);
  await openAgenda(page);
  await page.keyboard.press('n');
  await expect(dialog(page).getByLabel(/^Début/)).toBeFocused();
  // The month over the window takes the first Escape, whatever is typed or not.
  await dialog(page).getByLabel('Jour').click();
  await expect(page.locator('[data-dates-dropdown]')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-dates-dropdown]')).toBeHidden();
  await expect(dialog(page)).toBeVisible();
  await dialog(page).getByLabel('Titre').fill('Ateliers');
  await page.keyboard.press('Escape');
  await expect(dialog(page).getByText('Ce qui est saisi ici sera perdu.')).toBeVisible();
  await dialog(page).getByLabel('Lien de visioconférence').fill('http://visio.example');
  await page.keyboard.press('Control+Enter');
  await expect(dialog(page).getByText('Une adresse qui commence par https://.')).toBeVisible();
  await dialog(page).getByLabel('Lien de visioconférence').fill('https://visio.example/a');
  await page.keyboard.press('Control+Enter');
  await expect(dialog(page)).toBeHidden();
  await expect(cards(page).filter({ hasText: 'Ateliers' })).toBeFocused();
});

const zoom = (app: ElectronApplication, factor: number): Promise<void> =>
  app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(to), factor);

test('the agenda has no axe violation, light or dark, small or twice as large', async ({ poste }) => {
  test.setTimeout(300_000);
  const { app, page } = await poste('Accueil-1', karim);
  await openAgenda(page);
  await look(page, 'semaine de la démonstration');
  await goAhead(page);
  await look(page, 'semaine vide');
  await page.keyboard.press('n');
  await expect(dialog(page)).toBeVisible();
  await look(page, 'nouveau créneau');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await page.keyboard.press('g');
  await expect(dialog(page).getByRole('heading', { name: /^[1-9]\d* créneaux$/ })).toBeVisible();
  await look(page, 'générateur');
  await expect(dialog(page).getByRole('button', { name: /^Poser \d+ créneaux/ })).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await expect(cards(page).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel(page)).toBeFocused();
  await look(page, 'semaine et créneau');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
  await look(page, 'semaine et créneau, 1024 × 700');
  for (const [geste, titre] of [
    ['Modifier', 'Modifier le créneau'],
    ['Déplacer', 'Déplacer le créneau'],
    ['Annuler', 'Annuler le créneau'],
  ] as const) {
    await panel(page).getByRole('button', { name: geste, exact: true }).click();
    await expect(dialog(page).getByRole('heading', { name: titre })).toBeVisible();
    await look(page, titre);
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toBeHidden();
  }
  await tab(page, 'À venir').click();
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
  await look(page, 'créneaux à venir');
  for (const vide of ['Passés', 'Présence à noter', 'Absents à rappeler']) {
    await tab(page, vide).click();
    await expect(tab(page, vide)).toHaveAttribute('aria-pressed', 'true');
    await look(page, vide);
  }
  await zoom(app, 2);
  await tab(page, 'Semaine').click();
  await expect(cards(page).first()).toBeVisible();
  await look(page, 'semaine, 200 %');
});
