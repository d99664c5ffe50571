import type { Page } from '@playwright/test';
import { issueTextes } from '../../renderer/textes/appel.ts';
import { expect, test } from '../support/app-test.ts';
import { fil, karim, lea, openCandidat, sheet, synchronise, undoBar } from '../support/desk.ts';

const nom = 'TARDIVEL Maëlys';
/** As the fil says it, after a call. */
const said = (code: keyof typeof issueTextes): string => `: ${issueTextes[code].toLowerCase()}`;

/** A call that reached the family, and what came of it. */
const logIssue = async (page: Page, digit: string): Promise<void> => {
  await openCandidat(page, nom);
  await page.keyboard.press('Enter');
  for (const key of ['a', '1', digit, 'Enter']) await page.keyboard.press(key);
  await expect(undoBar(page).filter({ hasText: nom })).toBeVisible();
};

test('two postes offline say different things: both values stay, one press settles them', async ({ cfa, poste }) => {
  test.setTimeout(120_000);
  // One after the other: a new code of the director ends the one before.
  const first = await poste('Accueil-1', lea);
  const second = await poste('Accueil-2', karim);
  await cfa.stop();
  await logIssue(first.page, '1');
  await logIssue(second.page, '3');
  await cfa.start();
  for (const { page } of [first, second, first]) await synchronise(page);

  const departage = (page: Page) => sheet(page).getByRole('region', { name: /^À départager : Ce qu’il ressort/ });
  for (const { page } of [first, second]) {
    await openCandidat(page, nom);
    await expect(departage(page)).toContainText(issueTextes.RDV_FIXE);
    await expect(departage(page)).toContainText(issueTextes.CHERCHE_ENTREPRISE);
    // Both calls are kept, whoever is right.
    await expect(fil(page).filter({ hasText: said('RDV_FIXE') })).toContainText('Léa M.');
    await expect(fil(page).filter({ hasText: said('CHERCHE_ENTREPRISE') })).toContainText('Karim B.');
  }

  await departage(first.page)
    .getByRole('button', { name: `Garder : ${issueTextes.RDV_FIXE}` })
    .click();
  await expect(departage(first.page)).toHaveCount(0);
  for (const { page } of [first, second]) await synchronise(page);
  for (const { page } of [first, second]) {
    await openCandidat(page, nom);
    await expect(departage(page)).toHaveCount(0);
    await expect(sheet(page).getByText(issueTextes.RDV_FIXE, { exact: true })).toBeVisible();
  }
});
