import { writeFile } from 'node:fs/promises';
import type { Locator, Page, TestInfo } from '@playwright/test';
import { dispositionTextes } from '../../renderer/textes/appel.ts';
import { contract } from '../../shared/contract/ipc/index.ts';
import { ask } from '../../tools/tour/bridge.ts';
import { hasExchangedSince } from '../../tools/tour/exchanges.ts';
import { chooseOperateur, reachDesk, signInWithCode } from '../../tools/tour/first-run.ts';
import { AzertyKeyboard } from '../support/azerty-keyboard.ts';
import { CfaDuLundi, extractionDe } from '../support/cfa-du-lundi.ts';
import { karim, lea, listCount, undoBar } from '../support/desk.ts';
import { expect, type LaunchedApp, test } from '../support/electron-app.ts';
import { coupleDemo, fichierCfa, lignesDemo } from '../support/fichier-cfa.ts';

const scenario =
  'Monday 7 June, 140 rows, two people, one phone line: import, split the list, first call logged in under 2 minutes from a cold start.';
const rows = 140;
const digits = (pin: string): number[] => [...pin].map(Number);

const appels = (page: Page): Locator => page.getByRole('region', { name: 'Appels', exact: true });
const noter = (page: Page): Locator => appels(page).getByRole('region', { name: /^Noter l’appel : / });
const nom = (page: Page): Locator => appels(page).getByRole('heading', { level: 2 });
const ligne = (page: Page, qui: string): Locator => page.getByRole('listitem', { name: qui });
const ecran = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Écrans' }).getByRole('button', { name: new RegExp(`^${name}`) });

/** One person's hand: each key and each press of the mouse is one gesture. */
class Main {
  readonly page: Page;
  readonly clavier: AzertyKeyboard;
  #presses = 0;

  private constructor(page: Page, clavier: AzertyKeyboard) {
    this.page = page;
    this.clavier = clavier;
  }

  static async of({ page }: Pick<LaunchedApp, 'page'>): Promise<Main> {
    return new Main(page, await AzertyKeyboard.of(page));
  }

  get gestes(): number {
    return this.#presses + this.clavier.presses;
  }

  async presser(cible: Locator): Promise<void> {
    await cible.click();
    this.#presses += 1;
  }

  /** Into what has the focus, letter by letter. */
  async ecrire(champ: Locator, texte: string): Promise<void> {
    await expect(champ).toBeFocused();
    await this.clavier.type(texte);
  }

  async pin(champ: Locator, pin: string): Promise<void> {
    await expect(champ).toBeFocused();
    await this.clavier.digit(...digits(pin));
  }
}

const combien = async (page: Page): Promise<number> => {
  const answer = await ask(page, 'candidats:total', { filtres: {}, recherche: '' });
  return contract['candidats:total'].response.parse(Reflect.get(Object(answer), 'value')).total;
};

const heldBy = async (page: Page, qui: string): Promise<number> =>
  Number(/(\d+) candidats suivis/.exec(await ligne(page, qui).innerText())?.[1] ?? '0');

/** « Répartir », then my first call, from whatever screen. @returns how many people were shared out */
async function repartirEtAppeler(
  main: Main,
  moi: string,
  autre: string,
  /** How many people the list holds, once it is here whole: it comes a few people at a time. */
  quandToutEstLa: () => Promise<number>,
): Promise<number> {
  const { page, clavier } = main;
  await main.presser(ecran(page, 'Équipe'));
  const libres = ligne(page, 'Sans personne');
  const total = await quandToutEstLa();
  await expect(libres).toContainText(`${total} candidats sans personne`, { timeout: 60_000 });
  await main.presser(libres.getByRole('button', { name: 'Répartir' }));
  const repartir = page.getByRole('dialog', { name: 'Répartir' });
  await expect(repartir.getByRole('button', { name: `Répartir ${total} candidats entre 2 personnes` })).toBeEnabled();
  await clavier.press('Ctrl+Entrée');
  await expect(repartir).toBeHidden();
  await expect(libres).toContainText('Chaque candidat est suivi par quelqu’un.', { timeout: 60_000 });
  const parts = [await heldBy(page, moi), await heldBy(page, autre)];
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
  expect(Math.abs((parts[0] ?? 0) - (parts[1] ?? 0))).toBeLessThanOrEqual(1);

  await main.presser(ecran(page, 'Appels'));
  await expect(noter(page)).toBeFocused();
  await main.presser(page.getByText('Moi', { exact: true }));
  await expect(page.getByRole('radio', { name: 'Moi' })).toBeChecked();
  await expect(appels(page)).toContainText(`Appel 1 sur ${parts[0]}`);
  const appelee = await nom(page).innerText();
  await clavier.digit(3);
  await clavier.press('Entrée');
  await expect(undoBar(page).filter({ hasText: appelee })).toContainText(dispositionTextes.SANS_REPONSE);
  await expect(nom(page)).not.toHaveText(appelee);
  await expect(appels(page)).toContainText('Appel 2 sur');
  return total;
}

