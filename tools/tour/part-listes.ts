import type { Page } from 'playwright';
import type { Tour } from './context.ts';
import { focusList, search, sheetOf } from './desk.ts';
import { cards, leaveListes, openListes, verifyComparisons } from './lists.ts';
import type { Poste } from './poste.ts';
import { verify, verifyEqual } from './verify.ts';

const villeurbanne = /Trois Fourneaux.+Villeurbanne/;
const saintEtienne = /Saint-Étienne/;
/** The vœu that goes from Villeurbanne's list to Saint-Étienne's in a list, and back in the next one. */
const moved = 'ZAÏRATE Léa';
/** Whom the third list lets go, and to whom a call was promised. */
const promised = 'BRUNETIÈRE Lilou';

const openChanges = async (page: Page, carte: RegExp): Promise<void> => {
  await page
    .getByRole('article', { name: carte })
    .getByRole('button', { name: 'Voir les changements', exact: true })
    .click();
  await page.getByRole('heading', { name: 'Changements', level: 1 }).waitFor();
  await page.getByRole('row').nth(1).waitFor();
};

const leaveChanges = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Listes', level: 1 }).waitFor();
};

/** @returns how many people the screen says there are of this genre. */
const chooseGenre = async (page: Page, mot: string): Promise<number> => {
  const chip = page
    .getByRole('toolbar', { name: 'Genre de changement' })
    .getByRole('button', { name: new RegExp(`^${mot} · \\d+$`) });
  await chip.click();
  const count = Number.parseInt(((await chip.textContent()) ?? '').replace(/\D/g, ''), 10);
  await page.locator(`[role=grid][aria-label="Changements par personne"][aria-rowcount="${count + 1}"]`).waitFor();
  return count;
};

/** Goes down the comparison to a person, as somebody reads it. */
const selectPerson = async (page: Page, nom: string): Promise<void> => {
  const grid = page.getByRole('grid', { name: 'Changements par personne' });
  const chosen = grid.locator('[role=row][aria-selected=true]');
  await grid.focus();
  await page.keyboard.press('Home');
  await chosen.waitFor();
  const wanted = chosen.filter({ hasText: nom });
  for (let presses = 0; presses < 60 && !(await wanted.isVisible()); presses += 1) {
    const next = Number(await chosen.getAttribute('aria-rowindex')) + 1;
    await page.keyboard.press('ArrowDown');
    await grid.locator(`[role=row][aria-selected=true][aria-rowindex="${next}"]`).waitFor();
  }
  await wanted.waitFor();
};

const visitSecondList = async ({ camera, report }: Tour, page: Page): Promise<void> => {
  await openListes(page);
  await cards(page).filter({ hasText: 'Reçue et vérifiée le' }).nth(2).waitFor();
  verifyEqual(await cards(page).count(), 3, 'a card for each relation');
  await camera.shoot(page, 'listes');

  const changes = await verifyComparisons(page, 2);
  report.comparaisons.push(...changes);
  const here = changes.find(({ formateur }) => villeurbanne.test(formateur))?.personnes;
  await openChanges(page, villeurbanne);
  await camera.shoot(page, 'changements-liste-2');
  for (const { mot, name, count } of [
    { mot: 'Nouveaux', name: 'nouveaux', count: here?.ajoute },
    { mot: 'Modifiés', name: 'modifies', count: here?.modifie },
    { mot: 'Retirés', name: 'retires', count: here?.retire },
    { mot: 'Déplacés', name: 'deplace-depart', count: here?.deplace },
  ]) {
    verifyEqual(await chooseGenre(page, mot), count, `« ${mot} » counts what the list changed`);
    await camera.shoot(page, `changements-${name}`);
  }
  await page.getByRole('row', { name: moved }).getByText('parti vers').waitFor();
  await leaveChanges(page);
  await openChanges(page, saintEtienne);
  await chooseGenre(page, 'Déplacés');
  await page.getByRole('row', { name: moved }).getByText('arrivé de').waitFor();
  await camera.shoot(page, 'changements-deplace-arrivee');
  await leaveChanges(page);
};

/** A callback is promised to somebody whom the next list will no longer name. */
const promiseCallback = async (page: Page): Promise<void> => {
  await leaveListes(page);
  await search(page, promised);
  await page.getByRole('row', { name: promised }).click();
  await page.getByRole('complementary', { name: promised }).waitFor();
  await focusList(page);
  await page.keyboard.press('r');
  await sheetOf(page).getByRole('region', { name: 'Prévoir un rappel' }).waitFor();
  await page.keyboard.press('Digit2');
  await page.keyboard.press('Enter');
  await sheetOf(page).getByRole('region', { name: 'Prévoir un rappel' }).waitFor({ state: 'detached' });
  await search(page, '');
  await page.keyboard.press('Escape');
};

const visitThirdList = async ({ server, camera, report }: Tour, page: Page): Promise<void> => {
  report.troisieme_liste = await server.importList(3);
  await openListes(page);
  // The server tells that something moved, and the poste comes for it by itself.
  await cards(page)
    .filter({ hasText: 'Liste 3' })
    .filter({ hasText: 'Reçue et vérifiée le' })
    .nth(2)
    .waitFor({ timeout: 40_000 });
  await page.keyboard.press('Home');
  await camera.shoot(page, 'listes-troisieme');
  const changes = await verifyComparisons(page, 3);
  report.comparaisons.push(...changes);
  verify(
    changes.some(({ dejaTravailles }) => dejaTravailles > 0),
    'the third list concerns people who were already called',
  );
  await openChanges(page, villeurbanne);
  await camera.shoot(page, 'changements-liste-3');
  await chooseGenre(page, 'Retirés');
  await selectPerson(page, promised);
  await page.getByRole('row', { name: promised }).getByText('La famille attend cet appel').waitFor();
  await camera.shoot(page, 'changements-retires-rappel-promis');
  await leaveChanges(page);
};

const visitPourquoi = async ({ camera }: Tour, page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Pourquoi ma liste est vide ?' }).click();
  await page.getByRole('region', { name: 'Les numéros à vérifier' }).getByText('99998000600012').first().waitFor();
  await camera.shoot(page, 'pourquoi-ma-liste-est-vide');
  await leaveChanges(page);
};

/** What was transmitted, whether it arrived, and what each list changed: the second, then a third that removes. */
export const visitListes = async (tour: Tour, poste: Poste): Promise<void> => {
  const page = poste.page();
  await visitSecondList(tour, page);
  await promiseCallback(page);
  await visitThirdList(tour, page);
  await visitPourquoi(tour, page);
};
