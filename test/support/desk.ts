import { expect, type Locator, type Page } from '@playwright/test';
import { listSettled } from '../../tools/tour/desk.ts';
import { countWaiting, hasExchangedSince } from '../../tools/tour/exchanges.ts';

/** Where things are on the desk, by what a person or a screen reader calls them. */

export const lea = { nom: 'Léa M.', pin: '246810' };
export const karim = { nom: 'Karim B.', pin: '135790' };

/** The rows in sight, the header left out. */
export const rows = (page: Page): Locator => page.getByRole('grid').locator('[role="row"][aria-selected]');
export const searchField = (page: Page): Locator => page.getByRole('searchbox', { name: 'Rechercher un candidat' });
export const sheet = (page: Page): Locator => page.getByRole('complementary');
export const sheetName = (page: Page): Locator => sheet(page).getByRole('heading', { level: 2 });
export const fil = (page: Page): Locator => sheet(page).getByRole('region', { name: 'Fil' }).getByRole('listitem');
export const statusBar = (page: Page): Locator => page.getByRole('contentinfo').getByRole('status');
export const undoBar = (page: Page): Locator => page.getByRole('main').getByRole('status');
/** « 1 personne », « 324 personnes, 320 à appeler »: what the list holds, rows out of sight included. */
export const listCount = (page: Page): Locator =>
  page.getByRole('region', { name: 'Liste des candidats' }).locator('h1 + p');

/**
 * The sheet of the person that this search finds. Somebody whose family asked at the intake may stand beside the one of
 * the lists, who is in capitals, until both are merged: the name is read as it is written.
 */
export const openCandidat = async (page: Page, typed: string, nom = typed): Promise<void> => {
  await searchField(page).fill(typed);
  await expect(listCount(page)).toHaveText(/^(1 personne|2 personnes)\b/);
  await listSettled(page);
  const wanted = rows(page).filter({ hasText: new RegExp(nom) });
  await expect(wanted).toHaveCount(1);
  if ((await wanted.getAttribute('aria-selected')) !== 'true') await wanted.click();
  await expect(sheetName(page)).toHaveText(nom);
};

export const openSynchro = async (page: Page): Promise<void> => {
  await page.getByRole('contentinfo').getByRole('button').first().click();
  await expect(page.getByRole('heading', { name: 'Synchronisation', level: 1 })).toBeVisible();
};

/** From Synchronisation: sends what waits, ten seconds of grace or not, then receives; back to the list. */
export const synchronise = async (page: Page): Promise<void> => {
  if (!(await page.getByRole('heading', { name: 'Synchronisation', level: 1 }).isVisible())) await openSynchro(page);
  const send = page.getByRole('button', { name: 'Envoyer', exact: true });
  const receive = page.getByRole('button', { name: 'Synchroniser', exact: true });
  // A run of its own may be under way: both buttons wait for it. The screen draws first what it knew last time: the
  // poste is asked.
  await expect(async () => {
    if ((await countWaiting(page)) > 0 && (await send.isEnabled())) await send.click({ timeout: 1_000 });
    await expect.poll(() => countWaiting(page), { timeout: 3_000 }).toBe(0);
  }).toPass({ timeout: 60_000 });
  await expect(async () => {
    const from = Date.now();
    await receive.click({ timeout: 3_000 });
    await expect.poll(() => hasExchangedSince(page, from), { timeout: 10_000 }).toBe(true);
    await expect(page.getByRole('heading', { name: 'Rien n’attend d’être envoyé' })).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await expect(receive).toBeEnabled();
  await page.getByRole('main').getByRole('button', { name: 'Candidats' }).click();
  await expect(page.getByRole('heading', { name: 'Candidats', level: 1 })).toBeVisible();
};
