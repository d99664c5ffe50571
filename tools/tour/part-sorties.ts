import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { ElectronApplication, Page } from 'playwright';
import type { Tour } from './context.ts';
import { tickFromTop } from './desk.ts';
import { leaveListes, openListes, readCards } from './lists.ts';
import type { Poste } from './poste.ts';
import type { WrittenFile } from './report.ts';
import { verify, verifyEqual } from './verify.ts';

// What leaves the application: exports and the call sheet. Everything goes to one folder, whose files the byte scan
// expects to name people, and no other.

export const exportsFolder = 'exports';
/** The name that the window proposes for one relation: an import by hand knows by it whose list it is. */
export const relationFile = '99998000600012-99998000600020.csv';
export const workbookFile = 'classeur.xlsx';

/** The person chooses this file in the system's dialog, which nobody could answer here. */
const chooseFile = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);

const formats = [
  { quoi: 'ypareo', titre: 'Import Ypareo / iGesti', fichier: relationFile },
  { quoi: 'excel-csv', titre: 'Excel lisible (CSV)', fichier: 'excel-lisible.csv' },
  { quoi: 'excel-xlsx', titre: 'Classeur Excel (.xlsx)', fichier: workbookFile },
] as const;

const bom = '\uFEFF';

/** The file as another program reads it; what the three formats promise is proved cell by cell in the unit tests. */
const verifyFile = async (path: string, quoi: WrittenFile['quoi'], voeux: number): Promise<void> => {
  const content = await readFile(path);
  if (quoi === 'excel-xlsx') {
    verifyEqual(content.subarray(0, 2).toString('latin1'), 'PK', 'a workbook is an archive');
    return;
  }
  const text = content.toString('utf8');
  verifyEqual(text.startsWith(bom), quoi === 'excel-csv', 'the mark that Excel needs, and no other software wants');
  const { data, errors, meta } = Papa.parse<string[]>(text.replace(bom, ''), { skipEmptyLines: true });
  verifyEqual([errors.length, meta.delimiter, meta.linebreak], [0, ';', '\r\n'], `${quoi} is well formed`);
  if (quoi !== 'ypareo') return;
  verify(
    data.every((line) => line.length === 27),
    'Ypareo and iGesti get 27 columns on each line',
  );
  verifyEqual(data.length, voeux + 1, 'each vœu of the list on its line, below the titles');
};

const exportList = async (tour: Tour, poste: Poste): Promise<void> => {
  const { camera, report, workFolder } = tour;
  const page = poste.page();
  const { app } = poste.launched();
  const carte = (await readCards(page)).find(({ formateur }) => formateur.nom.includes('Villeurbanne'));
  verify(carte !== undefined, 'the list of Villeurbanne is there');
  const works = page.getByRole('region', { name: 'Travaux en cours' });
  for (const { quoi, titre, fichier } of formats) {
    const path = join(workFolder, exportsFolder, fichier);
    await chooseFile(app, path);
    await page
      .getByRole('article', { name: /Villeurbanne/ })
      .getByRole('button', { name: 'Exporter' })
      .click();
    const dialog = page.getByRole('dialog', { name: 'Exporter' });
    await dialog.getByRole('radio', { name: titre }).check();
    await dialog.getByText(/^\d+ candidats$/).waitFor();
    if (quoi === 'ypareo') await camera.shoot(page, 'export');
    await dialog.getByRole('button', { name: 'Choisir où enregistrer' }).click();
    await works.getByText(/Export enregistré : \d+ candidats\./).waitFor();
    // Whoever left the list is told apart in a sheet for people, and left out of a file for other software.
    if (quoi === 'ypareo') await works.getByText(`: ${carte.candidats} candidats.`).waitFor();
    if (quoi === 'ypareo') await camera.shoot(page, 'export-enregistre');
    await works.getByRole('button', { name: 'Masquer ce message' }).click();
    await works.waitFor({ state: 'detached' });
    await verifyFile(path, quoi, carte.voeux);
    report.fichiers_sortis.push({ fichier: join(exportsFolder, fichier), quoi, nombre: carte.voeux });
  }
};

const chosenPeople = 6;

const printCallSheet = async (tour: Tour, poste: Poste): Promise<void> => {
  const { camera, report, workFolder } = tour;
  const page: Page = poste.page();
  const fichier = join(exportsFolder, 'feuille-appel.pdf');
  await chooseFile(poste.launched().app, join(workFolder, fichier));
  await tickFromTop(page, chosenPeople);
  await camera.shoot(page, 'candidats-selection');
  await page.keyboard.press('Control+p');
  const window = page.getByRole('dialog', { name: 'Feuille d’appel' });
  await window.getByText(`${chosenPeople} personnes, 1 page`).waitFor();
  await camera.shoot(page, 'feuille-appel');
  await window.getByRole('button', { name: 'Enregistrer en PDF…' }).click();
  await window.waitFor({ state: 'detached' });
  const content = await readFile(join(workFolder, fichier));
  verifyEqual(content.subarray(0, 5).toString('latin1'), '%PDF-', 'the call sheet is a PDF');
  report.fichiers_sortis.push({ fichier, quoi: 'feuille-appel', nombre: chosenPeople });
  await page.keyboard.press('Escape');
};

/** One list in the three formats, then the call sheet of a few people chosen by keyboard. */
export const visitSorties = async (tour: Tour, poste: Poste): Promise<void> => {
  await mkdir(join(tour.workFolder, exportsFolder), { recursive: true, mode: 0o700 });
  const page = poste.page();
  await openListes(page);
  await exportList(tour, poste);
  await leaveListes(page);
  await printCallSheet(tour, poste);
};
