import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { heureCivile } from '../../shared/domain/fuseau.ts';
import { ajouterJoursOuvres } from '../../shared/domain/jours-ouvres.ts';
import {
  agendaWindow,
  creneauPanel,
  fillCreneau,
  fuseauDuCfa,
  inscritsList,
  jourTape,
  openAgenda,
  openCreneau,
  presenceGrid,
  reunionPassee,
  reunionPleine,
  showCreneaux,
  waitingList,
  weekOf,
} from './agenda.ts';
import { resizePage } from './camera.ts';
import type { Tour } from './context.ts';
import { leaveSynchronisation, openSynchronisation, sendAll, sheetOf } from './desk.ts';
import { bookOnline } from './part-agenda-public.ts';
import { exportsFolder } from './part-sorties.ts';
import type { Poste } from './poste.ts';
import type { WrittenFile } from './report.ts';
import { verify, verifyEqual } from './verify.ts';

const villeurbanne = 'CFA des Trois Fourneaux – Villeurbanne';
export const atelier = 'Visite des ateliers';

/** The Monday of a civil day. */
const lundiDe = (jour: string): number => {
  const le = Date.parse(`${jour}T00:00:00.000Z`);
  return le - ((new Date(le).getUTCDay() + 6) % 7) * 86_400_000;
};

/** The week of the meeting of the demo: this one or the next, as the days go. */
const showDemoWeek = async (page: Page): Promise<void> => {
  await showCreneaux(page, 'Semaine');
  const { jour } = heureCivile(new Date().toISOString(), fuseauDuCfa);
  await weekOf(page).focus();
  await page.keyboard.press('Home');
  if (lundiDe(ajouterJoursOuvres(jour, 2)) !== lundiDe(jour)) await page.keyboard.press('PageDown');
  await weekOf(page).getByRole('button', { name: reunionPleine }).waitFor();
};

const visitWeek = async ({ camera }: Tour, { launched }: Poste, page: Page): Promise<void> => {
  await openAgenda(page);
  await showDemoWeek(page);
  await camera.shoot(page, 'agenda-semaine');
  await resizePage(launched().app, page, 1024, 700);
  await camera.shoot(page, 'agenda-semaine-1024x700');
  await resizePage(launched().app, page, 1366, 768);
};

const makeSome = async ({ camera }: Tour, page: Page): Promise<void> => {
  await page.keyboard.press('n');
  await fillCreneau(page, {
    genre: 'Réunion d’information',
    jour: jourTape(1),
    debut: '18:00',
    fin: '19:30',
    places: 12,
    titre: atelier,
    etablissement: villeurbanne,
  });
  await camera.shoot(page, 'agenda-nouveau');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('main').getByRole('status').filter({ hasText: 'Créneau posé' }).waitFor();
  await weekOf(page).getByRole('button', { name: atelier }).waitFor();
  await camera.shoot(page, 'agenda-pose');
  await page.keyboard.press('g');
  const generator = agendaWindow(page, 'Générer une série de créneaux');
  await generator.getByRole('heading', { name: /^[1-9]\d* créneaux$/ }).waitFor();
  await generator.getByRole('button', { name: /^Poser \d+ créneaux/, disabled: false }).waitFor();
  await camera.shoot(page, 'agenda-generer');
  await page.keyboard.press('Escape');
  await generator.waitFor({ state: 'detached' });
};

/** Leaves a window in which something was typed: it asks once. */
const leaveTyped = async (page: Page, titre: string): Promise<void> => {
  await page.keyboard.press('Escape');
  await agendaWindow(page, titre).getByText('sera perdu').waitFor();
  await page.keyboard.press('Escape');
  await agendaWindow(page, titre).waitFor({ state: 'detached' });
};

const visitMeeting = async ({ camera }: Tour, page: Page): Promise<void> => {
  await showCreneaux(page, 'À venir');
  await openCreneau(page, 'À venir', reunionPleine);
  await inscritsList(page).getByRole('listitem').first().waitFor();
  await camera.shoot(page, 'agenda-creneau');
  await waitingList(page).getByRole('listitem').last().scrollIntoViewIfNeeded();
  await camera.shoot(page, 'agenda-liste-attente');
  const panel = creneauPanel(page);
  await panel.getByRole('button', { name: 'Déplacer', exact: true }).press('Enter');
  const move = agendaWindow(page, 'Déplacer le créneau');
  await move.getByLabel(/^Début/).fill('18:30');
  await move.getByLabel('Mot du CFA (facultatif)').fill('L’amphithéâtre est pris jusqu’à 18 h 15.');
  await camera.shoot(page, 'agenda-deplacer');
  await leaveTyped(page, 'Déplacer le créneau');
  await panel.getByRole('button', { name: 'Annuler', exact: true }).press('Enter');
  const cancel = agendaWindow(page, 'Annuler le créneau');
  await cancel.getByLabel('Mot du CFA (facultatif)').waitFor();
  await camera.shoot(page, 'agenda-annuler');
  await page.keyboard.press('Escape');
  await cancel.waitFor({ state: 'detached' });
};

const chooseFile = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);

