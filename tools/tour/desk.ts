import type { Locator, Page } from 'playwright';
import { countWaiting, hasExchangedSince, until } from './exchanges.ts';
import { verify } from './verify.ts';

// What a person does at the desk, by keyboard, as the tour and the end-to-end tests need it.

export const statusLine = (page: Page): Locator => page.getByRole('contentinfo').getByRole('status');
export const sheetOf = (page: Page): Locator => page.getByRole('complementary');
export const selectedRow = (page: Page): Locator => page.getByRole('row', { selected: true });
/** « 290 personnes, 290 à appeler » */
export const subtitle = (page: Page): Locator => page.getByRole('heading', { name: 'Candidats' }).locator('+ p');

/** Until the lines on screen answer what was asked last: words, filters, order. */
export const listSettled = (page: Page): Promise<void> =>
  page.locator('section[aria-label="Liste des candidats"]:not([aria-busy])').waitFor();

/** Until the keys go there. */
export const hasKeys = (page: Page, place: Locator): Promise<void> => place.and(page.locator(':focus')).waitFor();

export const focusList = async (page: Page): Promise<void> => {
  await listSettled(page);
  await page.getByRole('grid', { name: 'Candidats' }).focus();
};

export const search = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.press('/');
  await page.getByRole('searchbox').fill(text);
};

/** Sorted by name, the person who was just called stays where they are. */
export const sortByName = async (page: Page): Promise<void> => {
  const header = page.getByRole('columnheader', { name: 'Candidat' });
  for (let presses = 0; presses < 2 && (await header.getAttribute('aria-sort')) !== 'ascending'; presses += 1)
    await header.getByRole('button').click();
  await page.locator('[role=columnheader][aria-sort=ascending]', { hasText: 'Candidat' }).waitFor();
  await listSettled(page);
};

/** Chooses so many people from the top of the list, each seen chosen before the next. */
export const tickFromTop = async (page: Page, count: number): Promise<void> => {
  const bar = page.getByRole('toolbar', { name: 'Sélection et sorties' });
  await focusList(page);
  await page.keyboard.press('Home');
  await page.locator('[role=row][aria-rowindex="2"][aria-selected=true]').waitFor();
  for (let chosen = 1; chosen <= count; chosen += 1) {
    await page.keyboard.press(chosen === 1 ? 'Space' : 'Shift+ArrowDown');
    await bar.getByText(new RegExp(`^${chosen} sélectionnés?$`)).waitFor();
  }
};

export const shownName = async (page: Page): Promise<string> =>
  ((await sheetOf(page).getByRole('heading', { level: 2 }).textContent()) ?? '').trim();

/** Logs a call about the selected person: `A`, the digits, `Entrée`. @returns whom. */
export const logCall = async (page: Page, digits: readonly string[]): Promise<string> => {
  const name = await shownName(page);
  await page.keyboard.press('a');
  await sheetOf(page).getByRole('region', { name: 'Appel', exact: true }).waitFor();
  for (const digit of digits) await page.keyboard.press(`Digit${digit}`);
  await page.keyboard.press('Enter');
  await sheetOf(page).getByRole('region', { name: 'Appel', exact: true }).waitFor({ state: 'detached' });
  return name;
};

/** Moves to the next person of the list and waits until the sheet shows them. */
export const nextPerson = async (page: Page): Promise<string> => {
  const before = await shownName(page);
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction((old) => document.querySelector('aside h2')?.textContent?.trim() !== old, before);
  return shownName(page);
};

export interface ShownPerson {
  nom: string;
  situation: string;
  /** « 1er essai · jamais joint · dernier appel aujourd’hui… » */
  appels: string;
}

/** Looks a person up by name and reads what their row and their sheet say. */
export const readPerson = async (page: Page, nom: string): Promise<ShownPerson> => {
  await search(page, nom);
  await page.getByRole('row', { name: nom }).first().click();
  const sheet = page.getByRole('complementary', { name: nom });
  const appels = sheet.locator('p', { hasText: /essai|appel/ }).first();
  await appels.waitFor();
  const situation = await selectedRow(page)
    .getByRole('gridcell')
    .nth(await situationColumn(page))
    .innerText();
  return {
    nom,
    situation: (situation.split('\n')[0] ?? '').trim(),
    // What follows is the hour at the family's, which is not about calls.
    appels: ((await appels.textContent()) ?? '').replace(/\s+/g, ' ').split(' · il est')[0]?.trim() ?? '',
  };
};

const situationColumn = async (page: Page): Promise<number> => {
  const titles = await page.getByRole('columnheader').allInnerTexts();
  const index = titles.findIndex((title) => title.trim().startsWith('Situation'));
  verify(index >= 0, 'the list has a column « Situation »');
  return index;
};

export const openSynchronisation = async (page: Page): Promise<void> => {
  await statusLine(page).click();
  await page.getByRole('heading', { name: 'Synchronisation', level: 1 }).waitFor();
};

export const leaveSynchronisation = async (page: Page): Promise<void> => {
  await page.getByRole('main').getByRole('button', { name: 'Candidats' }).click();
  await page.getByRole('heading', { name: 'Candidats', level: 1 }).waitFor();
};

/** What may still be taken back waits for ten seconds. */
const exchangeMs = 60_000;

/** From Synchronisation: everything that was written here reaches the server, what the server has comes. */
export const sendAll = async (page: Page): Promise<void> => {
  const from = Date.now();
  await page.getByRole('button', { name: 'Synchroniser' }).click();
  await until('the server has what was written here', async () => (await countWaiting(page)) === 0, exchangeMs);
  await until('the poste has what the server has', () => hasExchangedSince(page, from), exchangeMs);
  await page.getByRole('heading', { name: 'Rien n’attend d’être envoyé' }).waitFor({ timeout: exchangeMs });
};
