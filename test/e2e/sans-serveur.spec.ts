import { writeFile } from 'node:fs/promises';
import type { ElectronApplication } from '@playwright/test';
import { deNom } from '../../renderer/textes/elision.ts';
import { expect, test } from '../support/app-test.ts';
import { look } from '../support/axe.ts';
import { listCount, openSynchro, rows, sheet, sheetName, statusBar } from '../support/desk.ts';
import { coupleDemo, fichierAbime, fichierCfa, type LigneCfa, lignesDemo } from '../support/fichier-cfa.ts';

const ines = { nom: 'Inès B.', pin: '246810' };

/** The next file that the open dialog gives. */
const give = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);

const withChanges = (ligne: LigneCfa, changes: [Parameters<LigneCfa['get']>[0], string][]): LigneCfa =>
  new Map([...ligne, ...changes]);

test('an office without a server imports its file, works, then gives everything to a server', async ({
  cfa,
  launch,
}, testInfo) => {
  test.setTimeout(240_000);
  const { app, page } = await launch();
  const file = async (name: string, content: string | Buffer): Promise<void> => {
    const path = testInfo.outputPath(name);
    await writeFile(path, content);
    await give(app, path);
  };
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  /** From the keyboard, once it can be pressed. */
  const enter = async (name: string | RegExp): Promise<void> => {
    await expect(button(name)).toBeEnabled();
    await button(name).press('Enter');
  };
  const known = lignesDemo(12);
  const [first = new Map(), second = new Map()] = known;
  const unknown = withChanges(first, [
    ['INE_APPRENANT', '240999999ZZ'],
    ['NOM_APPRENANT', 'INCONNUE'],
    ['PRENOM_APPRENANT', 'Zoé'],
  ]);

  await enter('Travailler sans serveur, avec le fichier CSV');
  await look(page, 'sans serveur');
  await page.getByLabel('Nom du CFA').fill('CFA des Trois Fourneaux');
  await page.getByLabel('Nom de ce poste').fill('Accueil-1');
  await page.keyboard.press('Enter');
  await page.getByLabel('Nom affiché').fill(ines.nom);
  await page.getByLabel('Choisir un code PIN de 6 chiffres').fill(ines.pin);
  await page.getByLabel('Le même code, encore une fois').fill(ines.pin);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Aucune liste sur ce poste' })).toBeVisible();
  await expect(statusBar(page)).toHaveText('Sans serveur : tout reste sur ce poste');
  await look(page, 'listes vides');

  // A file that is none is refused with what to do, and the page waits for another one.
  await enter('Importer un fichier CSV');
  await file('classeur.csv', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00]));
  await enter('Choisir un fichier');
  await expect(page.getByRole('alert')).toContainText('Ce fichier est un classeur Excel.');
  await look(page, 'fichier refusé');

  // What a spreadsheet did is told; a list that has no name waits for one; given up, nothing is kept.
  await file('voeux.csv', fichierAbime(known));
  await enter('Choisir un fichier');
  const facts = page.getByRole('region', { name: 'Le fichier' });
  await expect(facts).toContainText('22 colonnes, le format d’avant juin 2023');
  await expect(facts).toContainText(/\d+ téléphones qui retrouvent leur zéro/);
  await expect(button('Importer')).toBeDisabled();
  await expect(page.getByText('Il reste à donner un nom à la liste.')).toBeVisible();
  await page.getByRole('tab', { name: /^Anomalies/ }).press('Enter');
  await expect(page.getByRole('table', { name: 'Anomalies par ligne' }).getByRole('row').nth(1)).toBeVisible();
  await look(page, 'aperçu, anomalies');
  await enter('Abandonner');
  await expect(page.getByRole('heading', { name: 'Aucune liste sur ce poste' })).toBeVisible();

  await enter('Importer un fichier CSV');
  await file(`${coupleDemo}.csv`, fichierCfa([...known, unknown]));
  await enter('Choisir un fichier');
  await expect(facts).toContainText('13 lignes lues, toutes utilisables');
  await page.getByLabel('Nom de la liste').fill('Villeurbanne');
  await enter('Importer');
  await expect(page.getByText('13 vœux ajoutés. La liste est sur ce poste.')).toBeVisible();
  await look(page, 'import terminé');
  await enter('Voir les candidats');
  await expect(rows(page).first()).toBeVisible();
  await expect(listCount(page)).toHaveText(/^[1-9]\d* personnes/);
  const total = Number.parseInt((await listCount(page).textContent()) ?? '', 10);
  const somebody = await sheetName(page).innerText();
  await page.keyboard.press('ArrowDown');
  await expect(sheetName(page)).not.toHaveText(somebody);
  await page.keyboard.press('n');
  await expect(sheet(page).getByRole('region', { name: 'Écrire une note' }).getByRole('textbox')).toBeFocused();
  await page.keyboard.type('Mère jointe, rappeler mardi');
  await page.keyboard.press('Control+Enter');
  await expect(statusBar(page)).toHaveText('Sans serveur : tout reste sur ce poste, 1 saisie gardée ici');

  // The next file would take most of the list away: it says so and waits for a word.
  await page.getByRole('navigation').getByRole('button', { name: 'Listes' }).press('Enter');
  await enter('Importer un fichier CSV');
  await file(`${coupleDemo} (1).csv`, fichierCfa([withChanges(second, [['VILLE_APPR', 'BRON']])]));
  await enter('Choisir un fichier');
  await expect(page.getByText('12 vœux sur 13 seraient retirés')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Changements' })).toContainText('BRON');
  await expect(button('Importer')).toBeDisabled();
  await page.getByRole('checkbox', { name: /^Ces retraits sont bien voulus/ }).press('Space');
  await expect(button('Importer')).toBeEnabled();
  await look(page, 'aperçu, retraits inhabituels');
  await enter('Abandonner');
  await expect(page.getByRole('article')).toContainText(`${total} candidats, 13 vœux`);

  // A server at last: the same file goes on, nothing is sent before the list is given.
  await openSynchro(page);
  await look(page, 'synchronisation sans serveur');
  await enter('Se connecter à un serveur');
  await page.getByLabel('Adresse du serveur').fill(cfa.url);
  await page.keyboard.press('Enter');
  await enter('Se connecter avec un code');
  await page.getByLabel('Code à huit lettres').fill(await cfa.code());
  await look(page, 'connexion à un serveur');
  await page.keyboard.press('Enter');
  const listes = page.getByRole('navigation').getByRole('button', { name: /^Listes/ });
  await listes.press('Enter');
  await expect(page.getByText(new RegExp(`^Villeurbanne, .* ${total - 1} des ${total} personnes`))).toBeVisible({
    timeout: 60_000,
  });
  expect(await cfa.actes()).toEqual([]);
  await look(page, 'listes à rattacher');
  await enter('Rattacher la liste Villeurbanne');
  await expect(page.getByText('La saisie faite sur cette liste sera envoyée au serveur.')).toBeVisible();
  await enter(/^Non retrouvées · 1$/);
  await expect(page.getByRole('table', { name: 'Personnes de la liste' })).toContainText('INCONNUE Zoé');
  await look(page, 'rattachement');
  await enter('Rattacher');
  await expect(page.getByRole('heading', { name: 'Rattachement terminé' })).toBeVisible();
  await expect(page.getByText(/^\d+ personnes sont maintenant dans les listes du serveur\./)).toBeVisible();
  await look(page, 'rattachement terminé');
  await expect.poll(async () => (await cfa.actes('dossier-cree')).length, { timeout: 60_000 }).toBe(1);
  // The note of the file for her, and the one that was written here.
  await expect.poll(async () => (await cfa.actes('note')).length, { timeout: 60_000 }).toBe(2);
  await enter('Voir les listes');
  await expect(page.getByRole('article')).toHaveCount(3);
});

