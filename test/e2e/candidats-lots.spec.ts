import type { Page } from '@playwright/test';
import { z } from 'zod';
import { contract } from '../../shared/contract/ipc/index.ts';
import { ask } from '../../tools/tour/bridge.ts';
import { expect, test } from '../support/app-test.ts';
import { look } from '../support/axe.ts';
import { fil, karim, lea, listCount, openCandidat, rows, sheet, undoBar } from '../support/desk.ts';

const filtres = (page: Page) => page.getByRole('toolbar', { name: 'Filtres' });
const gestes = (page: Page) => page.getByRole('region', { name: 'Gestes groupés' });
const effet = (page: Page) => page.getByRole('status', { name: 'Ce qui va se passer' });
const chosen = (page: Page) => page.getByRole('toolbar', { name: 'Sélection et sorties' }).getByRole('status');

const toCandidats = async (page: Page): Promise<void> => {
  await page.getByRole('navigation', { name: 'Écrans' }).getByRole('button', { name: 'Candidats' }).click();
  await expect(page.getByRole('heading', { name: 'Candidats', level: 1 })).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
};

/** From the first row on, without the pointer. */
const tick = async (page: Page, count: number): Promise<void> => {
  await page.getByRole('grid', { name: 'Candidats' }).focus();
  await page.keyboard.press('Home');
  await expect(rows(page).first()).toHaveAttribute('aria-selected', 'true');
  for (let two = 2; two <= count; two += 1) {
    await page.keyboard.press('Shift+ArrowDown');
    await expect(chosen(page)).toHaveText(`${two} sélectionnés`);
  }
};

const only = async (page: Page, titre: string, option: string | RegExp): Promise<void> => {
  await filtres(page).getByRole('button', { name: titre, exact: true }).click();
  await page.getByRole('dialog', { name: titre }).getByRole('checkbox', { name: option }).press('Space');
  await page.keyboard.press('Escape');
};

/** The head of the list as the file has it, as the page asks for it. */
const aAppelerParNom = async (page: Page, limite: number): Promise<string[]> => {
  const question = {
    tri: 'nom',
    sens: 'croissant',
    filtres: { situation: ['A_APPELER'] },
    recherche: '',
    apres: null,
    limite,
  };
  const answer = z.object({ ok: z.literal(true), value: contract['candidats:liste'].response });
  const { lignes } = answer.parse(await ask(page, 'candidats:liste', question)).value;
  return lignes.map(({ nom, prenom }) => `${nom} ${prenom}`);
};

test('twelve people chosen by keyboard pass to a colleague: said before, done at once, taken back in one press', async ({
  poste,
}) => {
  test.setTimeout(240_000);
  const { page } = await poste('Accueil-1', lea);
  await toCandidats(page);
  await tick(page, 12);
  await page.keyboard.press('f');
  const dialog = page.getByRole('dialog', { name: 'Affecter' });
  await expect(dialog.getByRole('option').first()).toHaveText(`Moi (${lea.nom})`);
  await expect(effet(page)).toHaveText(`12 candidats passent à ${lea.nom} : 12 sans personne.`);
  await expect(dialog.getByRole('listbox')).toBeFocused();
  await page.keyboard.type('kar');
  await expect(dialog.getByRole('option', { selected: true })).toHaveText(karim.nom);
  await expect(effet(page)).toHaveText(`12 candidats passent à ${karim.nom} : 12 sans personne.`);
  await look(page, 'affecter une sélection');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(gestes(page)).toContainText(`12 confiés à ${karim.nom}`);
  await expect(sheet(page).getByText(`Confié à ${karim.nom}`).first()).toBeVisible();
  await look(page, 'geste groupé fini');

  // Those who are held already are said to be taken over, and who they are taken from.
  await page.keyboard.press('f');
  await expect(effet(page)).toHaveText(`12 candidats passent à ${lea.nom} : 12 repris à ${karim.nom}`);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await only(page, 'Qui', karim.nom);
  await expect(listCount(page)).toHaveText('12 personnes');
  await gestes(page).getByRole('button', { name: 'Annuler' }).press('Enter');
  await expect(gestes(page)).toContainText('12 remis comme avant');
  await expect(page.getByRole('heading', { name: 'Aucun candidat avec ces filtres' })).toBeVisible();
});

