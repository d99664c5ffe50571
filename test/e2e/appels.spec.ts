import type { Page } from '@playwright/test';
import { dispositionTextes, issueTextes } from '../../renderer/textes/appel.ts';
import { deNom } from '../../renderer/textes/elision.ts';
import { expect, test } from '../support/app-test.ts';
import {
  appels,
  choix,
  nom,
  note,
  noter,
  ouvrirAppels,
  passees,
  suivant,
  suivants,
  surElle,
} from '../support/appels.ts';
import { AzertyKeyboard } from '../support/azerty-keyboard.ts';
import { karim, lea, undoBar } from '../support/desk.ts';

/** What comes next, as the column says it: the name, without why. */
const suivante = async (page: Page, rang = 0): Promise<string> =>
  (await suivant(page).nth(rang).innerText()).split('\n')[0] ?? '';

test('a call is logged and the next person is there, in three keys at most, on AZERTY', async ({ poste }) => {
  const { page } = await poste('Accueil-1', lea);
  const keyboard = await AzertyKeyboard.of(page);
  await ouvrirAppels(page);
  await expect(appels(page)).toContainText(/Appel 1 sur \d+/);

  for (const [digits, said] of [
    [[3], dispositionTextes.SANS_REPONSE],
    [[2], dispositionTextes.MESSAGE],
    [[1, 2], issueTextes.REFLECHIT],
  ] as const) {
    const called = await nom(page).innerText();
    const next = await suivante(page);
    const before = keyboard.presses;
    await keyboard.digit(...digits);
    await keyboard.press('Entrée');
    await surElle(page, next);
    expect(keyboard.presses - before).toBeLessThanOrEqual(3);
    await expect(undoBar(page).filter({ hasText: called })).toContainText(said, { ignoreCase: true });
  }
  await expect(appels(page)).toContainText('Appel 4 sur');

  const before = await nom(page).innerText();
  // Taken back: she is the one again, and her call is not counted.
  await keyboard.press('Ctrl+Z');
  await expect(nom(page)).not.toHaveText(before);
  await expect(appels(page)).toContainText('Appel 3 sur');
  await expect(noter(page)).toBeFocused();
  await keyboard.digit(4);
  await keyboard.press('Entrée');
  await expect(nom(page)).toHaveText(before);
});

test('who is skipped comes last, is said, and comes back; a click leaves the keys to the call', async ({ poste }) => {
  const launched = await poste('Accueil-1', lea);
  const { page } = launched;
  const keyboard = await AzertyKeyboard.of(page);
  await ouvrirAppels(page);
  const first = await nom(page).innerText();
  const second = await suivante(page);

  await keyboard.press('Droite');
  await expect(nom(page)).toHaveText(second);
  await expect(undoBar(page).filter({ hasText: `Passée — ${first}` })).toBeVisible();
  await expect(passees(page)).toHaveCount(1);
  await expect(passees(page)).toContainText(first);
  await expect(suivant(page).filter({ hasText: first })).toHaveCount(0);

  await test.step('taken back by Ctrl+Z', async () => {
    await keyboard.press('Ctrl+Z');
    await expect(nom(page)).toHaveText(first);
    await expect(suivants(page).getByText('Passées')).toHaveCount(0);
  });

  await test.step('← goes back to her, → leaves her again without a second word', async () => {
    await keyboard.press('Droite');
    await expect(nom(page)).toHaveText(second);
    await keyboard.press('Gauche');
    await surElle(page, first);
    await keyboard.press('Droite');
    await expect(nom(page)).toHaveText(second);
    await expect(passees(page)).toHaveCount(1);
  });

  await test.step('Reprendre, by keyboard', async () => {
    await keyboard.press('k');
    await expect(passees(page)).toBeFocused();
    await keyboard.press('Entrée');
    await expect(nom(page)).toHaveText(first);
    await expect(suivants(page).getByText('Passées')).toHaveCount(0);
  });

  await test.step('« Appeler » pressed with the mouse, then a digit and Entrée: dialled once, noted', async () => {
    await surElle(page, first);
    const dialled = (await launched.openedUrls()).length;
    await appels(page).getByRole('button', { name: 'Appeler', exact: true }).click();
    expect(await launched.nextOpenedUrl(dialled)).toMatch(/^tel:/);
    await keyboard.digit(3);
    await keyboard.press('Entrée');
    await expect(undoBar(page).filter({ hasText: first })).toBeVisible();
    await surElle(page, second);
    expect(await launched.openedUrls()).toHaveLength(dialled + 1);
  });
});

