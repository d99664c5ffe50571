import type { Locator, Page } from 'playwright';
import { sheetOf } from './desk.ts';
import { goDown } from './go-down.ts';

// The screen Demandes as a person uses it, by keyboard.

export const inbox = (page: Page): Locator => page.getByRole('listbox', { name: /^Demandes / });
export const chosenDemande = (page: Page): Locator => inbox(page).getByRole('option', { selected: true });
/** « 25 demandes ouvertes, 2 en retard » */
export const inboxCount = (page: Page): Locator =>
  page.getByRole('region', { name: 'Liste des demandes' }).locator('h1 + p');
/** The demande that the sheet was opened for, which stands first. */
export const panelOf = (page: Page): Locator =>
  sheetOf(page)
    .getByRole('region', { name: /^Demande : / })
    .first();
export const composerOf = (page: Page): Locator => page.getByRole('region', { name: 'Répondre par courriel' });
export const previewOf = (page: Page): Locator => page.getByRole('region', { name: 'Aperçu du courriel' });
export const undoBarOf = (page: Page): Locator => page.getByRole('main').getByRole('status');

export const openDemandes = async (page: Page): Promise<void> => {
  await page
    .getByRole('navigation', { name: 'Écrans' })
    .getByRole('button', { name: /^Demandes/ })
    .click();
  await page.getByRole('heading', { name: 'Demandes', level: 1 }).waitFor();
};

export const showDemandes = async (page: Page, which: 'Ouvertes' | 'Terminées'): Promise<void> => {
  await page
    .getByRole('toolbar', { name: 'Demandes montrées' })
    .getByRole('button', { name: new RegExp(`^${which}`) })
    .click();
};

export const openCount = async (page: Page): Promise<number> => {
  await inboxCount(page).filter({ hasText: /^\d/ }).waitFor();
  return Number.parseInt(((await inboxCount(page).textContent()) ?? '').replace(/\s/g, ''), 10);
};

/** Waits until the inbox says so, whatever told it. */
export const waitForOpen = async (page: Page, count: number): Promise<void> => {
  await inboxCount(page)
    .filter({ hasText: new RegExp(`^${count} demandes? ouvertes?`) })
    .waitFor();
};

/**
 * Goes down the inbox from its top to somebody's demande; each press is seen on screen before the next, whatever comes
 * or leaves meanwhile.
 */
export const chooseDemande = async (page: Page, nom: string | RegExp): Promise<void> => {
  await inbox(page).getByRole('option').first().waitFor();
  await inbox(page).focus();
  await page.keyboard.press('Home');
  await goDown(page, inbox(page), nom, `the inbox holds the demande of ${String(nom)}`);
};

/** Fills each blank of the proposed text in turn; the next one is a press away. */
export const fillBlanks = async (page: Page, texts: readonly string[]): Promise<void> => {
  const composer = composerOf(page);
  const next = composer.getByRole('button', { name: /blancs? à remplir$/ });
  for (const [index, text] of texts.entries()) {
    await page.keyboard.type(text);
    if (index === texts.length - 1) break;
    await next.focus();
    await page.keyboard.press('Enter');
  }
  await next.waitFor({ state: 'detached' });
};

export interface ShownMail {
  sujet: string;
  paragraphes: string[];
}

/** The mail as the preview shows it. */
export const readPreview = async (page: Page): Promise<ShownMail> => {
  const [objet = '', ...paragraphes] = await previewOf(page).locator('p').allTextContents();
  return { sujet: objet.replace(/^Objet\s/, ''), paragraphes };
};
