import type { Page } from '@playwright/test';
import {
  agendaWindow,
  creneauPanel,
  inscritsList,
  jourTape,
  makeCreneau,
  openAgenda,
  openCreneau,
  presenceGrid,
  reunionPassee,
  showCreneaux,
  waitingList,
} from '../../tools/tour/agenda.ts';
import type { DemoServer } from '../../tools/tour/demo-server.ts';
import { demoFormation, formAddress } from '../../tools/tour/demo-server.ts';
import { unlock } from '../../tools/tour/first-run.ts';
import { type AskedForm, deskSize, fillByKeyboard, phoneSize, sendByKeyboard } from '../../tools/tour/intake.ts';
import { awaitMail } from '../../tools/tour/mails.ts';
import { expect, test } from '../support/demo-server.ts';
import { karim, lea, openSynchro, statusBar, synchronise } from '../support/desk.ts';

const titre = 'Visite des ateliers';
/** Of the list of Villeurbanne, and alone of that name. */
const quelquUn = 'TALARUE';
const villeurbanne = 'CFA des Trois Fourneaux – Villeurbanne';

const famille = (prenom: string, nom: string, creneau: RegExp): AskedForm & { creneau: RegExp } => ({
  mode: 'creneau',
  creneau,
  prenom,
  nom,
  courriel: `${nom}@example.org`.toLowerCase(),
  telephone: `06 39 98 73 ${String(10 + nom.length)}`,
  motifs: ['Places disponibles'],
});

