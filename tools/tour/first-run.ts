import type { Locator, Page } from 'playwright';
import type { LaunchedApp } from '../launch-app.ts';
import { type BrowserSignIn, signInWithBrowser } from './browser.ts';
import { listSettled } from './desk.ts';

/** Called on each page of the first run, with its name. */
export type OnStep = (name: string) => Promise<void>;

const nothing: OnStep = () => Promise.resolve();

/** First page: the name of the poste, then the system browser, in which a real Chromium signs in. */
export const signInThroughBrowser = async (
  launched: LaunchedApp,
  credentials: Omit<BrowserSignIn, 'url'>,
  nomPoste: string,
  onStep: OnStep = nothing,
): Promise<void> => {
  const { page } = launched;
  const opened = (await launched.openedUrls()).length;
  await page.getByLabel('Nom de ce poste').fill(nomPoste);
  await onStep('connexion');
  await page.getByRole('button', { name: 'Se connecter avec le navigateur' }).click();
  await page.getByRole('heading', { name: 'La suite est dans le navigateur' }).waitFor();
  const url = await launched.nextOpenedUrl(opened);
  await onStep('connexion-en-cours');
  await signInWithBrowser({ ...credentials, url });
};

/** The same for a PC without a usable browser: the code that the director gave. */
export const signInWithCode = async (
  page: Page,
  code: string,
  nomPoste: string,
  onStep: OnStep = nothing,
): Promise<void> => {
  await page.getByLabel('Nom de ce poste').fill(nomPoste);
  const field = page.getByLabel('Code à huit lettres');
  if (!(await field.isVisible())) await page.getByRole('button', { name: 'Se connecter avec un code' }).click();
  await field.fill(code);
  await onStep('code');
  await page.getByRole('button', { name: 'Valider le code' }).click();
};

export interface Operateur {
  nom: string;
  pin: string;
}

/** Chooses an opérateur that the organisme already has, and a PIN for this poste. */
export const chooseOperateur = async (page: Page, { nom, pin }: Operateur, onStep: OnStep = nothing): Promise<void> => {
  await page.getByRole('heading', { name: 'Qui est à ce poste ?' }).waitFor();
  await page.getByRole('button', { name: nom }).click();
  await page.getByLabel('Choisir un code PIN de 6 chiffres').fill(pin);
  await page.getByLabel('Le même code, encore une fois').fill(pin);
  await onStep('operateur');
  await page.getByRole('button', { name: 'Commencer' }).click();
};

const candidatsButton = (page: Page): Locator =>
  page.getByRole('navigation', { name: 'Écrans' }).getByRole('button', { name: 'Candidats' });

/** Waits for the end of the first sync: the desk opens on Accueil. */
export const waitForDesk = (page: Page): Promise<void> => candidatsButton(page).waitFor({ timeout: 60_000 });

/** Waits for the desk, then goes to Candidats: what follows begins there, with the keys on nothing. */
export const reachDesk = async (page: Page): Promise<void> => {
  await waitForDesk(page);
  // Pressed without taking the focus: a key of the desk would otherwise go to the button.
  await candidatsButton(page).dispatchEvent('click');
  await page.getByRole('heading', { name: 'Candidats', exact: true }).waitFor();
  await listSettled(page);
};

/** On the lock screen. */
export const unlock = async (page: Page, { nom, pin }: Operateur): Promise<void> => {
  await page
    .getByLabel(/^Code PIN d/)
    .and(page.getByLabel(nom))
    .fill(pin);
  await reachDesk(page);
};
