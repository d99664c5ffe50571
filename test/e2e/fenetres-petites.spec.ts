import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/app-test.ts';
import { look } from '../support/axe.ts';
import { karim, lea, listCount, openCandidat, rows, searchField, sheet, undoBar } from '../support/desk.ts';
import { shrink, tabAround } from '../support/small-window.ts';

/** Six people, some of one family. */
const famille = 'VACHERESSE';
const nom = 'TARDIVEL Maëlys';

const dialog = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });
const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Candidats' });

/** By the palette, which is everywhere. */
const ask = async (page: Page, mot: string): Promise<void> => {
  const palette = dialog(page, 'Palette');
  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(mot);
  await expect(palette.getByRole('option', { selected: true })).toHaveText(mot);
  await page.keyboard.press('Enter');
  await expect(palette).toHaveCount(0);
};

/** One size of the window, and what is done with each of its windows there. */
interface Taille {
  page: Page;
  /** Goes through what is open; `isKnown`: the same window was looked at a moment ago. */
  whole: (box: Locator, name: string, isKnown?: boolean) => Promise<void>;
}

/** Échap closes it, and the keys are where they were. */
const leave = async (page: Page, box: Locator, back: Locator): Promise<void> => {
  await page.keyboard.press('Escape');
  await expect(box).toHaveCount(0);
  await expect(back).toBeFocused();
};

const selectionWindows = async ({ page, whole }: Taille): Promise<void> => {
  await searchField(page).fill(famille);
  await expect(listCount(page)).toHaveText(/^6 personnes\b/);
  await searchField(page).focus();
  await whole(page.getByRole('banner'), 'en-tête', true);
  await grid(page).focus();
  await page.keyboard.press('Home');
  await expect(rows(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByRole('toolbar', { name: 'Sélection et sorties' }).getByRole('status')).toHaveText(
    '2 sélectionnés',
  );

  await page.keyboard.press('f');
  const affecter = dialog(page, 'Affecter');
  await expect(affecter.getByRole('status')).toContainText('2 candidats');
  await whole(affecter, 'affecter une sélection');
  await leave(page, affecter, grid(page));

  const prevoir = page.getByRole('button', { name: 'Prochaine action de la sélection' });
  await prevoir.press('Enter');
  const action = dialog(page, 'Prochaine action');
  await action.getByRole('button', { name: 'Dans 3 jours ouvrés' }).press('Enter');
  await expect(action.getByRole('button', { name: /^Prévoir pour/ })).toBeEnabled();
  await whole(action, 'prévoir pour une sélection');
  await leave(page, action, prevoir);

  await grid(page).focus();
  await page.keyboard.press('s');
  const ecrire = dialog(page, /^Écrire aux familles/);
  await expect(ecrire).toContainText(/\d adresses?/);
  await whole(ecrire, 'écrire à un groupe', true);
  await leave(page, ecrire, grid(page));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('toolbar', { name: 'Sélection et sorties' }).getByRole('status')).toHaveText('');
};

const personWindows = async ({ page, whole }: Taille): Promise<void> => {
  await openCandidat(page, nom);
  await grid(page).focus();
  await page.keyboard.press('s');
  const ecrire = dialog(page, /^Écrire à la famille/);
  await expect(ecrire.getByLabel('Modèle')).toBeFocused();
  await expect(ecrire.getByLabel('Modèle')).toBeInViewport({ ratio: 0.98 });
  for (const moyen of ['Courriel', 'SMS', 'Courrier']) {
    await ecrire.getByRole('radio', { name: moyen, exact: true }).press('Space');
    await expect(ecrire.getByRole('radio', { name: moyen, exact: true })).toBeChecked();
    await whole(ecrire, `écrire à une famille, ${moyen}`, moyen !== 'Courriel');
  }

  const toModeles = ecrire.getByRole('button', { name: 'Les modèles…' });
  await toModeles.press('Enter');
  const modeles = dialog(page, 'Modèles de messages');
  await expect(modeles.getByRole('button', { name: 'Nouveau modèle' })).toBeFocused();
  await whole(modeles, 'modèles');
  await modeles.getByRole('button', { name: 'Nouveau modèle' }).press('Enter');
  const modele = dialog(page, 'Nouveau modèle');
  await expect(modele.getByLabel('Nom du modèle')).toBeFocused();
  await whole(modele, 'nouveau modèle');
  // One Échap leaves one window.
  await page.keyboard.press('Escape');
  await expect(modele).toHaveCount(0);
  await expect(modeles).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(modeles).toHaveCount(0);
  await expect(ecrire).toBeVisible();
  await leave(page, ecrire, grid(page));

  await page.keyboard.press('y');
  const droits = page.getByRole('menu', { name: 'Droits de la personne' });
  await expect(droits.getByRole('menuitem').first()).toBeFocused();
  await expect(droits).toBeInViewport({ ratio: 0.98 });
  await page.keyboard.press('Enter');
  const effacer = dialog(page, 'Effacer ses données');
  await whole(effacer, 'effacer ses données', true);
  await effacer.getByRole('button', { name: 'Effacer ses données' }).press('Enter');
  await expect(effacer.getByRole('button', { name: 'Ne rien effacer' })).toBeFocused();
  await whole(effacer, 'effacer ses données, la question');
  await leave(page, effacer, grid(page));
  await expect(sheet(page)).toBeVisible();

  await page.keyboard.press('f');
  const affecter = dialog(page, 'Affecter');
  await expect(affecter.getByRole('listbox')).toBeFocused();
  await whole(affecter, 'affecter une personne', true);
  await leave(page, affecter, grid(page));
};

