import type { Page } from '@playwright/test';
import { unlock } from '../../tools/tour/first-run.ts';
import { expect, test } from '../support/app-test.ts';
import { look } from '../support/axe.ts';
import { karim, lea, listCount, rows, sheet, synchronise } from '../support/desk.ts';
import { holdsKeys } from '../support/holds-keys.ts';

const filtres = (page: Page) => page.getByRole('toolbar', { name: 'Filtres' });
const vues = (page: Page) => filtres(page).getByRole('button', { name: /^Vues/ });
const panneau = (page: Page) => page.getByRole('dialog', { name: 'Vues' });
const enregistrees = (page: Page) => panneau(page).getByRole('list', { name: 'Vues enregistrées' });
const heads = (page: Page) => page.getByRole('columnheader');

const toCandidats = async (page: Page): Promise<void> => {
  await page.getByRole('navigation', { name: 'Écrans' }).getByRole('button', { name: 'Candidats' }).click();
  await expect(page.getByRole('heading', { name: 'Candidats', level: 1 })).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
};

const toggleColonne = async (page: Page, titre: string): Promise<void> => {
  const colonnes = page.getByRole('dialog', { name: 'Colonnes' });
  if (!(await colonnes.isVisible())) {
    await filtres(page)
      .getByRole('button', { name: /^Colonnes/ })
      .click();
    await holdsKeys(colonnes);
  }
  const box = colonnes.getByRole('checkbox', { name: titre });
  const isChosen = await box.isChecked();
  await box.press('Space');
  // The next one starts from what this one chose.
  await expect(box).toBeChecked({ checked: !isChosen });
};

test('a view saved on one poste is applied on another poste of the account, changed, replaced, deleted and brought back', async ({
  poste,
}) => {
  test.setTimeout(240_000);
  // One after the other: a new code of the director ends the one before.
  const first = await poste('Accueil-1', lea);
  const second = await poste('Accueil-2', karim);
  const one = first.page;
  const other = second.page;
  await toCandidats(one);
  await filtres(one)
    .getByRole('button', { name: /^À appeler/ })
    .click();
  await heads(one).getByRole('button', { name: 'Candidat' }).click();
  await expect(heads(one).filter({ hasText: 'Candidat' })).toHaveAttribute('aria-sort', 'ascending');
  // Said once the filter is answered.
  await expect(listCount(one)).toHaveText(/^\d+ personnes?$/);
  const count = await listCount(one).innerText();

  await vues(one).press('Enter');
  await holdsKeys(panneau(one));
  await look(one, 'vues, aucune');
  await panneau(one).getByRole('button', { name: 'Enregistrer cette liste…' }).press('Enter');
  await expect(panneau(one).getByRole('textbox', { name: 'Nom de la vue' })).toBeFocused();
  await one.keyboard.type('À appeler par nom');
  await one.keyboard.press('Enter');
  await expect(enregistrees(one).getByRole('button', { name: 'À appeler par nom', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await look(one, 'vues, une');
  await holdsKeys(panneau(one));
  await one.keyboard.press('Escape');
  await expect(panneau(one)).toHaveCount(0);
  await expect(vues(one)).toHaveAccessibleName('Vues : À appeler par nom');
  await synchronise(one);
  await synchronise(other);

  await toCandidats(other);
  await vues(other).click();
  await enregistrees(other).getByRole('button', { name: 'À appeler par nom', exact: true }).click();
  await expect(vues(other)).toHaveAccessibleName('Vues : À appeler par nom');
  await expect(filtres(other).getByRole('button', { name: /^À appeler ·/ })).toHaveAttribute('aria-pressed', 'true');
  await expect(heads(other).filter({ hasText: 'Candidat' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(listCount(other)).toHaveText(count);

  await filtres(other).getByRole('button', { name: 'En retard' }).click();
  await expect(vues(other)).toHaveAccessibleName('Vues : À appeler par nom, modifiée');
  await vues(other).click();
  await panneau(other).getByRole('button', { name: 'Remplacer « À appeler par nom »' }).click();
  await expect(vues(other)).toHaveAccessibleName('Vues : À appeler par nom');
  await panneau(other).getByRole('button', { name: 'Renommer À appeler par nom' }).click();
  await panneau(other)
    .getByRole('textbox', { name: /^Nouveau nom/ })
    .fill('En retard par nom');
  await other.keyboard.press('Enter');
  await expect(vues(other)).toHaveAccessibleName('Vues : En retard par nom');
  await panneau(other).getByRole('button', { name: 'Supprimer En retard par nom' }).click();
  await expect(vues(other)).toHaveAccessibleName('Vues');
  await holdsKeys(panneau(other));
  await other.keyboard.press('Escape');
  await expect(panneau(other)).toHaveCount(0);
  await other.keyboard.press('Control+z');
  await vues(other).click();
  await expect(enregistrees(other).getByRole('button', { name: 'En retard par nom', exact: true })).toBeVisible();
});

test('the columns that were chosen survive a restart, and none is cut beside the sheet at 1024x700', async ({
  poste,
  start,
}, testInfo) => {
  test.setTimeout(180_000);
  const profile = testInfo.outputPath('profil');
  const first = await poste('Accueil-1', lea, { userDataFolder: profile });
  const { page } = first;
  await toCandidats(page);
  for (const titre of ['Formation', 'Dernier appel', 'Nouveauté']) await toggleColonne(page, titre);
  await look(page, 'colonnes');
  // The last of those that are shown comes before « Qui ».
  await page.getByRole('checkbox', { name: 'Nouveauté' }).press('Alt+ArrowUp');
  await expect(page.getByRole('checkbox', { name: 'Nouveauté' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Colonnes' })).toHaveCount(0);
  await sheet(page).getByRole('button', { name: 'Fermer la fiche' }).click();
  const chosen = ['', 'Candidat', 'Situation', 'Prochaine action', 'Nouveauté', 'Qui'];
  await expect(heads(page)).toHaveText(chosen);
  await first.close();

  const again = await start({ userDataFolder: profile });
  await unlock(again.page, lea);
  await toCandidats(again.page);
  const width = (w: number, h: number): Promise<void> =>
    again.app.evaluate(
      ({ BrowserWindow }, [x, y]) => BrowserWindow.getAllWindows()[0]?.setContentSize(x ?? 0, y ?? 0),
      [w, h],
    );
  await rows(again.page).first().click();
  await width(1024, 700);
  await expect(heads(again.page)).toHaveText(['', 'Candidat', 'Situation']);
  await expect(filtres(again.page).getByRole('button', { name: /^Colonnes/ })).toHaveAccessibleName(
    'Colonnes, 3 masquées faute de place',
  );
  const overlaps = () =>
    again.page.getByRole('grid', { name: 'Candidats' }).evaluate((grid) =>
      [...grid.querySelectorAll('[role="gridcell"], [role="columnheader"]')].flatMap((cell) => {
        const room = cell.getBoundingClientRect();
        return [...cell.querySelectorAll('*')]
          .filter((child) => child.getBoundingClientRect().right > room.right + 1)
          .map((child) => child.textContent);
      }),
    );
  await expect.poll(overlaps).toEqual([]);
  await look(again.page, 'candidats à 1024x700');
  await sheet(again.page).getByRole('button', { name: 'Fermer la fiche' }).click();
  await expect(heads(again.page)).toHaveText(chosen);
});
