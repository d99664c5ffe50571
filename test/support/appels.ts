import { expect, type Locator, type Page } from '@playwright/test';

/** Where things are in Appels, by what a person or a screen reader calls them. */

export const appels = (page: Page): Locator => page.getByRole('region', { name: 'Appels', exact: true });
/** Who is being called. */
export const nom = (page: Page): Locator => appels(page).getByRole('heading', { level: 2 });
export const noter = (page: Page): Locator => appels(page).getByRole('region', { name: /^Noter l’appel : / });
export const note = (page: Page): Locator => appels(page).getByLabel('Note de l’appel');
export const choix = (page: Page, name: string): Locator => noter(page).getByRole('button', { name, exact: true });

export const suivants = (page: Page): Locator => page.getByRole('region', { name: 'À suivre' });
export const suivant = (page: Page): Locator =>
  suivants(page).getByRole('list', { name: 'Personnes à appeler ensuite' }).getByRole('button');
export const passees = (page: Page): Locator =>
  suivants(page).getByRole('list', { name: 'Personnes passées' }).getByRole('button');

/** From any screen, by keyboard, to the first of the queue. */
export const ouvrirAppels = async (page: Page): Promise<void> => {
  await page
    .getByRole('navigation', { name: 'Écrans' })
    .getByRole('button', { name: /^Appels/ })
    .press('Enter');
  await expect(noter(page)).toBeFocused();
};

/** She is the one, and her sheet has come: every key is about her. */
export const surElle = async (page: Page, name: string): Promise<void> => {
  await expect(nom(page)).toHaveText(name);
  await expect(appels(page).getByRole('region', { name: `Noter l’appel : ${name}`, exact: true })).toBeFocused();
};