test('a call that is begun, its note and its person outlive another screen, a lock and who calls meanwhile', async ({
  poste,
}) => {
  const { page } = await poste('Accueil-1', lea);
  const keyboard = await AzertyKeyboard.of(page);
  await ouvrirAppels(page);
  const called = await suivante(page, 1);
  await suivant(page).nth(1).press('Enter');
  await surElle(page, called);
  await keyboard.digit(2);
  await keyboard.press('n');
  await expect(note(page)).toBeFocused();
  await keyboard.type('messagerie pleine');
  await keyboard.press('Échap');
  await expect(noter(page)).toBeFocused();
  const isAsItWas = async (): Promise<void> => {
    await expect(nom(page)).toHaveText(called);
    await expect(note(page)).toHaveValue('messagerie pleine');
    await expect(choix(page, dispositionTextes.MESSAGE)).toHaveAttribute('aria-pressed', 'true');
  };
  await isAsItWas();

  await keyboard.press('q');
  await page.getByRole('dialog', { name: 'Qui m’appelle ?' }).getByRole('combobox').press('Escape');
  await isAsItWas();

  await page
    .getByRole('navigation', { name: 'Écrans' })
    .getByRole('button', { name: /^Candidats/ })
    .press('Enter');
  await expect(page.getByRole('heading', { name: 'Candidats', level: 1 })).toBeVisible();
  await ouvrirAppels(page);
  await isAsItWas();

  await keyboard.press('Ctrl+L');
  const pin = page.getByLabel(`Code PIN de ${lea.nom}`);
  await expect(pin).toBeFocused();
  await expect(page.getByText(called)).toHaveCount(0);
  await keyboard.digit(...[...lea.pin].map(Number));
  // The file is opened again with what the PIN makes, which is slow on purpose.
  await expect(noter(page)).toBeFocused({ timeout: 30_000 });
  await isAsItWas();

  await keyboard.press('Entrée');
  await expect(nom(page)).not.toHaveText(called);
  await expect(undoBar(page).filter({ hasText: called })).toContainText(dispositionTextes.MESSAGE);
});

test('the whole screen by keyboard: a moment, a call received, the column, her sheet', async ({ poste }) => {
  const { page } = await poste('Accueil-1', lea);
  const keyboard = await AzertyKeyboard.of(page);
  await ouvrirAppels(page);

  const planned = await nom(page).innerText();
  const next = await suivante(page);
  await keyboard.press('r');
  await expect(appels(page).getByRole('region', { name: 'Prévoir un rappel' })).toBeFocused();
  await keyboard.press('Échap');
  await expect(noter(page)).toBeFocused();
  await keyboard.press('r');
  await keyboard.digit(2);
  await keyboard.press('Entrée');
  await surElle(page, next);
  await expect(undoBar(page).filter({ hasText: planned })).toContainText('À rappeler');

  await keyboard.press('Maj+A');
  await expect(noter(page).getByRole('button', { name: 'Appel reçu' })).toHaveAttribute('aria-pressed', 'true');
  await keyboard.press('Maj+A');
  await expect(noter(page).getByRole('button', { name: 'Appel reçu' })).toHaveAttribute('aria-pressed', 'false');

  await keyboard.digit(8);
  await keyboard.press('Entrée');
  await expect(appels(page).getByRole('alert')).toContainText('Confirmer avec Entrée');
  await expect(nom(page)).toHaveText(next);
  await keyboard.press('Échap');
  await keyboard.press('Échap');
  await expect(noter(page).getByRole('button', { pressed: true })).toHaveCount(0);

  const third = await suivante(page, 2);
  await keyboard.press('Bas', 'Bas', 'Bas');
  await expect(suivant(page).nth(2)).toBeFocused();
  await keyboard.press('Entrée');
  await surElle(page, third);

  await keyboard.press('u');
  await expect(page.getByRole('complementary', { name: `Fiche ${deNom(third)}` })).toBeVisible();
});

