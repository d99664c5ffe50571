import type { Page } from 'playwright';
import { lea, type Tour } from './context.ts';
import {
  focusList,
  leaveSynchronisation,
  logCall,
  nextPerson,
  openSynchronisation,
  sheetOf,
  shownName,
  sortByName,
  statusLine,
} from './desk.ts';
import { unlock } from './first-run.ts';
import type { Poste } from './poste.ts';
import { verify, verifyEqual } from './verify.ts';

/** Ten calls as a day brings them; after 1 (joint) the second digit says what came of it. */
const tenCalls: readonly string[][] = [
  ['1', '1'],
  ['2'],
  ['3'],
  ['1', '3'],
  ['4'],
  ['1', '2'],
  ['6'],
  ['7'],
  ['1', '6'],
  ['1', '8'],
];

export const noteText = 'Veut visiter l’atelier un mercredi';

const logTenCalls = async ({ camera, report }: Tour, page: Page): Promise<void> => {
  await focusList(page);
  await page.keyboard.press('Home');
  for (const [index, digits] of tenCalls.entries()) {
    if (index > 0) await nextPerson(page);
    const nom = await logCall(page, digits);
    report.appels_hors_ligne.push({ nom, chiffres: digits.join(' ') });
    if (index === 0) {
      await page.getByRole('button', { name: /^Annuler( Ctrl Z)?$/ }).waitFor();
      await camera.shoot(page, 'appel-enregistre');
    }
  }
  const people = new Set(report.appels_hors_ligne.map(({ nom }) => nom));
  verifyEqual(people.size, tenCalls.length, 'ten calls to ten people');
};

const strips = async ({ camera }: Tour, page: Page): Promise<void> => {
  await page.keyboard.press('a');
  await sheetOf(page).getByRole('region', { name: 'Appel', exact: true }).waitFor();
  await camera.shoot(page, 'appel');
  await page.keyboard.press('Digit1');
  await sheetOf(page).getByRole('group', { name: 'Ce qu’il en ressort' }).waitFor();
  await page.keyboard.press('Digit3');
  await camera.shoot(page, 'appel-joint');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Digit8');
  await camera.shoot(page, 'appel-opposition');
  await page.keyboard.press('Escape');
};

const noteAndCallback = async ({ camera }: Tour, page: Page): Promise<void> => {
  await nextPerson(page);
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: 'Note' }).fill(noteText);
  await camera.shoot(page, 'note');
  await page.keyboard.press('Control+Enter');
  await sheetOf(page).getByRole('region', { name: 'Écrire une note' }).waitFor({ state: 'detached' });
  await sheetOf(page).getByText(noteText).waitFor();
  await nextPerson(page);
  await page.keyboard.press('r');
  await sheetOf(page).getByRole('region', { name: 'Prévoir un rappel' }).waitFor();
  await page.keyboard.press('Digit2');
  await camera.shoot(page, 'rappel');
  await page.keyboard.press('Enter');
  await sheetOf(page).getByRole('region', { name: 'Prévoir un rappel' }).waitFor({ state: 'detached' });
};

const undoOneCall = async ({ camera }: Tour, page: Page): Promise<string> => {
  await nextPerson(page);
  const nom = await logCall(page, ['1', '6']);
  await sheetOf(page).getByText('Inscrit·e').first().waitFor();
  await page.keyboard.press('Control+z');
  await page.getByRole('status').filter({ hasText: 'Annulé' }).waitFor();
  await camera.shoot(page, 'appel-annule');
  await sheetOf(page).getByText('À appeler').first().waitFor();
  return nom;
};

const visitSynchronisation = async ({ camera }: Tour, page: Page): Promise<void> => {
  await openSynchronisation(page);
  // Off the status bar, whose tooltip would stand over the list.
  await page.mouse.move(540, 80);
  await page.getByRole('status').filter({ hasText: 'Annulé' }).waitFor({ state: 'detached' });
  await camera.shoot(page, 'synchronisation-hors-ligne');
  await page.getByRole('button', { name: 'Tester la connexion' }).click();
  await page.getByRole('list', { name: 'Résultat du test' }).waitFor();
  await camera.shoot(page, 'synchronisation-test');
  await page.getByRole('button', { name: 'Exporter un diagnostic' }).click();
  await page.getByRole('dialog', { name: 'Diagnostic' }).waitFor();
  await camera.shoot(page, 'diagnostic');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Diagnostic' }).waitFor({ state: 'detached' });
  await leaveSynchronisation(page);
};

const lockAndUnlock = async ({ camera }: Tour, page: Page): Promise<void> => {
  await focusList(page);
  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: lea.nom }).waitFor();
  await camera.shoot(page, 'verrou');
  verify(!(await page.content()).includes('TARDIVEL'), 'a locked page holds no name');
  await page.getByLabel(`Code PIN de ${lea.nom}`).fill('000000');
  await page.getByText('Il reste').waitFor();
  await camera.shoot(page, 'verrou-code-faux');
  await unlock(page, lea);
};

/** The server is stopped: ten calls, a note, a callback, an undo; then what the poste says about it. */
export const workOffline = async (tour: Tour, poste: Poste): Promise<void> => {
  const page = poste.page();
  await tour.server.stop();
  // Online is what the last request proved: one is made.
  await openSynchronisation(page);
  await page.getByRole('button', { name: 'Synchroniser' }).click();
  await statusLine(page).filter({ hasText: 'Hors ligne' }).waitFor();
  await leaveSynchronisation(page);
  await sortByName(page);
  await logTenCalls(tour, page);
  await nextPerson(page);
  await strips(tour, page);
  await noteAndCallback(tour, page);
  await undoOneCall(tour, page);
  verify((await shownName(page)) !== '', 'a person is still shown');
  const line = statusLine(page);
  await line.filter({ hasText: /^Hors ligne, \d+ saisies à envoyer$/ }).waitFor();
  tour.report.saisies_hors_ligne = await line.textContent();
  await tour.camera.shoot(page, 'hors-ligne');
  await visitSynchronisation(tour, page);
  await lockAndUnlock(tour, page);
};
