import type { ElectronApplication, Locator, Page } from 'playwright';
import { resizePage, zoomPage } from './camera.ts';
import type { Tour } from './context.ts';
import { hasKeys, leaveSynchronisation, openSynchronisation, sendAll } from './desk.ts';
import type { Poste } from './poste.ts';

/** The note that is typed and never saved. */
export const typedNote = 'La mère rentre à dix-huit heures, elle veut visiter les cuisines.';

export const toScreen = async (page: Page, name: string): Promise<void> => {
  // Pressed without taking the focus: a key of the screen would otherwise go to the button.
  await page
    .getByRole('navigation', { name: 'Écrans' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .dispatchEvent('click');
};

const appels = (page: Page): Locator => page.getByRole('region', { name: 'Appels', exact: true });
const noter = (page: Page): Locator => appels(page).getByRole('region', { name: /^Noter l’appel : / });
const suivants = (page: Page): Locator =>
  page.getByRole('list', { name: 'Personnes à appeler ensuite' }).getByRole('button');
const passees = (page: Page): Locator => page.getByRole('list', { name: 'Personnes passées' }).getByRole('button');
const nom = (page: Page): Locator => appels(page).getByRole('heading', { level: 2 });

const openAppels = async (page: Page): Promise<void> => {
  await toScreen(page, 'Appels');
  await noter(page).waitFor();
};

/** In a small window, then at twice the size, then as it was. */
export const shootSmall = async (
  { camera }: Tour,
  app: ElectronApplication,
  page: Page,
  name: string,
): Promise<void> => {
  await resizePage(app, page, 1024, 700);
  await camera.shoot(page, `${name}-1024x700`);
  await zoomPage(app, page, 2);
  await camera.shootWindow(app, page, `${name}-zoom-200`);
  await zoomPage(app, page, 1);
  await resizePage(app, page, 1366, 768);
};

/** The column is that of these people as soon as it is checked. */
const choosePortee = async (page: Page, name: 'Moi' | 'Tous'): Promise<void> => {
  await page.getByRole('radio', { name }).press('Space');
  await page.getByRole('radio', { name, checked: true }).waitFor({ state: 'attached' });
};

/** Nobody was given to anybody yet. */
const nothingOfMine = async ({ camera }: Tour, page: Page): Promise<void> => {
  await openAppels(page);
  await choosePortee(page, 'Moi');
  await appels(page).getByRole('button', { name: 'Voir tous' }).waitFor();
  await camera.shoot(page, 'appels-rien-a-moi');
  await appels(page).getByRole('button', { name: 'Voir tous' }).press('Enter');
  await noter(page).waitFor();
  await suivants(page).first().waitFor();
};

/** The work of the last days comes, as from other postes. */
const receiveWork = async ({ server }: Tour, page: Page): Promise<void> => {
  await server.command('demo', '--listes', '3', '--appels');
  await openSynchronisation(page);
  await sendAll(page);
  await leaveSynchronisation(page);
  // What the last list changed was seen with the lists.
  const announced = page.getByRole('button', { name: 'Masquer cette annonce' });
  if (await announced.isVisible()) await announced.press('Enter');
};

const visitAccueil = async (tour: Tour, app: ElectronApplication, page: Page): Promise<void> => {
  const { camera } = tour;
  await toScreen(page, 'Accueil');
  await page
    .getByRole('list', { name: 'À faire' })
    .getByRole('button', { name: /^[1-9]\d* injoignable/i })
    .waitFor();
  // The chart is read apart from the page, and drawn after it.
  await page.getByRole('region', { name: 'Appels de la semaine' }).locator('.recharts-bar-rectangle').first().waitFor();
  await camera.shoot(page, 'journee');
  await page.getByRole('button', { name: 'Par formation' }).press('Enter');
  await page.getByRole('region', { name: 'Avancement' }).getByRole('listitem').first().waitFor();
  await camera.shoot(page, 'journee-par-formation');
  await shootSmall(tour, app, page, 'journee');
};

/** Opens from the column somebody who is there for this reason. */
const openFromColumn = async (page: Page, reason: RegExp): Promise<void> => {
  const lines = suivants(page).filter({ hasText: reason });
  const name = ((await lines.first().textContent()) ?? '').slice(0, 12);
  // By her name from here on: the column follows what comes meanwhile.
  await lines.filter({ hasText: name }).first().press('Enter');
  await nom(page)
    .filter({ hasText: name.split(' ')[0] ?? '' })
    .waitFor();
  await noter(page).waitFor();
};

const callFirst = async (tour: Tour, app: ElectronApplication, page: Page): Promise<void> => {
  const { camera } = tour;
  await openAppels(page);
  // Whoever was open before the work came is still: the promise stands first in the column.
  await openFromColumn(page, /^.*rappel/);
  await appels(page)
    .getByText(/^rappel pr(omis|évu) pour/)
    .waitFor();
  await camera.shoot(page, 'appels');
  await shootSmall(tour, app, page, 'appels');
  await noter(page).focus();
  await page.keyboard.press('1');
  await noter(page).getByRole('group', { name: 'Ce qu’il en ressort' }).waitFor();
  await page.keyboard.press('3');
  await page.keyboard.press('n');
  await hasKeys(page, appels(page).getByLabel('Note de l’appel'));
  await page.keyboard.type(typedNote);
  await page.keyboard.press('Escape');
  await camera.shoot(page, 'appels-joint');
  await appels(page).getByLabel('Note de l’appel').fill('');
  await noter(page).focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('8');
  await page.keyboard.press('Enter');
  await appels(page).getByRole('alert').waitFor();
  await camera.shoot(page, 'appels-ne-plus-contacter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await appels(page).getByRole('region', { name: 'Prévoir un rappel' }).waitFor();
  await camera.shoot(page, 'appels-plus-tard');
  await page.keyboard.press('Escape');
};

const goOn = async ({ camera }: Tour, page: Page): Promise<void> => {
  await openFromColumn(page, /répondre/);
  await camera.shoot(page, 'appels-demande');
  await openFromColumn(page, /La Réunion/);
  await camera.shoot(page, 'appels-outre-mer');
  await choosePortee(page, 'Moi');
  await openFromColumn(page, /jamais appelé/);
  await camera.shoot(page, 'appels-jamais-appele');
  await choosePortee(page, 'Tous');
  await openFromColumn(page, /^.*rappel/);
  await noter(page).focus();
  await page.keyboard.press('ArrowRight');
  await passees(page).first().waitFor();
  await passees(page).first().scrollIntoViewIfNeeded();
  await camera.shoot(page, 'appels-passees');
  await noter(page).focus();
  await page.keyboard.press('Control+z');
  await passees(page).first().waitFor({ state: 'detached' });
};

const palette = (page: Page): Locator => page.getByRole('dialog', { name: 'Palette' });

const visitPalette = async ({ camera }: Tour, page: Page): Promise<void> => {
  await noter(page).focus();
  await page.keyboard.press('Control+k');
  await palette(page).getByRole('option').first().waitFor();
  await hasKeys(page, palette(page).getByRole('combobox'));
  await camera.shoot(page, 'palette');
  await page.keyboard.type('tard');
  await palette(page).getByRole('option').filter({ hasText: 'TARDIVEL' }).first().waitFor();
  await camera.shoot(page, 'palette-personne');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('zzzz');
  await palette(page).getByText('Rien ne correspond').waitFor();
  await camera.shoot(page, 'palette-rien');
  await page.keyboard.press('Escape');
  await palette(page).waitFor({ state: 'detached' });
};

/** A number as the telephone shows it, of somebody's parent, while another call is being noted. */
const visitQuiAppelle = async ({ camera }: Tour, page: Page): Promise<void> => {
  await noter(page).focus();
  await page.keyboard.press('q');
  const question = page.getByRole('dialog', { name: 'Qui m’appelle ?' });
  await question.getByRole('combobox').fill('98 12 02');
  await question.getByRole('option').filter({ hasText: 'TARDIVEL' }).first().waitFor();
  await camera.shoot(page, 'qui-m-appelle-un-parent');
  await question.getByRole('combobox').press('Escape');
  await question.waitFor({ state: 'detached' });
};

/** The day as it is spent: Accueil, then the queue, the palette, somebody who calls. */
export const visitJournee = async (tour: Tour, poste: Poste): Promise<void> => {
  const page = poste.page();
  const { app } = poste.launched();
  await nothingOfMine(tour, page);
  await receiveWork(tour, page);
  await visitAccueil(tour, app, page);
  await callFirst(tour, app, page);
  await goOn(tour, page);
  await visitPalette(tour, page);
  await visitQuiAppelle(tour, page);
};