/** The sheet that is signed and the event of one's own calendar: the files that a person asks for. */
const takeAway = async ({ camera, report, workFolder }: Tour, { launched }: Poste, page: Page): Promise<void> => {
  await mkdir(join(workFolder, exportsFolder), { recursive: true, mode: 0o700 });
  const out = async (quoi: WrittenFile['quoi'], fichier: string, nombre: number): Promise<string> => {
    const path = join(exportsFolder, fichier);
    report.fichiers_sortis.push({ fichier: path, quoi, nombre });
    await chooseFile(launched().app, join(workFolder, path));
    return join(workFolder, path);
  };
  const panel = creneauPanel(page);
  const pdf = await out('emargement', 'emargement.pdf', await inscritsList(page).getByRole('listitem').count());
  await panel.getByRole('button', { name: 'Feuille d’émargement' }).press('Enter');
  const window = agendaWindow(page, 'Feuille d’émargement');
  await window.waitFor();
  await camera.shoot(page, 'agenda-emargement');
  await window.getByRole('button', { name: 'Enregistrer en PDF…' }).press('Enter');
  await window.waitFor({ state: 'detached' });
  verifyEqual((await readFile(pdf)).subarray(0, 5).toString('latin1'), '%PDF-', 'the sign-in sheet is a PDF');
  const ics = await out('ics', 'reunion.ics', 1);
  await panel.getByRole('button', { name: 'Ajouter à mon agenda' }).press('Enter');
  await panel.getByText(/^Enregistré : reunion\.ics/).waitFor();
  verify((await readFile(ics, 'utf8')).includes('METHOD:PUBLISH'), 'the event is a calendar file');
};

const subscribe = async ({ camera, report }: Tour, page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'S’abonner à ces créneaux' }).press('Enter');
  const window = agendaWindow(page, 'S’abonner depuis un autre agenda');
  await window.getByRole('button', { name: 'Créer une adresse', disabled: false }).press('Enter');
  const address = window.getByLabel('Adresse de l’abonnement');
  await address.waitFor();
  await camera.shoot(page, 'agenda-abonnement');
  const answer = await fetch(await address.inputValue());
  const feed = await answer.text();
  report.agenda.flux = { statut: answer.status, evenements: feed.split('BEGIN:VEVENT').length - 1 };
  await page.keyboard.press('Escape');
  await window.waitFor({ state: 'detached' });
};

/** The meeting of the day before: present, absent, excused, a letter each; then who did not come is called. */
const takePresence = async ({ camera }: Tour, page: Page): Promise<void> => {
  await openCreneau(page, 'Présence à noter', reunionPassee);
  await camera.shoot(page, 'agenda-presence');
  await presenceGrid(page).getByRole('gridcell').getByRole('button').first().focus();
  for (const [before, letter] of ['p', 'a', 'e', 'p', 'p'].entries()) {
    await page.keyboard.press(letter);
    await presenceGrid(page).getByRole('button', { pressed: true }).nth(before).waitFor();
  }
  await creneauPanel(page)
    .getByRole('status')
    .filter({ hasText: /3 présent/ })
    .waitFor();
  await camera.shoot(page, 'agenda-presence-notee');
  await showCreneaux(page, 'Absents à rappeler');
  const absents = page.getByRole('list', { name: 'Absents à rappeler' });
  await absents.getByRole('listitem').nth(1).waitFor();
  await camera.shoot(page, 'agenda-absents');
  await absents
    .getByRole('button', { name: /^Appeler/ })
    .first()
    .press('Enter');
  await sheetOf(page).getByRole('region', { name: 'Appel', exact: true }).waitFor();
  await camera.shoot(page, 'agenda-absent-appel');
  await page.keyboard.press('Escape');
  await sheetOf(page).getByRole('region', { name: 'Appel', exact: true }).waitFor({ state: 'detached' });
};

/** Her meetings on her sheet, and another one given to her. */
const giveOne = async ({ camera }: Tour, page: Page): Promise<void> => {
  await openAgenda(page);
  await openCreneau(page, 'À venir', reunionPleine);
  await inscritsList(page)
    .getByRole('button', { name: /^Autres actions/ })
    .first()
    .press('Enter');
  await page.getByRole('menuitem', { name: 'Ouvrir la fiche' }).press('Enter');
  const meetings = sheetOf(page).getByRole('region', { name: 'Rendez-vous' });
  await meetings.scrollIntoViewIfNeeded();
  await camera.shoot(page, 'fiche-rendez-vous');
  await page.keyboard.press('h');
  const choice = agendaWindow(page, 'Donner un créneau');
  await choice.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await camera.shoot(page, 'donner-un-creneau');
  await page.keyboard.press('Escape');
  await choice.waitFor({ state: 'detached' });
};

/** The week of créneaux, from their making to who came; then a family that chooses one online. */
export const visitAgenda = async (tour: Tour, poste: Poste): Promise<void> => {
  const page = poste.page();
  await visitWeek(tour, poste, page);
  await makeSome(tour, page);
  await visitMeeting(tour, page);
  await takeAway(tour, poste, page);
  await subscribe(tour, page);
  await takePresence(tour, page);
  await giveOne(tour, page);
  await openSynchronisation(page);
  await sendAll(page);
  await leaveSynchronisation(page);
  await bookOnline(tour, page, atelier);
};