test('the next action of several people is planned in one gesture', async ({ poste }) => {
  test.setTimeout(120_000);
  const { page } = await poste('Accueil-1', lea);
  await toCandidats(page);
  await only(page, 'Situation', /^À appeler/);
  await page.getByRole('columnheader', { name: 'Candidat' }).getByRole('button').click();
  await expect(page.getByRole('columnheader', { name: 'Candidat' })).toHaveAttribute('aria-sort', 'ascending');
  // Those of the order before stand in until they have come.
  const noms = await aAppelerParNom(page, 3);
  for (const [at, nom] of noms.entries())
    await expect(rows(page).nth(at).getByRole('gridcell').nth(1).locator('[title]').first()).toHaveAttribute(
      'title',
      nom,
    );
  await tick(page, 3);
  await page.getByRole('button', { name: 'Prochaine action de la sélection' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prochaine action' });
  const confirm = dialog.getByRole('button', { name: /^Prévoir pour/ });
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('button', { name: 'Relancer' }).press('Enter');
  await dialog.getByRole('button', { name: 'Dans 3 jours ouvrés' }).press('Enter');
  await dialog.getByRole('combobox', { name: 'Par' }).selectOption({ label: karim.nom });
  await expect(effet(page)).toHaveText(new RegExp(`^3 candidats à relancer .+, par ${karim.nom}`));
  await look(page, 'prochaine action d’une sélection');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toHaveCount(0);
  await expect(gestes(page)).toContainText('3 prochaines actions notées.');
  await page.keyboard.press('Escape');
  await filtres(page).getByRole('button', { name: 'Effacer les filtres' }).click();
  for (const nom of noms) {
    await openCandidat(page, nom);
    await expect(rows(page).filter({ hasText: nom })).toContainText('Relancer');
  }
});

test('F then Entrée takes the open person for oneself, and Ctrl+Z gives her back', async ({ poste }) => {
  const { page } = await poste('Accueil-1', lea);
  await toCandidats(page);
  await openCandidat(page, 'TARDIVEL Maëlys');
  // Her sheet has come, not only her name.
  await expect(sheet(page).getByText('Confié à personne', { exact: true })).toBeVisible();
  await page.getByRole('grid', { name: 'Candidats' }).focus();
  await page.keyboard.press('f');
  await page.keyboard.press('Enter');
  await expect(undoBar(page).filter({ hasText: `Confié à ${lea.nom} — TARDIVEL Maëlys` })).toBeVisible();
  await expect(sheet(page).getByText(`Confié à ${lea.nom}`).first()).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(sheet(page).getByText('Confié à personne', { exact: true })).toBeVisible();
});

test('a number is said wrong, right again, and another one is added, each with a way back', async ({ poste }) => {
  const { page } = await poste('Accueil-1', lea);
  await toCandidats(page);
  await openCandidat(page, 'TARDIVEL Maëlys');
  const contacts = sheet(page).getByRole('region', { name: 'Contacts' });
  const first = contacts.getByRole('listitem').first();
  const affiche = ((await first.locator('[data-selectable]').first().textContent()) ?? '').trim();
  expect(affiche).toMatch(/^0\d/);

  await first.getByRole('button', { name: `Ce que vaut le ${affiche}` }).click();
  await look(page, 'état d’un numéro');
  await page.getByRole('menuitem', { name: 'Faux numéro' }).click();
  await expect(first).toContainText('faux numéro');
  await expect(first.getByText(affiche)).toHaveCSS('text-decoration-line', 'line-through');
  await page.keyboard.press('Control+z');
  await expect(first).not.toContainText('faux numéro');

  await contacts.getByRole('button', { name: 'Ajouter un numéro' }).click();
  const field = contacts.getByRole('textbox', { name: 'Numéro à ajouter' });
  await field.fill('06 39 98');
  await field.press('Enter');
  await expect(contacts).toContainText('Ce n’est pas un numéro de téléphone complet.');
  await field.fill(affiche);
  await field.press('Enter');
  await expect(contacts).toContainText('Ce numéro est déjà sur la fiche.');
  const ajouter = async (numero: string): Promise<void> => {
    await field.fill(numero);
    await field.press('Enter');
    await expect(contacts.getByRole('listitem').filter({ hasText: numero })).toContainText('ajouté à la main');
    await expect(field).toHaveCount(0);
  };
  await ajouter('06 39 98 77 01');
  await contacts.getByRole('button', { name: 'Ajouter un numéro' }).click();
  await ajouter('06 39 98 77 02');
  // The second one does not take the place of the first.
  await expect(contacts.getByRole('listitem').filter({ hasText: '06 39 98 77 01' })).toBeVisible();
  await expect(fil(page).filter({ hasText: '06 39 98 77 02' })).toBeVisible();
});