/** Printed beside the result, for the closing note; no test is about seconds. */
const noterTemps = (testInfo: TestInfo, gestes: number, depuis: number): void => {
  const secondes = ((performance.now() - depuis) / 1000).toFixed(1);
  testInfo.annotations.push({ type: 'mesure', description: `${gestes} gestes, ${secondes} s` });
};

test(scenario, async ({ launch }, testInfo) => {
  test.setTimeout(240_000);
  const cfa = await CfaDuLundi.open([lea.nom, karim.nom]);
  const userDataFolder = testInfo.outputPath('accueil-1');
  const options = { userDataFolder, options: [`serveur=${cfa.url}`] };
  await test.step('the poste was set up the week before, when there was no list', async () => {
    const { app, page } = await launch(options);
    await signInWithCode(page, await cfa.code(), 'Accueil-1');
    await chooseOperateur(page, lea);
    await reachDesk(page);
    await app.close();
  });
  expect(await cfa.importer(extractionDe(rows))).toBe(rows);

  const depuis = performance.now();
  const startedAt = Date.now();
  const launched = await launch(options);
  const main = await Main.of(launched);
  await main.pin(launched.page.getByLabel(`Code PIN de ${lea.nom}`), lea.pin);
  const total = await repartirEtAppeler(main, lea.nom, karim.nom, async () => {
    await expect.poll(() => hasExchangedSince(launched.page, startedAt), { timeout: 60_000 }).toBe(true);
    return await combien(launched.page);
  });
  noterTemps(testInfo, main.gestes, depuis);
  // The six digits of the PIN; Équipe, Répartir, Ctrl Entrée; Appels, Moi, 3, Entrée.
  expect(main.gestes).toBe(13);
  await main.presser(ecran(launched.page, 'Candidats'));
  await expect(listCount(launched.page)).toContainText(`${total} personnes`);
  await cfa.close();
});

test(`${scenario} The same without a server, from the CSV file, first run included.`, async ({ launch }, testInfo) => {
  test.setTimeout(240_000);
  const depuis = performance.now();
  const launched = await launch();
  const { app, page } = launched;
  const main = await Main.of(launched);
  const { clavier } = main;
  const fichier = testInfo.outputPath(`${coupleDemo}.csv`);
  await writeFile(fichier, fichierCfa(lignesDemo(rows)));
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, fichier);
  const bouton = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const choisirPin = async (pin: string): Promise<void> => {
    await clavier.press('Tab');
    await main.pin(page.getByLabel('Choisir un code PIN de 6 chiffres'), pin);
    await clavier.press('Tab');
    await main.pin(page.getByLabel('Le même code, encore une fois'), pin);
    await clavier.press('Entrée');
  };

  await test.step('the first run, then the file', async () => {
    await main.presser(bouton('Travailler sans serveur, avec le fichier CSV'));
    await main.ecrire(page.getByLabel('Nom du CFA'), 'Trois Fourneaux');
    await clavier.press('Tab');
    await main.ecrire(page.getByLabel('Nom de ce poste'), 'Accueil');
    await clavier.press('Entrée');
    await main.presser(page.getByLabel('Nom affiché'));
    await main.ecrire(page.getByLabel('Nom affiché'), karim.nom);
    await choisirPin(karim.pin);
    await main.presser(bouton('Importer un fichier CSV'));
    await main.presser(bouton('Choisir un fichier'));
    await expect(page.getByRole('region', { name: 'Le fichier' })).toContainText(`${rows} lignes lues`);
    await main.presser(page.getByLabel('Nom de la liste'));
    await main.ecrire(page.getByLabel('Nom de la liste'), 'Villeurbanne');
    await main.presser(bouton('Importer'));
    await expect(page.getByText(`${rows} vœux ajoutés. La liste est sur ce poste.`)).toBeVisible();
  });
  await test.step('the second of the two declares herself on the same poste', async () => {
    await clavier.press('o');
    await expect(page.getByRole('menuitem', { name: /^Changer/ })).toBeFocused();
    await clavier.press('Entrée');
    await main.presser(bouton('Quelqu’un d’autre'));
    await main.ecrire(page.getByLabel('Nom affiché'), lea.nom);
    await choisirPin(lea.pin);
    await expect(ecran(page, 'Équipe')).toBeVisible();
  });
  const total = await repartirEtAppeler(main, lea.nom, karim.nom, () => combien(page));
  noterTemps(testInfo, main.gestes, depuis);
  // Five names of 48 letters, four PINs of six digits, 24 others.
  expect(main.gestes).toBe(48 + 24 + 24);
  await main.presser(ecran(page, 'Candidats'));
  await expect(listCount(page)).toContainText(`${total} personnes`);
});
