import { writeFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import { contract } from '../../shared/contract/ipc/index.ts';
import { ask } from '../../tools/tour/bridge.ts';
import { expect, test } from '../support/app-test.ts';
import { look } from '../support/axe.ts';
import { karim, listCount, openCandidat, rows, sheet, sheetName, undoBar } from '../support/desk.ts';
import { coupleDemo, fichierCfa, lignesDemo } from '../support/fichier-cfa.ts';

const screen = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('navigation', { name: 'Écrans' }).getByRole('button', { name });
const title = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name });
/** « Mardi 9 juin ». */
const day = /^(Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche) \d/;

const openAccueil = async (page: Page): Promise<void> => {
  await screen(page, 'Accueil').click();
  await expect(title(page, day)).toBeVisible();
  await expect(page.getByRole('list', { name: 'À faire' })).toBeVisible();
};

const counts = (page: Page): Locator => page.getByRole('list', { name: 'À faire' }).getByRole('button');
const count = (page: Page, mot: RegExp): Locator => counts(page).filter({ hasText: mot });
/** The figure of a count, of a line or of a table cell: French numbers have narrow spaces. */
const figure = async (place: Locator): Promise<number> =>
  Number(/^[\d\s\u202f]+/.exec((await place.innerText()).trim())?.[0].replace(/\s/g, '') ?? Number.NaN);
const progress = (page: Page): Locator => page.getByRole('region', { name: 'Avancement' }).getByRole('listitem');
const week = (page: Page): Locator => page.getByRole('region', { name: 'Appels de la semaine' });

/** How many people the list says that it holds. */
const listed = async (page: Page): Promise<number> => await figure(listCount(page));

/** Nobody tried her yet. The search has the focus: what follows is typed on her row. */
const openTardivel = async (page: Page): Promise<void> => {
  await screen(page, 'Candidats').click();
  await openCandidat(page, 'TARDIVEL Maëlys');
  await rows(page).first().click();
};

/** A call of whoever is open, by these digits. */
const logCall = async (page: Page, ...digits: string[]): Promise<void> => {
  const nom = await sheetName(page).innerText();
  await page.keyboard.press('a');
  await expect(sheet(page).getByRole('region', { name: 'Appel', exact: true })).toBeVisible();
  for (const digit of digits) await page.keyboard.press(digit);
  await page.keyboard.press('Enter');
  await expect(undoBar(page).filter({ hasText: nom })).toBeVisible();
};

test('the figures are those of the lists they lead to, by click and by key', async ({ poste }) => {
  const { page } = await poste('Accueil-1', karim);
  await openAccueil(page);
  await expect(counts(page)).toHaveCount(4);

  const toCall = await figure(count(page, /À appeler maintenant/));
  expect(toCall).toBeGreaterThan(0);
  await page.keyboard.press('1');
  await expect(title(page, 'Appels')).toBeVisible();

  await openAccueil(page);
  const promised = await figure(count(page, /promis/));
  await count(page, /promis/).click();
  await expect(title(page, 'Candidats')).toBeVisible();
  await expect(async () => expect(await listed(page)).toBe(promised)).toPass();

  await openAccueil(page);
  await page.keyboard.press('3');
  await expect(title(page, 'Demandes')).toBeVisible();

  await openAccueil(page);
  const unreachable = await figure(count(page, /Injoignable/));
  await page.keyboard.press('4');
  await expect(title(page, 'Candidats')).toBeVisible();
  await expect(async () => expect(await listed(page)).toBe(unreachable)).toPass();

  // A name of the progress leads to its people.
  await openAccueil(page);
  await page.getByRole('button', { name: 'Par formation' }).click();
  const first = progress(page).first();
  const people = Number(/sur ([\d\s\u202f]+)$/.exec((await first.innerText()).trim())?.[1]?.replace(/\s/g, ''));
  expect(people).toBeGreaterThan(0);
  await first.getByRole('button').click();
  await expect(title(page, 'Candidats')).toBeVisible();
  await expect(async () => expect(await listed(page)).toBe(people)).toPass();

  await openAccueil(page);
  const demande = page.getByRole('region', { name: 'Demandes de rendez-vous' }).getByRole('listitem').first();
  const nom = (await demande.locator('b').innerText()).trim();
  await demande.getByRole('button').click();
  await expect(sheetName(page)).toContainText(nom);
});

