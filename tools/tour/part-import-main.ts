import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { resizePage } from './camera.ts';
import { ines, type Tour } from './context.ts';
import { focusList, logCall, openSynchronisation, sendAll, subtitle } from './desk.ts';
import { cards, leaveListes, openListes, readCards } from './lists.ts';
import { exportsFolder, relationFile, workbookFile } from './part-sorties.ts';
import type { Poste } from './poste.ts';
import { verify, verifyEqual } from './verify.ts';

/** The person chooses this file in the system's dialog, which nobody could answer here. */
const chooseFile = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);

/** The first page of an office that was given no address. */
const comeInAlone = async ({ camera }: Tour, page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Travailler sans serveur, avec le fichier CSV' }).click();
  await page.getByLabel('Nom du CFA').fill('CFA des Trois Fourneaux');
  await page.getByLabel('Nom de ce poste').fill('Atelier-1');
  await camera.shoot(page, 'sans-serveur');
  await page.getByRole('button', { name: 'Continuer sans serveur' }).click();
  await page.getByRole('heading', { name: 'Qui est à ce poste ?' }).waitFor();
  await page.getByLabel('Nom affiché').fill(ines.nom);
  await page.getByLabel('Choisir un code PIN de 6 chiffres').fill(ines.pin);
  await page.getByLabel('Le même code, encore une fois').fill(ines.pin);
  await page.getByRole('button', { name: 'Commencer' }).click();
  await page.getByRole('heading', { name: 'Aucune liste sur ce poste' }).waitFor();
};

/** A file that is no list is refused in words; then the one that another poste exported. @returns how many people. */
const importFile = async ({ camera, report, workFolder }: Tour, poste: Poste): Promise<number> => {
  const page = poste.page();
  const { app } = poste.launched();
  await camera.shoot(page, 'listes-sans-serveur');
  await page.getByRole('button', { name: 'Importer un fichier CSV' }).click();
  await chooseFile(app, join(workFolder, exportsFolder, workbookFile));
  await page.getByRole('button', { name: 'Choisir un fichier' }).click();
  await page.getByText('Ce fichier est un classeur Excel.').waitFor();
  await camera.shoot(page, 'import-refuse');

  await chooseFile(app, join(workFolder, exportsFolder, relationFile));
  await page.getByRole('button', { name: 'Choisir un fichier' }).click();
  const voeux = report.fichiers_sortis.find(({ quoi }) => quoi === 'ypareo')?.nombre;
  await page.getByRole('region', { name: 'Ce que l’import va changer' }).getByText(`${voeux} vœux ajoutés`).waitFor();
  await camera.shoot(page, 'import-apercu');
  await page.getByRole('button', { name: 'Importer', exact: true }).click();
  await page.getByRole('heading', { name: 'Import terminé' }).waitFor();
  await camera.shoot(page, 'import-termine');
  const [carte, ...others] = await readCards(page);
  verify(carte !== undefined && others.length === 0, 'one list on the poste that knows no server');
  verifyEqual([carte.local, carte.voeux], [true, voeux], 'every vœu of the file is on this poste');
  await page.getByRole('button', { name: 'Voir les candidats' }).click();
  return carte.candidats;
};

/** From Synchronisation, as on any day: the file of this poste becomes the account's. */
const connect = async ({ server, camera }: Tour, page: Page): Promise<void> => {
  await openSynchronisation(page);
  await camera.shoot(page, 'synchronisation-sans-serveur');
  await page.getByRole('button', { name: 'Se connecter à un serveur' }).click();
  await page.getByLabel('Adresse du serveur').fill(server.url);
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.getByRole('button', { name: 'Se connecter avec un code' }).click();
  await page.getByLabel('Code à huit lettres').fill(await server.createCode());
  await page.getByRole('button', { name: 'Valider le code' }).click();
};

const attach = async ({ camera }: Tour, page: Page, people: number): Promise<void> => {
  await openListes(page);
  await cards(page).filter({ hasText: 'Reçue et vérifiée le' }).nth(2).waitFor({ timeout: 60_000 });
  await camera.shoot(page, 'listes-a-rattacher');
  await page.getByRole('button', { name: /^Rattacher la liste/ }).click();
  await page.getByText(`Les ${people} personnes de cette liste sont toutes dans les listes du serveur.`).waitFor();
  await camera.shoot(page, 'rattachement');
  await page.getByRole('button', { name: 'Rattacher', exact: true }).click();
  await page.getByRole('heading', { name: 'Rattachement terminé' }).waitFor();
  await page.getByRole('button', { name: 'Voir les listes' }).click();
  verifyEqual(
    (await readCards(page)).map(({ local }) => local),
    [false, false, false],
    'the list imported by hand is among those of the server now',
  );
};

/** An office that only has a file: it imports it, works, and gives everything to the server on the day there is one. */
export const workAlone = async (tour: Tour): Promise<void> => {
  const { server, report, camera } = tour;
  const before = (await server.figures()).actesParType;
  const poste = await tour.addPoste('poste-4', []);
  const page = await poste.open();
  await comeInAlone(tour, page);
  await resizePage(poste.launched().app, page, 1366, 768);
  const people = await importFile(tour, poste);
  await subtitle(page)
    .filter({ hasText: `${people} personnes` })
    .waitFor();
  await focusList(page);
  await page.keyboard.press('Home');
  await logCall(page, ['1', '3']);
  await camera.shoot(page, 'candidats-sans-serveur');
  await connect(tour, page);
  await attach(tour, page, people);
  await leaveListes(page);
  await openSynchronisation(page);
  await sendAll(page);
  const { actesParType: after } = await server.figures();
  const sent = (after.appel ?? 0) - (before.appel ?? 0);
  report.import_a_la_main = { personnes: people, appels_rattaches: sent };
  verifyEqual(sent, 1, 'the call that was logged without a server reached it once');
  verifyEqual(after['dossier-cree'] ?? 0, before['dossier-cree'] ?? 0, 'everybody was found: nobody was made anew');
};
