import type { Page } from 'playwright';
import { openBrowser } from './browser.ts';
import { resizePage } from './camera.ts';
import { lea, type Tour } from './context.ts';
import { leaveSynchronisation, logCall, openSynchronisation, sendAll, sheetOf, statusLine } from './desk.ts';
import {
  chooseDemande,
  chosenDemande,
  composerOf,
  fillBlanks,
  inbox,
  openCount,
  openDemandes,
  panelOf,
  readPreview,
  type ShownMail,
  showDemandes,
  undoBarOf,
  waitForOpen,
} from './inbox.ts';
import { awaitMail, verifyAsPreviewed } from './mails.ts';
import { askBothWays, askedForms, cancelByLink, readMail } from './part-accueil.ts';
import type { Poste } from './poste.ts';
import { verify } from './verify.ts';

const lucie = `${askedForms.rappel.nom} ${askedForms.rappel.prenom}`;
const nolwenn = `${askedForms.message.jeune.nom} ${askedForms.message.jeune.prenom}`;

/** Never reached by phone (resources/demo/demandes.json). */
const maelle = { nom: 'Castaing Maëlle', courriel: 'maelle.castaing@example.org' } as const;

const visitInbox = async ({ camera }: Tour, { launched }: Poste, page: Page): Promise<void> => {
  await openDemandes(page);
  await inbox(page).getByRole('option').first().waitFor();
  await camera.shoot(page, 'demandes');
  await resizePage(launched().app, page, 1024, 700);
  await camera.shoot(page, 'demandes-1024x700');
  await resizePage(launched().app, page, 1366, 768);
};

const goOffline = async ({ server }: Tour, page: Page): Promise<void> => {
  await server.stop();
  await openSynchronisation(page);
  await page.getByRole('button', { name: 'Synchroniser' }).click();
  await statusLine(page).filter({ hasText: 'Hors ligne' }).waitFor();
  await leaveSynchronisation(page);
  await openDemandes(page);
};

const comeBack = async ({ server }: Tour, page: Page): Promise<void> => {
  await server.restart();
  await openSynchronisation(page);
  await sendAll(page);
  await leaveSynchronisation(page);
  await openDemandes(page);
};

/** Opened by Entrée, which is the read receipt; then answered while nobody can be reached. */
const answerOffline = async (tour: Tour, page: Page): Promise<ShownMail> => {
  const { camera } = tour;
  await chooseDemande(page, lucie);
  await chosenDemande(page).filter({ hasText: 'nouvelle' }).waitFor();
  await page.keyboard.press('Enter');
  await panelOf(page).getByText(`par ${lea.nom}`).waitFor();
  await chosenDemande(page).filter({ hasNotText: 'nouvelle' }).waitFor();
  await camera.shoot(page, 'demande-ouverte');
  await goOffline(tour, page);
  await chooseDemande(page, lucie);
  await panelOf(page).waitFor();
  await page.keyboard.press('d');
  await composerOf(page).waitFor();
  await camera.shoot(page, 'demande-repondre');
  await fillBlanks(page, ['six places', 'septembre 2027', 'La liste d’attente ouvre ensuite']);
  await camera.shoot(page, 'demande-repondre-apercu');
  const shown = await readPreview(page);
  const open = await openCount(page);
  await page.keyboard.press('Control+Enter');
  await undoBarOf(page).filter({ hasText: lucie }).waitFor();
  await waitForOpen(page, open - 1);
  await statusLine(page)
    .filter({ hasText: /^Hors ligne, \d+ saisies? à envoyer$/ })
    .waitFor();
  await camera.shoot(page, 'demande-repondue-hors-ligne');
  return shown;
};

const verifyAnswer = async ({ server, camera, report }: Tour, shown: ShownMail): Promise<void> => {
  const received = await awaitMail(server.mails, askedForms.rappel.courriel, /répond à votre demande$/);
  verifyAsPreviewed(received, shown);
  report.demandes.reponse_recue = true;
  const browser = await openBrowser();
  try {
    await camera.shoot(await readMail(browser, received.mail.html ?? ''), 'courriel-reponse', 'whole');
  } finally {
    await browser.close();
  }
};

/** The two other answers, each in a key; nobody is told of a call that was not made. */
const otherAnswers = async ({ camera }: Tour, page: Page): Promise<void> => {
  const open = await openCount(page);
  await chooseDemande(page, 'Le Dantec');
  await panelOf(page).waitFor();
  await page.keyboard.press('t');
  await undoBarOf(page).filter({ hasText: 'Répondu autrement' }).waitFor();
  await waitForOpen(page, open - 1);
  await chooseDemande(page, maelle.nom);
  await logCall(page, ['3']);
  await undoBarOf(page).filter({ hasText: 'Pas de réponse' }).waitFor();
  await chooseDemande(page, maelle.nom);
  await panelOf(page).waitFor();
  await page.keyboard.press('i');
  await sheetOf(page).getByRole('region', { name: 'Injoignable' }).waitFor();
  await camera.shoot(page, 'demande-injoignable');
  await page.keyboard.press('Enter');
  await waitForOpen(page, open - 2);
};

/** Cancelled by its author while the poste looks at it. */
const seeCancelled = async (tour: Tour, page: Page): Promise<void> => {
  await chooseDemande(page, nolwenn);
  await page.keyboard.press('Enter');
  await panelOf(page).getByText(askedForms.message.message).waitFor();
  await tour.camera.shoot(page, 'demande-message');
  await cancelByLink(tour, page);
  await panelOf(page).getByText('Annulée par la personne').waitFor();
  await tour.camera.shoot(page, 'demande-annulee');
  await showDemandes(page, 'Terminées');
  await inbox(page).getByRole('option').filter({ hasText: nolwenn }).waitFor();
  await tour.camera.shoot(page, 'demandes-terminees');
  await showDemandes(page, 'Ouvertes');
};

/** Families ask, the office answers: nothing is refreshed by hand, and being offline changes nothing. */
export const visitDemandes = async (tour: Tour, poste: Poste): Promise<void> => {
  const page = poste.page();
  await visitInbox(tour, poste, page);
  await askBothWays(tour, page);
  const shown = await answerOffline(tour, page);
  await comeBack(tour, page);
  await verifyAnswer(tour, shown);
  await otherAnswers(tour, page);
  await seeCancelled(tour, page);
  await awaitMail(tour.server.mails, maelle.courriel, /a essayé de vous joindre$/);
  verify(tour.report.demandes.vues_apres_ms.length === 2, 'two demandes came by themselves');
};
