import type { Page, TestInfo } from '@playwright/test';
import { issueTextes } from '../../renderer/textes/appel.ts';
import { unlock } from '../../tools/tour/first-run.ts';
import { expect, test } from '../support/app-test.ts';
import { look } from '../support/axe.ts';
import { fil, karim, lea, openCandidat, rows, searchField, sheet, synchronise, undoBar } from '../support/desk.ts';
import { holdsKeys } from '../support/holds-keys.ts';

const nom = 'TARDIVEL Maëlys';
const said = (code: keyof typeof issueTextes): string => `: ${issueTextes[code].toLowerCase()}`;

const toScreen = async (page: Page, name: string): Promise<void> => {
  // Pressed without taking the focus: a key of the screen would otherwise go to the button.
  await page.getByRole('navigation', { name: 'Écrans' }).getByRole('button', { name }).dispatchEvent('click');
  await expect(page.getByRole('heading', { name, level: 1, exact: true })).toBeVisible();
};

const shoot = async (page: Page, testInfo: TestInfo, name: string): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`)).toBeAttached();
    await page.screenshot({ path: testInfo.outputPath(`${name}-${colorScheme}.png`) });
  }
};

const affecter = (page: Page) => page.getByRole('dialog', { name: 'Affecter' });

/** Assigns the person of the sheet by her key, and says by whom it may be held. */
const assign = async (page: Page, qui: string): Promise<void> => {
  await page.getByRole('grid', { name: 'Candidats' }).focus();
  await page.keyboard.press('f');
  const choix = affecter(page).getByRole('option', { name: new RegExp(qui) });
  await choix.click();
  await expect(choix).toHaveAttribute('aria-selected', 'true');
  await holdsKeys(affecter(page));
  await page.keyboard.press('Enter');
  await expect(affecter(page)).toBeHidden();
};

const logIssue = async (page: Page, digit: string, code: keyof typeof issueTextes): Promise<void> => {
  await page.getByRole('grid', { name: 'Candidats' }).focus();
  for (const key of ['a', '1', digit, 'Enter']) await page.keyboard.press(key);
  // By its words: the bar already names her, for she was just assigned.
  await expect(undoBar(page).filter({ hasText: nom })).toContainText(issueTextes[code], { ignoreCase: true });
};

const departage = (page: Page, titre: string) => sheet(page).getByRole('region', { name: `À départager : ${titre}` });
const quoi = 'Ce qu’il ressort de l’appel';
const aQui = 'Confié à';

test('two colleagues log and assign the same family offline: both events stay, one click settles, three postes end the same', async ({
  cfa,
  start,
  poste,
}, testInfo) => {
  test.setTimeout(420_000);
  const profiles = [testInfo.outputPath('accueil-2'), testInfo.outputPath('atelier')] as const;
  const first = await poste('Accueil-1', lea);
  const second = await poste('Accueil-2', karim, { userDataFolder: profiles[0] });
  const third = await poste('Atelier', lea, { userDataFolder: profiles[1] });

  await test.step('who is calling is seen on another poste, and gets in nobody’s way', async () => {
    for (const { page } of [first, second]) {
      await openCandidat(page, nom);
      await page.getByRole('grid', { name: 'Candidats' }).focus();
      await page.keyboard.press('a');
    }
    // Whoever was not heard of at once is at the next word, twenty seconds later.
    await expect(sheet(second.page).getByText(`en cours d’appel par ${lea.nom} (poste Accueil-1)`)).toBeVisible({
      timeout: 45_000,
    });
    for (const { page } of [first, second]) {
      await page.keyboard.press('Escape');
      await expect(sheet(page).getByRole('button', { name: /^Appeler/ })).toBeVisible();
    }
  });

  await cfa.stop();
  for (const { page, qui, digit, code } of [
    { page: second.page, qui: karim.nom, digit: '1', code: 'RDV_FIXE' },
    { page: third.page, qui: lea.nom, digit: '3', code: 'CHERCHE_ENTREPRISE' },
  ] as const) {
    await openCandidat(page, nom);
    await assign(page, qui);
    await logIssue(page, digit, code);
  }
  // Both lids are closed while the third works with the server.
  for (const { app } of [second, third]) await app.close();
  await cfa.start();
  await openCandidat(first.page, nom);
  await writeNote(first.page, 'La mère rappelle ce soir.');
  await synchronise(first.page);

  const back = await start({ userDataFolder: profiles[0] });
  await unlock(back.page, karim);
  const again = await start({ userDataFolder: profiles[1] });
  await unlock(again.page, lea);
  const pages = [first.page, back.page, again.page];
  for (const page of [back.page, again.page, first.page, back.page]) await synchronise(page);

  for (const page of pages) {
    await openCandidat(page, nom);
    await expect(departage(page, quoi)).toContainText(issueTextes.RDV_FIXE);
    await expect(departage(page, quoi)).toContainText(issueTextes.CHERCHE_ENTREPRISE);
    await expect(departage(page, aQui)).toContainText(karim.nom);
    await expect(departage(page, aQui)).toContainText(lea.nom);
    await expect(fil(page).filter({ hasText: said('RDV_FIXE') })).toContainText(karim.nom);
    await expect(fil(page).filter({ hasText: said('CHERCHE_ENTREPRISE') })).toContainText(lea.nom);
    await expect(fil(page).filter({ hasText: 'La mère rappelle ce soir.' })).toHaveCount(1);
  }
  await first.page.screenshot({ path: testInfo.outputPath('a-departager.png') });
  await toScreen(first.page, 'Équipe');
  const posteSaid = (nomDuPoste: string) =>
    first.page.getByRole('region', { name: 'Postes' }).getByRole('listitem').filter({ hasText: nomDuPoste });
  await expect(posteSaid('Accueil-1')).toContainText('ici · dernier échange');
  for (const other of ['Accueil-2', 'Atelier'])
    await expect(posteSaid(other)).toContainText(/vu (aujourd’hui|hier) vers \d+\sh$/);
  await look(first.page, 'équipe, trois postes');
  await shoot(first.page, testInfo, 'equipe-postes');
  await first.page.getByRole('button', { name: '1 candidat à départager' }).click();
  await expect(rows(first.page)).toHaveCount(1);

  await openCandidat(first.page, nom);
  // One of them by the mouse, the other by the keyboard.
  await departage(first.page, quoi)
    .getByRole('button', { name: `Garder : ${issueTextes.RDV_FIXE}` })
    .click();
  await expect(departage(first.page, quoi)).toHaveCount(0);
  await departage(first.page, aQui)
    .getByRole('button', { name: `Garder : ${karim.nom}` })
    .press('Enter');
  await expect(departage(first.page, aQui)).toHaveCount(0);
  await first.page.getByRole('button', { name: 'Effacer les filtres' }).first().click();
  for (const page of pages) await synchronise(page);
  for (const page of pages) {
    await openCandidat(page, nom);
    await expect(sheet(page).getByRole('region', { name: /^À départager/ })).toHaveCount(0);
    await expect(sheet(page).getByText(issueTextes.RDV_FIXE, { exact: true }).first()).toBeVisible();
    await toScreen(page, 'Équipe');
    await expect(page.getByRole('listitem', { name: karim.nom })).toContainText('1 candidat suivi');
    await expect(page.getByRole('listitem', { name: lea.nom })).toContainText('Aucun candidat suivi');
    await toScreen(page, 'Candidats');
  }
});

const writeNote = async (page: Page, texte: string): Promise<void> => {
  await page.getByRole('grid', { name: 'Candidats' }).focus();
  await page.keyboard.press('n');
  const field = sheet(page).getByRole('textbox', { name: 'Note', exact: true });
  await expect(field).toBeFocused();
  await field.fill(texte);
  await page.keyboard.press('Control+Enter');
  await expect(fil(page).filter({ hasText: texte })).toHaveCount(1);
};

test('an absent colleague’s people are handed over in one action, said first, and whoever nobody holds is shared out', async ({
  poste,
}, testInfo) => {
  test.setTimeout(240_000);
  const { app, page } = await poste('Accueil-1', lea);
  const shot = (name: string): Promise<void> => shoot(page, testInfo, name);
  const ligne = (qui: string) => page.getByRole('listitem', { name: qui });

  // « Répartir »: nobody holds anybody yet.
  await toScreen(page, 'Équipe');
  await expect(ligne('Sans personne')).toContainText(/candidats sans personne/);
  await look(page, 'équipe');
  await shot('equipe-vide');
  await page.keyboard.press('End');
  await expect(ligne('Sans personne')).toBeFocused();
  await page.keyboard.press('f');
  const repartir = page.getByRole('dialog', { name: 'Répartir' });
  await expect(repartir.getByText(/, d(e |’).* à /)).toHaveCount(2);
  await holdsKeys(repartir);
  await look(page, 'répartir');
  await shot('repartir');
  await page.keyboard.press('Control+Enter');
  await expect(repartir).toBeHidden();
  await expect(ligne('Sans personne')).toContainText('Chaque candidat est suivi par quelqu’un.', { timeout: 60_000 });
  await expect(ligne(karim.nom)).toContainText(/candidats suivis/);
  await shot('equipe');
  const heldBy = async (qui: string): Promise<number> =>
    Number(/(\d[\d\s\u202f]*) candidats suivis/.exec(await ligne(qui).innerText())?.[1]?.replace(/\D/g, '') ?? '0');
  const [a, b] = [await heldBy(lea.nom), await heldBy(karim.nom)];
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1);

  await page.keyboard.press('Home');
  await expect(ligne(karim.nom)).toBeFocused();
  await page.keyboard.press('f');
  const relais = affecter(page);
  await expect(relais.getByRole('status', { name: 'Ce qui va se passer' })).toContainText(`repris à ${karim.nom}`);
  await look(page, 'prendre la relève');
  await shot('releve');
  await holdsKeys(relais);
  await page.keyboard.press('Enter');
  await expect(relais).toBeHidden();
  await expect(ligne(karim.nom)).toContainText('Aucun candidat suivi', { timeout: 60_000 });
  await expect.poll(() => heldBy(lea.nom)).toBe(a + b);
  await look(page, 'équipe, après');

  // The count is the list.
  await page.keyboard.press('ArrowDown');
  await expect(ligne(lea.nom)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Candidats', level: 1, exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Liste des candidats' }).locator('h1 + p')).toContainText(
    String(a + b),
  );
  await expect(searchField(page)).toBeVisible();

  // At 200 % nothing is cut nor laid over something else.
  await toScreen(page, 'Équipe');
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setContentSize(1024, 700);
    window?.webContents.setZoomFactor(2);
  });
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThanOrEqual(520);
  await expect(ligne('Sans personne')).toBeAttached();
  await page.screenshot({ path: testInfo.outputPath('equipe-200.png') });
  const isWide = () =>
    page.evaluate(() => {
      const main = document.querySelector('main');
      return main !== null && main.scrollWidth > main.clientWidth;
    });
  await expect.poll(isWide).toBe(false);
});