test('a call that is logged, and taken back, moves the figures', async ({ poste }) => {
  const { page } = await poste('Accueil-1', karim);
  await openAccueil(page);
  const toCall = await figure(count(page, /À appeler maintenant/));
  const before = await week(page).innerText();
  const joined = async (): Promise<number> => {
    const text = await progress(page).allInnerTexts();
    return text.reduce((sum, one) => sum + Number(/([\d\u202f]+)\s+joints?/.exec(one)?.[1]?.replace(/\s/g, '')), 0);
  };
  const joinedBefore = await joined();

  await openTardivel(page);
  // Reached, and wants to think about it: called back in some days.
  await logCall(page, '1', '2');

  await openAccueil(page);
  await expect(async () => {
    expect(await figure(count(page, /À appeler maintenant/))).toBe(toCall - 1);
    expect(await joined()).toBe(joinedBefore + 1);
  }).toPass();
  await expect(week(page)).not.toHaveText(before);
  await expect(week(page).getByRole('table')).toContainText('1');

  await page.keyboard.press('Control+z');
  await expect(async () => {
    expect(await figure(count(page, /À appeler maintenant/))).toBe(toCall);
    expect(await joined()).toBe(joinedBefore);
    expect(await week(page).innerText()).toBe(before);
  }).toPass();
});

const answer = <T>(schema: z.ZodType<T>, value: unknown): T =>
  z.object({ ok: z.literal(true), value: schema }).parse(value).value;

/** As the page itself writes it: an hour that has passed is not among the choices of a callback. */
const promiseYesterday = async (page: Page, nom: string): Promise<void> => {
  const question = { tri: 'nom', sens: 'croissant', filtres: {}, recherche: nom, apres: null, limite: 10 };
  const { lignes } = answer(contract['candidats:liste'].response, await ask(page, 'candidats:liste', question));
  const candidat = lignes.find((ligne) => ligne.nom === nom)?.id ?? '';
  const { dossiers } = answer(contract['candidats:fiche'].response, await ask(page, 'candidats:fiche', { candidat }));
  const le = new Date(Date.now() - 86_400_000).toISOString();
  const corps = { quoi: 'rappeler', le, precision: 'heure', qui: null };
  const saisies = [{ dossier: dossiers[0]?.id ?? '', type: 'prochaine-action', corps, vues: {} }];
  answer(contract['actes:enregistrer'].response, await ask(page, 'actes:enregistrer', { saisies }));
};

test('a promise that nobody kept is said to be late, and leads to its person', async ({ poste }) => {
  const { page } = await poste('Accueil-1', karim);
  await openAccueil(page);
  await expect(count(page, /promis/)).toContainText('0');
  await promiseYesterday(page, 'TARDIVEL');
  await expect(count(page, /promis/)).toContainText(/^1/);
  await expect(count(page, /promis/)).toContainText('1 en retard');
  await expect(page.getByText(/^1 rappel\b.*en retard$/)).toBeVisible();
  await page.keyboard.press('2');
  await expect(listCount(page)).toHaveText(/^1 personne\b/);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('TARDIVEL');
});

test('one list has its own figures', async ({ poste }) => {
  const { page } = await poste('Accueil-1', karim);
  await openAccueil(page);
  const all = await figure(count(page, /À appeler maintenant/));
  const bars = await progress(page).count();
  expect(bars).toBeGreaterThan(1);
  const nom = await progress(page).first().getByRole('button').innerText();
  await page.getByRole('combobox', { name: 'Liste' }).selectOption(nom);
  await expect(progress(page)).toHaveCount(1);
  await expect(progress(page)).toContainText(nom);
  await expect.poll(() => figure(count(page, /À appeler maintenant/))).toBeLessThan(all);
  await page.getByRole('combobox', { name: 'Liste' }).selectOption('Toutes les listes');
  await expect(progress(page)).toHaveCount(bars);
  await expect.poll(() => figure(count(page, /À appeler maintenant/))).toBe(all);
});

