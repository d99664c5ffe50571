import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import type { PageApi } from '../../shared/contract/ipc/index.ts';
import { contract, type RequestOf } from '../../shared/contract/ipc/index.ts';
import { test as base, expect, type LaunchedApp } from '../support/app-test.ts';
import { lea, listCount, openCandidat, rows, searchField, sheetName } from '../support/desk.ts';
import { type PdfPage, readPdf } from '../support/read-pdf.ts';

declare global {
  interface Window {
    readonly api: PageApi;
  }
}

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'rappel-cfa-print-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

/** The person chooses this file in the save dialog; null when she leaves it. */
const chooseInDialog = (app: LaunchedApp['app'], filePath: string | null): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: chosen === null, filePath: chosen ?? '' });
  }, filePath);

const countWindows = (app: LaunchedApp['app']): Promise<number> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

const invoke = (page: Page, channel: string, request: unknown): Promise<unknown> =>
  page.evaluate(([name, value]) => window.api.invoke(String(name), value), [channel, request] as const);

const prepared = z.object({ ok: z.literal(true), value: contract['impressions:preparer'].response });
const prepare = async (page: Page, portee: RequestOf<'impressions:preparer'>['portee']): Promise<string> =>
  prepared.parse(await invoke(page, 'impressions:preparer', { portee })).value.impression;

const actions = (page: Page) => page.getByRole('toolbar', { name: 'Sélection et sorties' });
const printWindow = (page: Page) => page.getByRole('dialog', { name: 'Feuille d’appel' });
/** « 12 TARDIVEL Maëlys »; the boxes have numbers too. */
const linesOf = ({ text }: PdfPage): string[] => text.match(/^\d+ (?!Joint|Mauvais|Rappeler)\p{Lu}.*$/gmu) ?? [];
const phonesOf = ({ text }: PdfPage): string[] => text.match(/\b0\d(?: ?\d\d){4}\b/g) ?? [];

