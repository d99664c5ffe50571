import type { Browser, Locator, Page } from 'playwright';
import { verify } from './verify.ts';

// A family at the intake, with a browser and its keyboard: nothing is clicked.

export const phoneSize = { width: 360, height: 740 } as const;
export const deskSize = { width: 1280, height: 800 } as const;

/** What a family fills in, in the words of the page. */
export interface AskedForm {
  mode: 'rappel' | 'message' | 'creneau';
  /** What the créneau that is chosen says of itself, in mode créneau. */
  creneau?: RegExp;
  prenom: string;
  nom: string;
  /** Given by a parent: whom it is about. */
  jeune?: { prenom: string; nom: string };
  courriel: string;
  telephone: string;
  /** Labels of the boxes. */
  motifs: readonly string[];
  souhaits?: readonly string[];
  message?: string;
}

/** Every field of a form is within this many presses of the one before it. */
const farthest = 40;

/** A page that never comes is said where it was waited for. */
const patienceMs = 30_000;

export const openVisitor = async (browser: Browser, viewport: { width: number; height: number }): Promise<Page> => {
  const page = await (await browser.newContext({ viewport, locale: 'fr-FR' })).newPage();
  page.setDefaultTimeout(patienceMs);
  return page;
};

/** Presses Tab until it stands there, as somebody without a mouse does. */
export const tabTo = async (page: Page, target: Locator): Promise<void> => {
  const isThere = (): Promise<boolean> => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < farthest && !(await isThere()); presses += 1) await page.keyboard.press('Tab');
  verify(await isThere(), 'the keyboard reaches every field of the form');
};

const type = async (page: Page, label: string, text: string): Promise<void> => {
  await tabTo(page, page.getByRole('textbox', { name: label, exact: true }));
  await page.keyboard.type(text);
};

const tick = async (page: Page, label: string): Promise<void> => {
  await tabTo(page, page.getByRole('checkbox', { name: label, exact: true }));
  await page.keyboard.press('Space');
};

/** In the order of the page. */
const modes = ['rappel', 'message', 'creneau'] as const;

/** One Tab stop for the whole list; the arrows choose. */
const chooseCreneau = async (page: Page, name: RegExp): Promise<void> => {
  const all = page.locator('#creneaux').getByRole('radio', { disabled: false });
  await tabTo(page, all.first());
  await page.keyboard.press('Space');
  const wanted = page.getByRole('radio', { name });
  for (let presses = 0; presses < farthest && !(await wanted.isChecked()); presses += 1)
    await page.keyboard.press('ArrowDown');
  verify(await wanted.isChecked(), 'the arrows reach every créneau of the form');
};

/** Fills the form that is open, down to its button, which it does not press. */
export const fillByKeyboard = async (page: Page, form: AskedForm): Promise<void> => {
  await tabTo(page, page.getByRole('radio', { name: /^Être rappelé·e/ }));
  for (let at = 0; at < modes.indexOf(form.mode); at += 1) await page.keyboard.press('ArrowDown');
  if (form.creneau !== undefined) await chooseCreneau(page, form.creneau);
  await tabTo(page, page.getByRole('radio', { name: 'la personne qui veut se former' }));
  await page.keyboard.press(form.jeune === undefined ? 'Space' : 'ArrowDown');
  await type(page, 'Votre prénom', form.prenom);
  await type(page, 'Votre nom', form.nom);
  if (form.jeune !== undefined) {
    await type(page, 'Prénom du jeune (facultatif)', form.jeune.prenom);
    await type(page, 'Nom du jeune (facultatif)', form.jeune.nom);
  }
  await type(page, 'Votre adresse e-mail', form.courriel);
  await type(page, 'Votre numéro de téléphone', form.telephone);
  for (const motif of form.motifs) await tick(page, motif);
  for (const souhait of form.souhaits ?? []) await tick(page, souhait);
  const name = form.mode === 'message' ? 'Votre message' : /^Un mot pour le CFA/;
  if (form.message === undefined) return;
  await tabTo(page, page.getByRole('textbox', { name }));
  await page.keyboard.type(form.message);
};

/** Sends it and waits for the page that says so. */
export const sendByKeyboard = async (page: Page): Promise<void> => {
  await tabTo(page, page.getByRole('button', { name: 'Envoyer ma demande' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Merci, votre demande est envoyée' }).waitFor();
};
