import type { Page } from '@playwright/test';
import { dispositionTextes } from '../../renderer/textes/appel.ts';
import { chooseDemande, chosenDemande, composerOf, inbox, openDemandes, panelOf } from '../../tools/tour/inbox.ts';
import { expect, test } from '../support/app-test.ts';
import { appels, choix, nom, note, noter, ouvrirAppels, suivant, surElle } from '../support/appels.ts';
import { AzertyKeyboard } from '../support/azerty-keyboard.ts';
import { test as demoTest } from '../support/demo-server.ts';
import { lea, sheetName, undoBar } from '../support/desk.ts';
import { holdAnswers } from '../support/held-answers.ts';

/** Opens somebody of the queue whose sheet nobody has read yet, and who is therefore only a name so far. */
const ouvrirSansFiche = async (page: Page, rang: number): Promise<string> => {
  const name = (await suivant(page).nth(rang).innerText()).split('\n')[0] ?? '';
  // The queue may have moved since.
  await suivant(page).filter({ hasText: name }).press('Enter');
  await expect(nom(page)).toHaveText(name);
  await expect(noter(page)).toHaveCount(0);
  return name;
};

test('N and what is typed before the sheet is there are the note of that person, and digits go on', async ({
  poste,
}) => {
  const { app, page } = await poste('Accueil-1', lea);
  const keyboard = await AzertyKeyboard.of(page);
  await ouvrirAppels(page);
  const release = await holdAnswers(app, 'candidats:fiche');
  const called = await ouvrirSansFiche(page, 2);
  // The digit before N is her choice, the one after is a word of the note; q and u open nothing.
  await keyboard.digit(2);
  await keyboard.press('n');
  await keyboard.type('que dit-elle, au 2 ?');
  await release();
  await expect(note(page)).toBeFocused();
  await expect(nom(page)).toHaveText(called);
  await expect(note(page)).toHaveValue('que dit-elle, au 2 ?');
  await expect(choix(page, dispositionTextes.MESSAGE)).toHaveAttribute('aria-pressed', 'true');
  await keyboard.type(' oui');
  await expect(note(page)).toHaveValue('que dit-elle, au 2 ? oui');
  await keyboard.press('Échap', 'Entrée');
  await expect(undoBar(page).filter({ hasText: called })).toContainText(dispositionTextes.MESSAGE);
});

test('the last letter is played, R with its digits; Échap forgets it, and nobody else gets it', async ({ poste }) => {
  const { app, page } = await poste('Accueil-1', lea);
  const keyboard = await AzertyKeyboard.of(page);
  await ouvrirAppels(page);
  const rappel = page.getByRole('region', { name: 'Prévoir un rappel' });
  const affecter = page.getByRole('dialog', { name: /^Affecter/ });

  await test.step('F then R: only R, and 2 is a moment', async () => {
    const release = await holdAnswers(app, 'candidats:fiche');
    await ouvrirSansFiche(page, 2);
    await keyboard.press('f', 'r');
    await keyboard.digit(2);
    await release();
    await expect(rappel.getByRole('button', { pressed: true })).toHaveCount(1);
    await expect(affecter).toHaveCount(0);
    await keyboard.press('Échap');
    await expect(noter(page)).toBeFocused();
    await expect(noter(page).getByRole('button', { pressed: true })).toHaveCount(0);
  });

  await test.step('Échap: nothing happens once the sheet has come', async () => {
    const release = await holdAnswers(app, 'candidats:fiche');
    const called = await ouvrirSansFiche(page, 4);
    await keyboard.press('n', 'Échap');
    await release();
    await surElle(page, called);
    await expect(note(page)).toHaveValue('');
  });

  await test.step('Échap out of words leaves them in the note, and the digit after is a choice', async () => {
    const release = await holdAnswers(app, 'candidats:fiche');
    const called = await ouvrirSansFiche(page, 5);
    await keyboard.press('n');
    await keyboard.type('occupé');
    await keyboard.press('Échap');
    await keyboard.digit(3);
    await release();
    await surElle(page, called);
    await expect(note(page)).toHaveValue('occupé');
    await expect(choix(page, dispositionTextes.SANS_REPONSE)).toHaveAttribute('aria-pressed', 'true');
  });

  await test.step('Échap and Retour arrière between digits go back, as on the sheet', async () => {
    const release = await holdAnswers(app, 'candidats:fiche');
    const called = await ouvrirSansFiche(page, 6);
    await keyboard.digit(1);
    await keyboard.press('Échap');
    await keyboard.digit(1);
    await keyboard.press('Effacement');
    await keyboard.digit(3);
    await release();
    await surElle(page, called);
    await expect(choix(page, dispositionTextes.SANS_REPONSE)).toHaveAttribute('aria-pressed', 'true');
  });

  await test.step('→: the next person has no note that was typed for the one before', async () => {
    const release = await holdAnswers(app, 'candidats:fiche');
    const called = await ouvrirSansFiche(page, 7);
    await keyboard.digit(3);
    await keyboard.press('r', 'Droite');
    await expect(nom(page)).not.toHaveText(called);
    const next = await nom(page).innerText();
    await release();
    await surElle(page, next);
    await expect(rappel).toHaveCount(0);
    await expect(noter(page).getByRole('button', { pressed: true })).toHaveCount(0);
  });

  await test.step('F opens its window on her, and the digit after it is for nobody', async () => {
    const release = await holdAnswers(app, 'candidats:fiche');
    const called = await ouvrirSansFiche(page, 8);
    await keyboard.press('f');
    await keyboard.digit(3);
    await release();
    await expect(affecter).toBeVisible();
    await expect(appels(page).locator('h2')).toHaveText(called);
    await keyboard.press('Échap');
    await expect(affecter).toHaveCount(0);
    await expect(choix(page, dispositionTextes.SANS_REPONSE)).toHaveAttribute('aria-pressed', 'false');
  });
});

demoTest('D and I are kept until the demande is there, on the one that was chosen', async ({ poste }) => {
  const { app, page } = await poste('Accueil-1', lea);
  await openDemandes(page);
  await chooseDemande(page, 'Vauquelin Inès');
  await expect(panelOf(page)).toBeVisible();
  const injoignable = page.getByRole('region', { name: 'Injoignable' });

  const release = await holdAnswers(app, 'candidats:fiche');
  await inbox(page).focus();
  await expect(chosenDemande(page)).toContainText('Vauquelin Inès');
  await page.keyboard.press('ArrowDown');
  await expect(chosenDemande(page)).not.toContainText('Vauquelin Inès');
  await expect(panelOf(page)).toHaveCount(0);
  await page.keyboard.press('d');
  // Moved on: the answer was for the one before.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('d');
  await page.keyboard.press('i');
  const [chosen = ''] = (await chosenDemande(page).innerText()).split('\n');
  await release();
  await expect(injoignable).toBeVisible();
  await expect(injoignable).toBeFocused();
  await expect(composerOf(page)).toHaveCount(0);
  await expect(chosenDemande(page)).toContainText(chosen);
  await expect(sheetName(page)).toHaveText(chosen);
  await page.keyboard.press('Escape');
  await expect(injoignable).toHaveCount(0);

  await page.keyboard.press('ArrowUp');
  await expect(chosenDemande(page)).not.toContainText(chosen);
  await expect(panelOf(page)).toBeVisible();
  await expect(composerOf(page)).toHaveCount(0);
});