/** Whoever is held makes a hand-over. */
const assign = async (page: Page): Promise<void> => {
  await openCandidat(page, nom);
  await grid(page).focus();
  await page.keyboard.press('f');
  const affecter = dialog(page, 'Affecter');
  await expect(affecter.getByRole('listbox')).toBeFocused();
  await page.keyboard.type('kar');
  await expect(affecter.getByRole('option', { selected: true })).toHaveText(karim.nom);
  await page.keyboard.press('Enter');
  await expect(affecter).toHaveCount(0);
  await expect(undoBar(page).filter({ hasText: nom })).toBeVisible();
};

const listWindows = async ({ page, whole }: Taille, vue: string): Promise<void> => {
  const vues = page.getByRole('button', { name: /^Vues/ });
  await vues.press('Enter');
  const panneau = dialog(page, 'Vues');
  await panneau.getByRole('button', { name: 'Enregistrer cette liste…' }).press('Enter');
  await expect(panneau.getByRole('textbox', { name: 'Nom de la vue' })).toBeFocused();
  await page.keyboard.type(vue);
  await page.keyboard.press('Enter');
  await expect(panneau.getByRole('button', { name: vue, exact: true })).toHaveAttribute('aria-pressed', 'true');
  await panneau.getByRole('button', { name: 'Enregistrer cette liste…' }).press('Enter');
  await expect(panneau.getByRole('textbox', { name: 'Nom de la vue' })).toBeFocused();
  await whole(panneau, 'vues');
  await leave(page, panneau, vues);

  const colonnes = page.getByRole('button', { name: /^Colonnes/ });
  await colonnes.press('Enter');
  await whole(dialog(page, 'Colonnes'), 'colonnes');
  await leave(page, dialog(page, 'Colonnes'), colonnes);
};

const teamWindows = async ({ page, whole }: Taille): Promise<void> => {
  await ask(page, 'Équipe');
  await expect(page.getByRole('heading', { name: 'Équipe', level: 1 })).toBeVisible();
  const libres = page.getByRole('listitem', { name: 'Sans personne' });
  await expect(libres).toContainText(/candidats sans personne/);
  await page.keyboard.press('End');
  await expect(libres).toBeFocused();
  await page.keyboard.press('f');
  const repartir = dialog(page, 'Répartir');
  await expect(repartir.getByText(/, d(e |’).* à /)).toHaveCount(2);
  await whole(repartir, 'répartir');
  await leave(page, repartir, libres);

  const sien = page.getByRole('listitem', { name: karim.nom });
  await expect(sien).toContainText('1 candidat suivi');
  await page.keyboard.press('Home');
  await expect(sien).toBeFocused();
  await page.keyboard.press('f');
  const releve = dialog(page, 'Affecter');
  await expect(releve.getByRole('status')).toContainText(`repris à ${karim.nom}`);
  await whole(releve, 'prendre la relève', true);
  await leave(page, releve, sien);

  await ask(page, 'Noms des issues');
  const noms = dialog(page, 'Noms des issues');
  await expect(noms.getByRole('textbox').first()).toBeFocused();
  await whole(noms, 'noms des issues');
  await leave(page, noms, sien);

  await ask(page, 'Candidats');
  await expect(page.getByRole('heading', { name: 'Candidats', level: 1 })).toBeVisible();
};

test('in the smallest window, letters twice as large or not, each window over the lists is used whole by the keyboard alone', async ({
  poste,
}) => {
  test.setTimeout(300_000);
  const { app, page } = await poste('Accueil-1', lea);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await assign(page);
  for (const zoom of [1, 2] as const)
    await test.step(`1024 × 700 at ${zoom * 100} %`, async () => {
      await shrink(app, page, zoom);
      const whole = (box: Locator, name: string, isKnown = false): Promise<void> =>
        test.step(name, async () => {
          await expect(box).toBeVisible();
          await tabAround(page, box, `${name}, ${zoom * 100} %`);
          // With letters of their own size the tests of each screen look at them.
          if (zoom === 2 && !isKnown) await look(page, name, '[role="dialog"]');
        });
      await selectionWindows({ page, whole });
      await personWindows({ page, whole });
      await listWindows({ page, whole }, `Ma liste ${zoom}`);
      await teamWindows({ page, whole });
    });
});
