import type { Locator, Page } from 'playwright';
import { heureCivile } from '../../shared/domain/fuseau.ts';
import { ajouterJoursOuvres } from '../../shared/domain/jours-ouvres.ts';
import { goDown } from './go-down.ts';

// The screen Agenda as a person uses it, by keyboard.

/** Where the demo CFA is. */
export const fuseauDuCfa = 'Europe/Paris';
/** The meeting of the demo that is nearly full, and the one whose presence is to be noted. */
export const reunionPleine = 'Découvrir les métiers de bouche';
export const reunionPassee = 'Entrer en apprentissage : mode d’emploi';

export type Vue = 'Semaine' | 'À venir' | 'Passés' | 'Présence à noter' | 'Absents à rappeler';

export const weekOf = (page: Page): Locator => page.getByRole('group', { name: /^Semaine du/ });
export const creneauList = (page: Page): Locator => page.getByRole('listbox', { name: /^Créneaux : / });
/** The créneau that is open beside the week or the list. */
export const creneauPanel = (page: Page): Locator => page.getByRole('complementary', { name: /^Créneau : / });
export const agendaWindow = (page: Page, titre: string): Locator => page.getByRole('dialog', { name: titre });
export const presenceGrid = (page: Page): Locator => page.getByRole('grid', { name: 'Feuille de présence' });
export const waitingList = (page: Page): Locator =>
  creneauPanel(page).getByRole('list', { name: 'Liste d’attente, dans l’ordre' });
export const inscritsList = (page: Page): Locator =>
  creneauPanel(page).getByRole('list', { name: 'Personnes inscrites' });

export const openAgenda = async (page: Page): Promise<void> => {
  await page
    .getByRole('navigation', { name: 'Écrans' })
    .getByRole('button', { name: /^Agenda/ })
    .press('Enter');
  await page.getByRole('heading', { name: 'Agenda', level: 1 }).waitFor();
};

export const showCreneaux = async (page: Page, vue: Vue): Promise<void> => {
  const chip = page
    .getByRole('toolbar', { name: 'Créneaux montrés' })
    .getByRole('button', { name: new RegExp(`^${vue}`) });
  // Pressed already, it lets Entrée go on to the créneau.
  if ((await chip.getAttribute('aria-pressed')) !== 'true') await chip.press('Enter');
  if (vue === 'Semaine') await weekOf(page).waitFor();
  else if (vue !== 'Absents à rappeler')
    await page
      .getByRole('listbox', { name: `Créneaux : ${vue}` })
      .or(page.getByText('Aucun'))
      .first()
      .waitFor();
};

/** Goes down a list from its top to a créneau and opens it. */
export const openCreneau = async (page: Page, vue: Exclude<Vue, 'Semaine' | 'Absents à rappeler'>, nom: string) => {
  await showCreneaux(page, vue);
  const list = creneauList(page);
  await list.getByRole('option').first().waitFor();
  await list.focus();
  await page.keyboard.press('Home');
  await goDown(page, list, nom, `the agenda lists ${nom}`);
  await page.keyboard.press('Enter');
  await creneauPanel(page).getByRole('heading', { name: nom, level: 2 }).waitFor();
};

/** DD/MM/YYYY: so many working days from today at the CFA. */
export const jourTape = (nombre: number, now = new Date()): string => {
  const jour = ajouterJoursOuvres(heureCivile(now.toISOString(), fuseauDuCfa).jour, nombre);
  return jour.split('-').reverse().join('/');
};

export interface NouveauCreneau {
  genre: 'Entretien' | 'Réunion d’information' | 'Portes ouvertes';
  /** DD/MM/YYYY */
  jour: string;
  /** HH:MM */
  debut: string;
  fin: string;
  places: number;
  titre: string;
  etablissement?: string;
}

/** Fills the window of a new créneau, which is open, down to its button, which it does not press. */
export const fillCreneau = async (page: Page, creneau: NouveauCreneau): Promise<void> => {
  const window = agendaWindow(page, 'Nouveau créneau');
  await window.waitFor();
  const { genre, jour, debut, fin, places, titre, etablissement } = creneau;
  if (etablissement !== undefined) await window.getByLabel('Établissement').selectOption({ label: etablissement });
  await window.getByRole('radio', { name: genre }).press('Space');
  const type = async (label: string, text: string): Promise<void> => {
    await window.getByLabel(label, { exact: true }).press('Control+a');
    await page.keyboard.type(text);
  };
  await type('Jour', jour);
  await page.keyboard.press('Tab');
  await window.getByLabel(/^Début/).fill(debut);
  await window.getByLabel(/^Fin/).fill(fin);
  await type('Places', String(places));
  await type('Titre (facultatif)', titre);
};

/** Makes a créneau from its key to the bar that takes it back. */
export const makeCreneau = async (page: Page, creneau: NouveauCreneau): Promise<void> => {
  await page.keyboard.press('n');
  await fillCreneau(page, creneau);
  await page.keyboard.press('Control+Enter');
  await agendaWindow(page, 'Nouveau créneau').waitFor({ state: 'detached' });
  await page.getByRole('main').getByRole('status').filter({ hasText: 'Créneau posé' }).waitFor();
};
