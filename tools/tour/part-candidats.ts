import type { Page } from 'playwright';
import { resizePage } from './camera.ts';
import type { Tour } from './context.ts';
import { focusList, listSettled, search, selectedRow, sheetOf, subtitle } from './desk.ts';
import type { Poste } from './poste.ts';
import { verify } from './verify.ts';

/** As the lists write her: her mother's demande, in small letters, is another line until both are merged. */
const maelys = /TARDIVEL Maëlys/;

const peopleCount = async (page: Page): Promise<number> => {
  await subtitle(page).filter({ hasText: /\d/ }).waitFor();
  const text = (await subtitle(page).textContent()) ?? '';
  return Number.parseInt(text.replace(/\s/g, ''), 10);
};

const closePopover = async (page: Page, name: string): Promise<void> => {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name }).waitFor({ state: 'detached' });
};

const filters = async ({ camera }: Tour, page: Page): Promise<void> => {
  const all = await peopleCount(page);
  await page.getByRole('toolbar', { name: 'Filtres' }).getByRole('button', { name: 'Formation' }).click();
  const list = page.getByRole('dialog', { name: 'Formation' });
  const cuisine = list.getByRole('checkbox', { name: /CUISINE/ }).first();
  await cuisine.check();
  await page.waitForFunction(
    (before) => Number.parseInt(document.querySelector('h1 + p')?.textContent?.replace(/\s/g, '') ?? '0', 10) < before,
    all,
  );
  await camera.shoot(page, 'candidats-filtre-formation');
  await closePopover(page, 'Formation');
  const filtered = await peopleCount(page);
  await listSettled(page);
  verify(filtered > 0 && filtered < all, 'the filter « Formation » keeps a part of the list');
  for (const row of await page
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })
    .all()) {
    const text = (await row.textContent()) ?? '';
    verify(/CUISINE|\+\d/.test(text), 'a filtered row is about CUISINE, perhaps by another vœu');
  }
  await page.getByRole('button', { name: 'Effacer les filtres' }).click();
  await subtitle(page)
    .filter({ hasText: `${all} personnes` })
    .waitFor();
};

/** Accents folded, any digits of a phone, INE, collège: the four ways to find the same girl. */
const searches = async ({ camera }: Tour, page: Page): Promise<void> => {
  const sixthRow = page.getByRole('row').nth(5);
  for (const text of ['98 12 02', '240000001ab', 'honore fictif tardivel', 'maelys tardi']) {
    await search(page, '');
    await sixthRow.waitFor();
    await search(page, text);
    await sixthRow.waitFor({ state: 'detached' });
    await page.getByRole('row', { name: maelys }).waitFor();
  }
  await page.getByRole('row', { name: maelys }).click();
  await page
    .getByRole('complementary', { name: 'Fiche de TARDIVEL Maëlys' })
    .getByText('06 39 98 12 02', { exact: true })
    .waitFor();
  await camera.shoot(page, 'candidats-recherche');
  await search(page, 'zzz introuvable');
  await page.getByRole('main').getByRole('button', { name: 'Effacer la recherche' }).waitFor();
  await camera.shoot(page, 'candidats-rien-trouve');
  await search(page, '');
  await page.keyboard.press('Escape');
};

const windows = async ({ camera }: Tour, page: Page): Promise<void> => {
  await focusList(page);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Toutes les touches' }).waitFor();
  await camera.shoot(page, 'toutes-les-touches');
  await closePopover(page, 'Toutes les touches');
  await page.getByRole('button', { name: 'Réglages de ce poste' }).click();
  const settings = page.getByRole('dialog', { name: 'Réglages de ce poste' });
  await settings.waitFor();
  await camera.shoot(page, 'reglages');
  await settings.getByText('Compacte').click();
  await closePopover(page, 'Réglages de ce poste');
  await camera.shoot(page, 'candidats-compacte');
  await page.getByRole('button', { name: 'Réglages de ce poste' }).click();
  await settings.getByText('Confortable').click();
  await closePopover(page, 'Réglages de ce poste');
};

/** The main screen: list and sheet, in both sizes; filters, search, keys, settings. */
export const visitCandidats = async (tour: Tour, poste: Poste): Promise<void> => {
  const page = poste.page();
  const { app } = poste.launched();
  await resizePage(app, page, 1366, 768);
  await search(page, 'tardivel maelys');
  await page.getByRole('row', { name: maelys }).click();
  await search(page, '');
  await page.keyboard.press('Escape');
  await sheetOf(page).getByRole('heading', { name: 'TARDIVEL Maëlys', level: 2 }).waitFor();
  // The search is over, her sheet stays, and the list has come to her.
  await page.getByRole('row').nth(5).waitFor();
  await selectedRow(page).filter({ hasText: 'TARDIVEL Maëlys' }).waitFor();
  await tour.camera.shoot(page, 'candidats-et-fiche');
  await resizePage(app, page, 1024, 700);
  await tour.camera.shoot(page, 'fiche-1024x700');
  await page.getByRole('button', { name: 'Fermer la fiche' }).click();
  await tour.camera.shoot(page, 'candidats-1024x700');
  await resizePage(app, page, 1366, 768);
  await tour.camera.shoot(page, 'candidats-liste-seule');
  await focusList(page);
  await page.keyboard.press('Enter');
  await filters(tour, page);
  await searches(tour, page);
  await windows(tour, page);
};
