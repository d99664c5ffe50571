import type { ElectronApplication, Locator, Page } from 'playwright';
import type { Tour } from './context.ts';
import { focusList, hasKeys, search, selectedRow, sheetOf, tickFromTop } from './desk.ts';
import { shootSmall, toScreen } from './part-journee.ts';
import type { Poste } from './poste.ts';

/** Who is away, and whose people somebody takes over (sync-api/cli/demo-parcours.ts). */
const absente = 'Sarah D.';
const maelys = 'TARDIVEL Maëlys';
const vue = 'Sans entreprise';
const collegue = 'Karim B.';
const chosen = 12;

const filtres = (page: Page): Locator => page.getByRole('toolbar', { name: 'Filtres' });
const dialog = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });
const gestes = (page: Page): Locator => page.getByRole('region', { name: 'Gestes groupés' });
const effet = (page: Page): Locator => page.getByRole('status', { name: 'Ce qui va se passer' });

const toCandidats = async (page: Page): Promise<void> => {
  await toScreen(page, 'Candidats');
  await page.getByRole('heading', { name: 'Candidats', level: 1 }).waitFor();
};

const visitTeam = async ({ camera }: Tour, page: Page): Promise<void> => {
  await toScreen(page, 'Équipe');
  const ligne = page.getByRole('listitem', { name: absente });
  await ligne.getByText(/candidats suivis/).waitFor();
  await camera.shoot(page, 'equipe');
  await ligne.focus();
  await page.keyboard.press('f');
  await effet(page)
    .filter({ hasText: `repris à ${absente}` })
    .waitFor();
  await camera.shoot(page, 'equipe-releve');
  await page.keyboard.press('Escape');
  await effet(page).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /candidats? à départager$/ }).press('Enter');
  await page.getByRole('heading', { name: 'Candidats', level: 1 }).waitFor();
  await focusList(page);
  await page.keyboard.press('Home');
  const region = sheetOf(page).getByRole('region', { name: /^À départager : / });
  await region.first().waitFor();
  await camera.shoot(page, 'departager');
  await filtres(page).getByRole('button', { name: 'Effacer les filtres' }).press('Enter');
};

const visitMenus = async (tour: Tour, app: ElectronApplication, page: Page): Promise<void> => {
  const { camera } = tour;
  await filtres(page).getByRole('button', { name: /^Vues/ }).press('Enter');
  const enregistree = dialog(page, 'Vues').getByRole('button', { name: vue, exact: true });
  await enregistree.waitFor();
  await camera.shoot(page, 'candidats-vues');
  await enregistree.press('Enter');
  await filtres(page)
    .getByRole('button', { name: `Vues : ${vue}` })
    .waitFor();
  await filtres(page)
    .getByRole('button', { name: /^Colonnes/ })
    .press('Enter');
  await dialog(page, 'Colonnes').getByRole('checkbox', { name: 'Nouveauté' }).waitFor();
  await camera.shoot(page, 'candidats-colonnes');
  await page.keyboard.press('Escape');
  await dialog(page, 'Colonnes').waitFor({ state: 'detached' });
  await shootSmall(tour, app, page, 'candidats-fiche');
  await filtres(page).getByRole('button', { name: 'Effacer les filtres' }).press('Enter');
};

/** A dozen people at once, what happens said first; taken back. */
const visitLots = async ({ camera }: Tour, page: Page): Promise<void> => {
  await tickFromTop(page, chosen);
  await page.keyboard.press('f');
  const names = page.getByRole('listbox', { name: 'Confier à' });
  await hasKeys(page, names);
  await names.getByRole('option', { name: collegue }).waitFor();
  // One letter is his alone: more must come quickly to be one word.
  await page.keyboard.press('k');
  await effet(page)
    .filter({ hasText: `à ${collegue}` })
    .waitFor();
  await camera.shoot(page, 'lot-affecter');
  await page.keyboard.press('Enter');
  await gestes(page)
    .filter({ hasText: `à ${collegue}` })
    .getByRole('button', { name: 'Annuler' })
    .waitFor();
  await camera.shoot(page, 'lot-barre');
  await gestes(page).getByRole('button', { name: 'Annuler' }).press('Enter');
  await gestes(page).filter({ hasText: 'comme avant' }).waitFor();
  await page.getByRole('button', { name: 'Prochaine action de la sélection' }).press('Enter');
  const window = dialog(page, 'Prochaine action');
  await window.getByRole('button', { name: 'Relancer' }).press('Enter');
  await window.getByRole('button', { name: 'Dans 3 jours ouvrés' }).press('Enter');
  await effet(page).filter({ hasText: 'à relancer' }).waitFor();
  await camera.shoot(page, 'lot-prochaine-action');
  await page.keyboard.press('Escape');
  await window.waitFor({ state: 'detached' });
};

const ecrire = (page: Page): Locator => dialog(page, /^Écrire (à la famille|aux familles)/);

const closeEcrire = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  await ecrire(page).waitFor({ state: 'detached' });
};

/** To the people that are ticked, then to one family. */
const visitMessages = async ({ camera }: Tour, page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Écrire aux familles de la sélection' }).press('Enter');
  await ecrire(page)
    .getByText(/\d+ personnes, \d+ adresses/)
    .waitFor();
  await camera.shoot(page, 'message-groupe');
  await closeEcrire(page);
  await focusList(page);
  await page.keyboard.press('Escape');
  await search(page, maelys);
  await selectedRow(page).filter({ hasText: maelys }).waitFor();
  await focusList(page);
  await page.keyboard.press('s');
  await ecrire(page).getByLabel('Modèle').selectOption({ label: 'Visite des cuisines' });
  await ecrire(page)
    .getByText(/Maëlys a demandé la formation/)
    .waitFor();
  await camera.shoot(page, 'message-courriel');
  await ecrire(page).getByText('SMS', { exact: true }).click();
  await ecrire(page).getByLabel('Modèle').selectOption({ label: 'Pièce manquante' });
  await ecrire(page)
    .getByText(/caractères, \d SMS/)
    .waitFor();
  await camera.shoot(page, 'message-sms');
  await closeEcrire(page);
  await search(page, '');
  await page.keyboard.press('Escape');
};

const visitShared = async ({ camera }: Tour, page: Page): Promise<void> => {
  const open = async (button: string): Promise<void> => {
    await page.getByRole('button', { name: 'Réglages de ce poste' }).press('Enter');
    await page.getByRole('button', { name: button }).press('Enter');
  };
  await open('Modèles de messages');
  const modeles = dialog(page, 'Modèles de messages');
  await modeles.getByRole('region', { name: 'Du CFA' }).getByText('Visite des cuisines').waitFor();
  await camera.shoot(page, 'modeles');
  await page.keyboard.press('Escape');
  await modeles.waitFor({ state: 'detached' });
  await open('Noms des issues');
  const libelles = dialog(page, 'Noms des issues');
  await libelles.waitFor();
  await camera.shoot(page, 'libelles');
  await page.keyboard.press('Escape');
  await libelles.waitFor({ state: 'detached' });
};

/** Who has whom, a list as one likes it, a dozen people at once, a word to families. */
export const visitEquipe = async (tour: Tour, poste: Poste): Promise<void> => {
  const page = poste.page();
  const { app } = poste.launched();
  await visitTeam(tour, page);
  await toCandidats(page);
  await visitMenus(tour, app, page);
  await visitLots(tour, page);
  await visitMessages(tour, page);
  await visitShared(tour, page);
};