test('a poste alone is led to its file, then has the three counts that are its own', async ({ launch }, testInfo) => {
  const { app, page } = await launch();
  const press = (name: string) => page.getByRole('button', { name, exact: true });
  await press('Travailler sans serveur, avec le fichier CSV').click();
  await page.getByLabel('Nom du CFA').fill('CFA des Trois Fourneaux');
  await page.getByLabel('Nom de ce poste').fill('Accueil-1');
  await page.keyboard.press('Enter');
  await page.getByLabel('Nom affiché').fill('Inès B.');
  await page.getByLabel('Choisir un code PIN de 6 chiffres').fill(karim.pin);
  await page.getByLabel('Le même code, encore une fois').fill(karim.pin);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Aucune liste sur ce poste' })).toBeVisible();
  await screen(page, 'Accueil').click();
  await expect(page.getByRole('heading', { name: 'Personne à appeler pour l’instant' })).toBeVisible();
  await look(page, 'accueil vide');
  await press('Importer une liste').click();

  const path = testInfo.outputPath(`${coupleDemo}.csv`);
  await writeFile(path, fichierCfa(lignesDemo(12)));
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
  await press('Importer un fichier CSV').click();
  await press('Choisir un fichier').click();
  await page.getByLabel('Nom de la liste').fill('Villeurbanne');
  await press('Importer').click();
  await expect(page.getByText('12 vœux ajoutés. La liste est sur ce poste.')).toBeVisible();
  await openAccueil(page);
  await expect(counts(page)).toHaveCount(3);
  await expect(progress(page)).toContainText('Villeurbanne');
  await expect.poll(() => figure(count(page, /À appeler maintenant/))).toBeGreaterThan(0);
  await expect(page.getByText('Rien en retard.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Demandes de rendez-vous' })).toHaveCount(0);
});

/** Texts that are wider or higher than the box that shows them. */
const cut = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('main h1, main h2, main p, main li, main li span, main li button')].flatMap((one) => {
      if (!(one instanceof HTMLElement) || getComputedStyle(one).display === 'inline') return [];
      const isCut = one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflow !== 'visible';
      const main = document.querySelector('main')?.getBoundingClientRect();
      const box = one.getBoundingClientRect();
      const isOutside = main !== undefined && (box.right > main.right + 1 || box.left < main.left - 1);
      return isCut || isOutside ? [one.innerText] : [];
    }),
  );

test('nothing is wrong in either theme, nothing is cut in a small window nor at 200 %', async ({ poste }) => {
  const { app, page } = await poste('Accueil-1', karim);
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
  await openTardivel(page);
  await logCall(page, '3');
  await openAccueil(page);
  await expect(week(page).locator('.recharts-bar-rectangle').first()).toBeAttached();
  await look(page, 'accueil');
  // What is drawn over a column stays within the rules of the page. Where the day begins first it may have no call yet.
  await week(page).locator('.recharts-bar-rectangle').filter({ visible: true }).last().hover();
  await expect(page.locator('.recharts-tooltip-wrapper')).toBeVisible();
  expect(refused).toEqual([]);
  await page.getByRole('button', { name: 'Par formation' }).click();
  await look(page, 'accueil, par formation');

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(1024);
  await expect.poll(() => cut(page)).toEqual([]);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2));
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(512);
  await expect.poll(() => cut(page)).toEqual([]);
});

test('the keys reach everything in order', async ({ poste }) => {
  const { page } = await poste('Accueil-1', karim);
  await openAccueil(page);
  await count(page, /À appeler maintenant/).focus();
  for (const mot of [/promis/, /Demande/, /Injoignable/]) {
    await page.keyboard.press('Tab');
    await expect(count(page, mot)).toBeFocused();
  }
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(title(page, 'Demandes')).toBeVisible();
});