test('with single keys off, letters and digits need Ctrl', async ({ poste }) => {
  const { page } = await poste('Accueil-1', lea);
  const keyboard = await AzertyKeyboard.of(page);
  await page.getByRole('button', { name: 'Réglages de ce poste' }).press('Enter');
  const reglages = page.getByRole('dialog', { name: 'Réglages de ce poste' });
  await expect(reglages.locator(':focus')).toHaveCount(1);
  await page.getByRole('switch', { name: 'Raccourcis à une touche' }).press('Space');
  await expect(page.getByRole('switch', { name: 'Raccourcis à une touche' })).not.toBeChecked();
  await page.keyboard.press('Escape');
  await expect(reglages).toHaveCount(0);
  await ouvrirAppels(page);
  const called = await nom(page).innerText();
  const next = await suivante(page);
  await keyboard.digit(3);
  await keyboard.press('r');
  await expect(noter(page).getByRole('button', { pressed: true })).toHaveCount(0);
  await expect(noter(page)).toBeFocused();
  await keyboard.press('Ctrl+Digit3');
  await expect(choix(page, dispositionTextes.SANS_REPONSE)).toHaveAttribute('aria-pressed', 'true');
  await keyboard.press('Entrée');
  await surElle(page, next);
  await expect(undoBar(page).filter({ hasText: called })).toContainText(dispositionTextes.SANS_REPONSE);
  await keyboard.press('Ctrl+R');
  await expect(appels(page).getByRole('region', { name: 'Prévoir un rappel' })).toBeFocused();
});

test('a colleague who has her open is named, and nothing is blocked', async ({ poste }) => {
  test.setTimeout(150_000);
  const first = await poste('Accueil-1', lea);
  await ouvrirAppels(first.page);
  const called = await nom(first.page).innerText();
  const second = await poste('Accueil-2', karim);
  await ouvrirAppels(second.page);
  await expect(nom(second.page)).toHaveText(called);
  // Each says where it is every twenty seconds, and asks then.
  await expect(second.page.getByText('en cours d’appel par Léa M. (poste Accueil-1)')).toBeVisible({ timeout: 45_000 });
  await second.page.keyboard.press('3');
  await second.page.keyboard.press('Enter');
  await expect(nom(second.page)).not.toHaveText(called);
  await expect(second.page.getByText('en cours d’appel par')).toHaveCount(0);
});

test('mine or everybody’s: whoever is begun stays, a colleague’s gives way, and the way back is said', async ({
  poste,
}) => {
  const { page } = await poste('Accueil-1', lea);
  await ouvrirAppels(page);
  const open = await nom(page).innerText();
  await page.keyboard.press('3');
  await expect(choix(page, dispositionTextes.SANS_REPONSE)).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('radio', { name: 'Moi' }).press('Space');
  await expect(page.getByRole('radio', { name: 'Moi' })).toBeChecked();
  // A call is begun on her: she stays until she is noted, skipped or left.
  await expect(nom(page)).toHaveText(open);
  await expect(suivants(page)).toContainText('Personne d’autre');
  await noter(page).focus();
  await page.keyboard.press('Enter');
  await expect(appels(page).getByText('Aucun de vos candidats n’est à appeler maintenant')).toBeVisible();
  const back = appels(page).getByRole('button', { name: 'Voir tous' });
  await expect(back).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(noter(page)).toBeFocused();
  await expect(nom(page)).not.toHaveText(open);

  // Nothing is begun, and she is nobody's: « Moi » does not leave her in front of me.
  await page.getByRole('radio', { name: 'Moi' }).press('Space');
  await expect(appels(page).getByText('Aucun de vos candidats n’est à appeler maintenant')).toBeVisible();

  // What stands beside the ways to Appels is what Appels shows.
  const ecrans = page.getByRole('navigation', { name: 'Écrans' });
  await expect(ecrans.getByRole('button', { name: 'Appels' })).toHaveText('Appels0 à appeler par moi');
  await ecrans.getByRole('button', { name: 'Accueil' }).click();
  await expect(page.getByRole('button', { name: /À appeler maintenant \(moi\)/ })).toHaveText(/^0/);
});