test('people chosen by keyboard make one A4 page, with who to call and who printed it', async ({ poste, folder }) => {
  const { app, page } = await poste('Accueil-2', lea);
  const pdf = join(folder, 'feuille.pdf');
  await chooseInDialog(app, pdf);
  await expect(rows(page).nth(4)).toBeVisible();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Home');
  await expect(rows(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Space');
  for (const [key, place] of [
    ['Shift+ArrowDown', 1],
    ['Shift+ArrowDown', 2],
    ['Shift+ArrowDown', 3],
    ['Shift+ArrowUp', 2],
  ] as const) {
    await page.keyboard.press(key);
    await expect(rows(page).nth(place)).toHaveAttribute('aria-selected', 'true');
  }
  await expect(actions(page).getByRole('status')).toHaveText('3 sélectionnés');
  const names = await rows(page)
    .locator('b')
    .evaluateAll((all) => all.slice(0, 3).map((one) => one.textContent));

  await page.keyboard.press('Control+p');
  await expect(printWindow(page)).toContainText('3 personnes, 1 page');
  await printWindow(page).getByRole('button', { name: 'Enregistrer en PDF…' }).click();
  await expect(printWindow(page)).toBeHidden({ timeout: 30_000 });

  const pages = await readPdf(await readFile(pdf));
  expect(pages.map(({ widthMm, heightMm }) => [widthMm, heightMm])).toEqual([[210, 297]]);
  const [only] = pages;
  if (only === undefined) throw new Error('no page');
  expect(linesOf(only)).toHaveLength(3);
  for (const name of names) expect(only.text).toContain(name);
  expect(phonesOf(only).length).toBeGreaterThanOrEqual(3);
  expect(only.text).toMatch(/Imprimée le \w+\. .+ à \d+ h.* par Léa M\., poste Accueil-2/);
  for (const word of ['page 1/1', 'Personnes choisies : 3 personnes', 'à détruire après ressaisie', 'Pas de réponse'])
    expect(only.text).toContain(word);
  expect(await readdir(folder)).toEqual(['feuille.pdf']);
  await expect.poll(() => countWindows(app)).toBe(1);

  await page.keyboard.press('Escape');
  await expect(actions(page).getByRole('button', { name: 'Tout désélectionner' })).toBeHidden();
  await expect(page.getByRole('grid')).toBeFocused();
});

test('a whole list is twenty people a page, without INE, address or collège, whatever the size of the text on screen', async ({
  poste,
  folder,
}) => {
  test.setTimeout(180_000);
  const { app, page } = await poste('Accueil-2', lea);
  const pdf = join(folder, 'feuille.pdf');
  await chooseInDialog(app, pdf);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(1.3));
  await expect(listCount(page)).toHaveText(/^\d+ personnes/);
  await expect(rows(page).nth(4)).toBeVisible();
  const count = Number((await listCount(page).textContent())?.match(/^\d+/)?.[0]);
  await page.keyboard.press('Control+p');
  await expect(printWindow(page)).toContainText(`${count} personnes, ${Math.ceil(count / 20)} pages`);
  await printWindow(page).getByRole('button', { name: 'Enregistrer en PDF…' }).click();
  await expect(printWindow(page)).toBeHidden({ timeout: 30_000 });

  const pages = await readPdf(await readFile(pdf));
  expect(pages).toHaveLength(Math.ceil(count / 20));
  for (const { widthMm, heightMm } of pages) expect([widthMm, heightMm]).toEqual([210, 297]);
  const numbers = pages.map((one) => linesOf(one).map((line) => Number(line.split(' ')[0])));
  expect(numbers.flat()).toEqual(Array.from({ length: count }, (_, at) => at + 1));
  expect(numbers.slice(0, -1).every((one) => one.length === 20)).toBe(true);
  for (const [at, { text }] of pages.entries()) expect(text).toContain(`page ${at + 1}/${pages.length}`);

  const text = pages.map((one) => one.text).join('\n');
  const secrets = await readSecrets(page);
  expect(secrets.length).toBeGreaterThan(count);
  for (const secret of secrets) expect(text).not.toContain(secret);
});

const listed = z.object({ ok: z.literal(true), value: contract['candidats:liste'].response });
const opened = z.object({ ok: z.literal(true), value: contract['candidats:fiche'].response });

/** What the file knows of everybody and paper must not: INE, street, postcode, collège. */
async function readSecrets(page: Page): Promise<string[]> {
  const secrets = new Set<string>();
  const question = { tri: 'nom', sens: 'croissant', filtres: {}, recherche: '', limite: 200 };
  for (let apres: string | null | undefined; apres !== null; ) {
    const list = listed.parse(await invoke(page, 'candidats:liste', { ...question, apres: apres ?? null })).value;
    for (const { id } of list.lignes) {
      const { identite, college } = opened.parse(await invoke(page, 'candidats:fiche', { candidat: id })).value;
      const { ine, adresse } = identite;
      for (const secret of [ine, adresse.code_postal, college, ...adresse.lignes])
        if (secret !== null && secret.trim() !== '') secrets.add(secret);
    }
    apres = list.suite;
  }
  return [...secrets];
}

test('the print window may ask for its pages and nothing else, and the page of the desk not even these', async ({
  poste,
  folder,
}) => {
  const { app, page } = await poste('Accueil-2', lea);
  await chooseInDialog(app, join(folder, 'feuille.pdf'));
  const impression = await prepare(page, { genre: 'tout' });
  const refused = { ok: false, error: { code: 'NON_AUTORISE' } };
  expect(await invoke(page, 'impressions:feuille', { impression, feuille: 1 })).toMatchObject(refused);

  // What a page that was taken over would try, just before it is printed.
  await app.evaluate(({ app: electron }) => {
    electron.once('web-contents-created', (_, contents) => {
      const toPdf = contents.printToPDF.bind(contents);
      contents.printToPDF = async (options) => {
        const asked = ['candidats:liste', 'systeme:infos', 'systeme:copier', 'session:etat', 'nothing'];
        const script = `Promise.all(${JSON.stringify(asked)}.map((one) => window.api.invoke(one, {})))`;
        const replies: unknown = await contents.executeJavaScript(script);
        const read: unknown = Reflect.get(contents, 'getLastWebPreferences');
        const preferences: unknown = typeof read === 'function' ? Reflect.apply(read, contents, []) : null;
        process.env.TEST_REPLIES = JSON.stringify([replies, preferences]);
        return await toPdf(options);
      };
    });
  });
  const done = await invoke(page, 'systeme:imprimer', { impression, sortie: 'pdf' });
  expect(done).toEqual({ ok: true, value: { etat: 'faite' } });
  const tried = await app.evaluate(() => process.env.TEST_REPLIES ?? '');
  const [replies, preferences] = z.tuple([z.array(z.unknown()), z.unknown()]).parse(JSON.parse(tried));
  expect(replies).toHaveLength(5);
  for (const reply of replies) expect(reply).toMatchObject(refused);
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  await expect.poll(() => countWindows(app)).toBe(1);
});

test('nothing is printed of a sheet that was not prepared, nor behind a locked desk', async ({ poste, folder }) => {
  const { app, page } = await poste('Accueil-2', lea);
  await chooseInDialog(app, join(folder, 'feuille.pdf'));
  const unknown = { impression: '00000000-0000-4000-8000-000000000001', sortie: 'pdf' };
  expect(await invoke(page, 'systeme:imprimer', unknown)).toMatchObject({ error: { code: 'IMPRESSION_ECHOUEE' } });
  await expect.poll(() => countWindows(app)).toBe(1);

  const impression = await prepare(page, { genre: 'tout' });
  await app.evaluate(({ app: electron }) => {
    electron.once('web-contents-created', (_, contents) => {
      contents.print = () => {
        process.env.TEST_DIALOG = 'open';
      };
    });
  });
  const printing = invoke(page, 'systeme:imprimer', { impression, sortie: 'imprimante' });
  await expect.poll(() => app.evaluate(() => process.env.TEST_DIALOG)).toBe('open');
  expect(await countWindows(app)).toBe(2);
  expect(await invoke(page, 'systeme:imprimer', { impression, sortie: 'pdf' })).toMatchObject({
    error: { code: 'TRAVAIL_EN_COURS' },
  });
  await invoke(page, 'session:verrouiller', {});
  expect(await printing).toMatchObject({ ok: false, error: { code: 'VERROUILLE' } });
  await expect.poll(() => countWindows(app)).toBe(1);
  expect(await invoke(page, 'systeme:imprimer', { impression, sortie: 'pdf' })).toMatchObject({
    error: { code: 'VERROUILLE' },
  });
  expect(await readdir(folder)).toEqual([]);
});

test('leaving the dialog of the printer keeps the choice open, a printer that fails is told', async ({ poste }) => {
  const { app, page } = await poste('Accueil-2', lea);
  await app.evaluate(({ app: electron }) => {
    const reasons = ['Print job canceled', 'Print job failed'];
    electron.on('web-contents-created', (_, contents) => {
      contents.print = (options, callback) => {
        process.env.TEST_OPTIONS = JSON.stringify(options);
        callback?.(false, reasons.shift() ?? '');
      };
    });
  });
  await openCandidat(page, '240000001AB', 'TARDIVEL Maëlys');
  await page.keyboard.press('Control+p');
  const button = printWindow(page).getByRole('button', { name: 'Imprimer…' });
  await expect(printWindow(page)).toContainText('1 personne, 1 page');
  await button.click();
  await expect.poll(() => app.evaluate(() => process.env.TEST_OPTIONS ?? '')).toContain('"silent":false');
  await expect(button).toBeEnabled();
  await expect(printWindow(page).getByRole('alert')).toHaveCount(0);
  await button.click();
  await expect(printWindow(page)).toContainText('L’impression n’a pas pu se faire.');
  await expect.poll(() => countWindows(app)).toBe(1);
});

test('a choice is gathered by pointer, through searches, and exported or printed as it stands', async ({ poste }) => {
  const { page } = await poste('Accueil-2', lea);
  const said = actions(page).getByRole('status');
  const all = listCount(page);
  // Maj and a click choose from whose sheet is open.
  await expect(rows(page).first()).toHaveAttribute('aria-selected', 'true');
  await rows(page).nth(2).getByRole('checkbox').click();
  await rows(page)
    .nth(4)
    .click({ modifiers: ['Shift'] });
  await rows(page)
    .nth(0)
    .click({ modifiers: ['ControlOrMeta'] });
  await expect(said).toHaveText('4 sélectionnés');
  const shown = await sheetName(page).textContent();
  await searchField(page).fill('240000001AB');
  await expect(all).toHaveText('1 personne');
  await expect(rows(page)).toHaveCount(1);
  await rows(page).nth(0).getByRole('checkbox').click();
  await expect(said).toHaveText(/^[45] sélectionnés, dont [34] hors de cette liste$/);
  await searchField(page).fill('');
  await expect(all).toHaveText(/^324 personnes/);
  await expect(rows(page).nth(4)).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Choisir toute la liste' })).toHaveAttribute('aria-checked', 'mixed');

  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  await expect(said).toHaveText(/^324 sélectionnés(, toute la liste)?$/);
  await actions(page).getByRole('button', { name: 'Exporter la sélection' }).click();
  // Four of them have left the lists: the file for Ypareo has no line for them.
  await expect(page.getByRole('dialog', { name: 'Exporter' })).toContainText('295 candidats');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Exporter' })).toHaveCount(0);
  await actions(page).getByRole('button', { name: 'Tout désélectionner' }).click();
  await expect(said).toHaveText('');
  expect(shown).not.toBe('');
});