/** The form, once the server has told the intake of this créneau. */
const openForm = async (visitor: Page, { accueilUrl }: DemoServer, creneau: RegExp): Promise<void> => {
  await expect(async () => {
    await visitor.goto(formAddress(accueilUrl, demoFormation, 'PARCOURSUP'));
    await expect(visitor.locator('#creneaux label', { hasText: creneau })).toBeAttached({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
};

const book = async (visitor: Page, demo: DemoServer, form: AskedForm & { creneau: RegExp }): Promise<void> => {
  await openForm(visitor, demo, form.creneau);
  await fillByKeyboard(visitor, form);
  await sendByKeyboard(visitor);
};

/** From a mail, by its link: the page of the réservation. */
const followLink = async (visitor: Page, html: string | undefined, bouton: RegExp): Promise<void> => {
  await visitor.setContent(html ?? '');
  await visitor.getByRole('link', { name: bouton }).press('Enter');
  await expect(visitor.getByText('Où il en est')).toBeVisible();
};

/** What a form leaves is taken in turn, then told to the postes: a slow machine is given as long as for a mail. */
const patience = { timeout: 40_000 };

const waitUntilOffline = async (page: Page): Promise<void> => {
  await openSynchro(page);
  await page.getByRole('button', { name: 'Synchroniser', exact: true }).click();
  await expect(statusBar(page)).toContainText('Hors ligne', patience);
};

/** Who is noted how, in the order of the sheet. */
const presenceOf = (page: Page): Promise<{ etat: string; nom: string }[]> =>
  presenceGrid(page)
    .locator('button[aria-pressed="true"]')
    .evaluateAll((all) =>
      all.map((one) => {
        const [etat = '', nom = ''] = (one.getAttribute('aria-label') ?? '').split(' : ');
        return { etat, nom };
      }),
    );

test('a collective meeting is offered on the poste, fills up from Chromium, its waiting list moves when someone cancels by her link, the presence is taken offline and reaches another poste', async ({
  demo,
  poste,
  visit,
}) => {
  test.setTimeout(300_000);
  const { page } = await poste('Accueil-1', lea);
  const reunion = new RegExp(titre);
  const jeanne = famille('Jeanne', 'Arbogast', reunion);
  const medhi = famille('Medhi', 'Boukhelifa', reunion);
  const solene = famille('Solène', 'Carradec', reunion);

  await test.step('offered from the keyboard', async () => {
    await openAgenda(page);
    await makeCreneau(page, {
      genre: 'Réunion d’information',
      jour: jourTape(1),
      debut: '18:00',
      fin: '19:30',
      places: 2,
      titre,
      etablissement: villeurbanne,
    });
    await openCreneau(page, 'À venir', titre);
    await expect(creneauPanel(page)).toContainText('Personne n’est encore inscrit');
  });
  await test.step('fills up, and one waits', async () => {
    await synchronise(page);
    await openAgenda(page);
    await openCreneau(page, 'À venir', titre);
    await book(await visit(phoneSize), demo, jeanne);
    await awaitMail(demo.mails, jeanne.courriel, /est confirmée$/);
    await book(await visit(deskSize), demo, medhi);
    await awaitMail(demo.mails, medhi.courriel, /est confirmée$/);
    await book(await visit(phoneSize), demo, solene);
    await expect(waitingList(page).getByRole('listitem')).toContainText(
      [/Carradec Solène.*Liste d’attente/i],
      patience,
    );
    await expect(inscritsList(page).getByRole('listitem')).toHaveCount(2);
  });
  await test.step('somebody cancels: the first who waits is offered her place, and takes it', async () => {
    const reader = await visit(phoneSize);
    const { mail } = await awaitMail(demo.mails, jeanne.courriel, /est confirmée$/);
    await followLink(reader, mail.html, /J’annule ou je choisis/);
    await reader.locator('summary', { hasText: 'J’annule' }).press('Enter');
    await reader.getByRole('button', { name: 'Oui, j’annule' }).press('Enter');
    await expect(reader.getByRole('status')).toContainText('vous ne venez pas');
    const offre = await awaitMail(demo.mails, solene.courriel, /^Une place est libre/);
    await expect(
      inscritsList(page)
        .getByRole('listitem')
        .filter({ hasText: /Carradec/i }),
    ).toContainText('Place gardée', patience);
    await followLink(reader, offre.mail.html, /Je confirme/);
    await reader.getByRole('button', { name: 'Je viens' }).press('Enter');
    await expect(reader.getByRole('status')).toContainText('vous venez');
    await awaitMail(demo.mails, solene.courriel, /est confirmée$/);
    await expect(
      inscritsList(page)
        .getByRole('listitem')
        .filter({ hasText: /Carradec/i }),
    ).toContainText('Confirmé', patience);
    await expect(waitingList(page)).toHaveCount(0);
  });

  await test.step('the presence of the meeting of the day before is taken offline and reaches another poste', async () => {
    const { page: other } = await poste('Accueil-2', karim);
    await demo.stop();
    await waitUntilOffline(page);
    await openAgenda(page);
    await openCreneau(page, 'Présence à noter', reunionPassee);
    await presenceGrid(page).getByRole('gridcell').getByRole('button').first().focus();
    for (const letter of ['p', 'a', 'e', 'p', 'p']) await page.keyboard.press(letter);
    await expect(creneauPanel(page).getByRole('status').filter({ hasText: 'présent' })).toContainText('3 présent·es');
    await expect(presenceGrid(page).getByRole('button', { pressed: true })).toHaveCount(5);
    const noted = await presenceOf(page);
    expect(noted.map(({ etat }) => etat)).toEqual(['Présent·e', 'Absent·e', 'Excusé·e', 'Présent·e', 'Présent·e']);
    await demo.restart();
    await synchronise(page);
    await synchronise(other);
    await openAgenda(other);
    await openCreneau(other, 'Passés', reunionPassee);
    await expect(presenceGrid(other).getByRole('button', { pressed: true })).toHaveCount(5);
    expect(await presenceOf(other)).toEqual(noted);
    await showCreneaux(other, 'Absents à rappeler');
    await expect(other.getByRole('list', { name: 'Absents à rappeler' }).getByRole('listitem')).toHaveCount(2);
  });
});

test('a place given offline is à confirmer, and becomes the waiting list when a family took the last one meanwhile', async ({
  demo,
  poste,
  visit,
  launch,
}, testInfo) => {
  test.setTimeout(240_000);
  const userDataFolder = testInfo.outputPath('profil');
  const first = await poste('Accueil-1', karim, { userDataFolder });
  const { page } = first;
  const petit = 'Atelier pâtisserie';
  const ines = famille('Inès', 'Delcassagne', new RegExp(petit));
  await openAgenda(page);
  await makeCreneau(page, {
    genre: 'Réunion d’information',
    jour: jourTape(1),
    debut: '18:00',
    fin: '19:00',
    places: 1,
    titre: petit,
    etablissement: villeurbanne,
  });
  await synchronise(page);
  const visitor = await visit(phoneSize);
  await openForm(visitor, demo, ines.creneau);

  await demo.stop();
  await waitUntilOffline(page);
  await openAgenda(page);
  await openCreneau(page, 'À venir', petit);
  await creneauPanel(page).getByRole('button', { name: 'Ajouter quelqu’un' }).press('Enter');
  const adding = agendaWindow(page, 'Ajouter quelqu’un');
  await expect(adding.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(quelquUn);
  await expect(adding.getByRole('option').first()).toContainText(quelquUn);
  await page.keyboard.press('Enter');
  await expect(adding.getByRole('status')).toContainText('Ajouté·e');
  await page.keyboard.press('Escape');
  await expect(inscritsList(page).getByRole('listitem').filter({ hasText: quelquUn })).toContainText('À confirmer');
  await expect(inscritsList(page).getByRole('listitem')).toContainText('en attente d’envoi');
  await first.close();

  // The intake goes on without the server, whose first work is what was left there.
  await fillByKeyboard(visitor, ines);
  await sendByKeyboard(visitor);
  await demo.restart();
  await awaitMail(demo.mails, ines.courriel, /est confirmée$/);

  const { page: again } = await launch({ userDataFolder, options: [`serveur=${demo.url}`] });
  await unlock(again, karim);
  await synchronise(again);
  await openAgenda(again);
  await openCreneau(again, 'À venir', petit);
  await expect(inscritsList(again).getByRole('listitem')).toContainText([/Delcassagne/i]);
  await expect(waitingList(again).getByRole('listitem')).toContainText([/TALARUE.*Liste d’attente.*1er sur/s]);
});