test('five missed PINs without a server ask to wait, never to sign in', async ({ launch }) => {
  const { page } = await launch();
  await page.getByRole('button', { name: 'Travailler sans serveur, avec le fichier CSV' }).click();
  await page.getByLabel('Nom du CFA').fill('CFA des Trois Fourneaux');
  await page.getByLabel('Nom de ce poste').fill('Accueil-1');
  await page.keyboard.press('Enter');
  await page.getByLabel('Nom affiché').fill(ines.nom);
  await page.getByLabel('Choisir un code PIN de 6 chiffres').fill(ines.pin);
  await page.getByLabel('Le même code, encore une fois').fill(ines.pin);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Aucune liste sur ce poste' })).toBeVisible();
  await page.keyboard.press('Control+l');
  const field = page.getByLabel(`Code PIN ${deNom(ines.nom)}`);
  for (const left of [4, 3, 2, 1]) {
    await field.fill('000000');
    const essais = left === 1 ? '1 essai' : `${left} essais`;
    await expect(page.getByRole('alert')).toContainText(`Il reste ${essais} avant une pause d’un quart d’heure.`);
    await expect(field).toHaveValue('');
  }
  await field.fill('000000');
  await expect(page.getByRole('alert')).toContainText('réessayer dans un quart d’heure');
  await expect(field).toHaveCount(0);
  await expect(page.getByRole('button')).toHaveCount(0);
  await look(page, 'verrou en pause');
});
