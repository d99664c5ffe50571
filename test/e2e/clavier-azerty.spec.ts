import type { Locator, Page } from '@playwright/test';
import { dispositionTextes, issueTextes } from '../../renderer/textes/appel.ts';
import { signInWithBrowser } from '../../tools/tour/browser.ts';
import { expect, test } from '../support/app-test.ts';
import { AzertyKeyboard } from '../support/azerty-keyboard.ts';
import { fil, lea, listCount, rows, searchField, sheet, sheetName, statusBar, undoBar } from '../support/desk.ts';
import { holdsKeys } from '../support/holds-keys.ts';

// One whole journey without a mouse: nothing in this file presses, hovers or fills by a pointer.

const pinDigits = [...lea.pin].map(Number);
const texte = "père joint à 17 h 30, c'est d'accord";

/** Tab, as often as it takes: everything must be reachable so. */
const tabTo = async (keyboard: AzertyKeyboard, target: Locator): Promise<void> => {
  await expect(target).toBeVisible();
  for (let tabs = 0; tabs < 60; tabs += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${String(target)}`);
};

/** How many keys it takes from here to there. */
const strokes = async (keyboard: AzertyKeyboard, action: () => Promise<void>): Promise<number> => {
  const before = keyboard.presses;
  await action();
  return keyboard.presses - before;
};

const strip = (page: Page, name: string): Locator => sheet(page).getByRole('region', { name, exact: true });
const recorded = (page: Page, nom: string, what: string): Promise<void> =>
  expect(undoBar(page).filter({ hasText: nom })).toContainText(what, { ignoreCase: true });

test('a day by keyboard alone, on AZERTY', async ({ cfa, start }) => {
  test.setTimeout(240_000);
  const launched = await start();
  const { page } = launched;
  const keyboard = await AzertyKeyboard.of(page);

  await test.step('first run', async () => {
    await expect(page.getByLabel('Nom de ce poste')).toBeFocused();
    await keyboard.type('Accueil-1');
    await keyboard.press('Entrée');
    const { identifiant, motDePasse } = cfa.director;
    await signInWithBrowser({ url: await launched.nextOpenedUrl(), identifiant, password: motDePasse });
    await tabTo(keyboard, page.getByRole('button', { name: lea.nom }));
    await keyboard.press('Entrée');
    await expect(page.getByLabel('Choisir un code PIN de 6 chiffres')).toBeFocused();
    await keyboard.digit(...pinDigits);
    await tabTo(keyboard, page.getByLabel('Le même code, encore une fois'));
    await keyboard.digit(...pinDigits);
    await keyboard.press('Entrée');
    const candidats = page.getByRole('navigation').getByRole('button', { name: 'Candidats' });
    await expect(candidats).toBeVisible({ timeout: 60_000 });
    await tabTo(keyboard, candidats);
    await keyboard.press('Entrée');
    await expect(rows(page).first()).toBeVisible();
  });

  await test.step('a call in three keys, the next person in one', async () => {
    const seen = new Set<string>();
    for (const [digit, disposition] of [
      [3, 'SANS_REPONSE'],
      [2, 'MESSAGE'],
      [4, 'OCCUPE'],
    ] as const) {
      const nom = await sheetName(page).innerText();
      seen.add(nom);
      const keys = await strokes(keyboard, async () => {
        await keyboard.press('a');
        await expect(strip(page, 'Appel')).toBeFocused();
        await keyboard.digit(digit);
        await keyboard.press('Entrée');
        await recorded(page, nom, dispositionTextes[disposition]);
      });
      expect(keys).toBeLessThanOrEqual(3);
      await expect(strip(page, 'Appel')).toHaveCount(0);
      await expect(fil(page).filter({ hasText: dispositionTextes[disposition] })).toBeVisible();
      expect(await strokes(keyboard, () => keyboard.press('j'))).toBe(1);
      await expect(sheetName(page)).not.toHaveText(nom);
      // Whoever was called may sort elsewhere: the next one must be somebody new all the same.
      expect([...seen]).not.toContain(await sheetName(page).innerText());
    }
  });

  await test.step('a call that reached the family, and a call received', async () => {
    const nom = await sheetName(page).innerText();
    await keyboard.press('a');
    await keyboard.digit(1, 3);
    await keyboard.press('Entrée');
    await recorded(page, nom, issueTextes.CHERCHE_ENTREPRISE);
    await expect(strip(page, 'Appel')).toHaveCount(0);
    await keyboard.press('Maj+A');
    await expect(strip(page, 'Appel reçu')).toBeVisible();
    await keyboard.digit(1, 1);
    await keyboard.press('Entrée');
    await expect(fil(page).filter({ hasText: `Appel reçu — joint` })).toContainText(issueTextes.RDV_FIXE, {
      ignoreCase: true,
    });
    // While it is open, J is not « next person ».
    await expect(strip(page, 'Appel reçu')).toHaveCount(0);
  });

  await test.step('a note that is left keeps its text', async () => {
    await keyboard.press('j');
    await keyboard.press('n');
    // A quick hand does not wait for the sheet, nor for the field.
    await keyboard.type(texte);
    const note = page.getByRole('textbox', { name: 'Note', exact: true });
    await expect(note).toBeFocused();
    await expect(note).toHaveValue(texte);
    await keyboard.press('Échap');
    await expect(note).toHaveCount(0);
    await keyboard.press('n');
    await expect(note).toHaveValue(texte);
    await keyboard.press('Ctrl+Entrée');
    await expect(fil(page).filter({ hasText: texte })).toBeVisible();
  });

  await test.step('a callback, taken back', async () => {
    const nom = await sheetName(page).innerText();
    const before = await fil(page).count();
    await keyboard.press('r');
    await expect(strip(page, 'Prévoir un rappel')).toBeVisible();
    await keyboard.digit(2);
    await keyboard.press('Entrée');
    await recorded(page, nom, 'À rappeler');
    await expect(fil(page)).toHaveCount(before + 1);
    await keyboard.press('Ctrl+Z');
    await recorded(page, nom, 'Annulé : À rappeler');
    await expect(fil(page)).toHaveCount(before);
  });

  await test.step('search, down to the list, J and K', async () => {
    await keyboard.press('/');
    await expect(searchField(page)).toBeFocused();
    await keyboard.type('auberth');
    await expect(sheetName(page)).toContainText('AUBERTHIER');
    await expect(rows(page).filter({ hasNotText: /auberthier/i })).toHaveCount(0);
    await keyboard.press('Entrée');
    await expect(page.getByRole('grid')).toBeFocused();
    const nom = await sheetName(page).innerText();
    await keyboard.press('j');
    await expect(sheetName(page)).not.toHaveText(nom);
    await keyboard.press('k');
    await expect(sheetName(page)).toHaveText(nom);
    await keyboard.press('/');
    await expect(searchField(page)).toBeFocused();
    await keyboard.press('Échap');
    await expect(searchField(page)).toHaveValue('');
    await expect(listCount(page)).toContainText('324 personnes');
    // The count may come before the people: J moves among those who stand there.
    await expect(rows(page).filter({ hasNotText: /auberthier/i })).not.toHaveCount(0);
    await expect(rows(page).filter({ hasText: nom })).toHaveAttribute('aria-selected', 'true');
    // The search is over, not the work: the sheet stays, and the next key goes on from its person.
    await expect(sheetName(page)).toHaveText(nom);
    await keyboard.press('Échap');
    await expect(page.getByRole('grid')).toBeFocused();
    await expect(sheetName(page)).toHaveText(nom);
    await keyboard.press('j');
    await expect(sheetName(page)).not.toHaveText(nom);
    await keyboard.press('k');
    await expect(sheetName(page)).toHaveText(nom);
  });

  // What is noted from here on waits for « Envoyer », however long the way to it: nothing leaves by itself meanwhile.
  await cfa.stop();

  await test.step('somebody calls back while another call is being logged', async () => {
    const nom = await sheetName(page).innerText();
    await keyboard.press('a');
    await keyboard.digit(1);
    await expect(strip(page, 'Appel')).toBeVisible();
    await keyboard.press('/');
    await keyboard.type('12 03');
    await expect(listCount(page)).toHaveText('1 personne');
    await expect(rows(page)).toHaveCount(1);
    await keyboard.press('Entrée', 'Bas');
    await expect(sheetName(page)).toHaveText('TARDIVEL Maëlys');
    await keyboard.press('Maj+A');
    await expect(strip(page, 'Appel reçu')).toBeVisible();
    await keyboard.digit(1, 2);
    await keyboard.press('Entrée');
    await recorded(page, 'TARDIVEL', issueTextes.REFLECHIT);
    await expect(strip(page, 'Appel reçu')).toHaveCount(0);
    await keyboard.press('/');
    // Looked up letter by letter: the entry that comes back on screen must not take the next ones.
    const typed = nom
      .normalize('NFD')
      .replace(/[^A-Za-z ]/g, '')
      .toLowerCase();
    await keyboard.type(typed);
    await expect(searchField(page)).toHaveValue(typed);
    await expect(sheetName(page)).toHaveText(nom);
    await expect(strip(page, 'Appel').getByRole('group', { name: 'Ce qu’il en ressort' })).toBeVisible();
    await keyboard.press('Entrée');
    await keyboard.digit(5);
    await keyboard.press('Entrée');
    await recorded(page, nom, issueTextes.DOSSIER_ENVOYE);
    await keyboard.press('/', 'Échap', 'Échap');
  });

  await test.step('lock and unlock, digits without Maj', async () => {
    await keyboard.press('Ctrl+L');
    await expect(page.getByLabel(`Code PIN de ${lea.nom}`)).toBeFocused();
    await expect(rows(page)).toHaveCount(0);
    await keyboard.digit(...pinDigits);
    await expect(rows(page).first()).toBeVisible();
  });

  await test.step('help, then Synchronisation', async () => {
    await keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Toutes les touches' });
    await expect(help).toBeVisible();
    await keyboard.press('Échap');
    await expect(help).toHaveCount(0);
    await tabTo(keyboard, page.getByRole('contentinfo').getByRole('button').first());
    await keyboard.press('Entrée');
    await expect(page.getByRole('heading', { name: 'Synchronisation', level: 1 })).toBeVisible();
    const send = page.getByRole('button', { name: 'Envoyer', exact: true });
    const nothingLeft = page.getByRole('heading', { name: 'Rien n’attend d’être envoyé' });
    await expect(send).toBeEnabled();
    await cfa.start();
    // A run of its own may be under way, and the button waits for it.
    await expect(async () => {
      if (await send.isEnabled()) {
        await tabTo(keyboard, send);
        await keyboard.press('Entrée');
      }
      await expect(nothingLeft).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 40_000 });
    expect((await cfa.actes('appel')).length).toBe(7);
    await tabTo(keyboard, page.getByRole('main').getByRole('button', { name: 'Candidats' }));
    await keyboard.press('Entrée');
    await expect(statusBar(page)).toContainText('À jour');
  });

  await test.step('« Raccourcis à une touche » off: a bare key does nothing, Ctrl does', async () => {
    await tabTo(keyboard, page.getByRole('button', { name: 'Réglages de ce poste' }));
    await keyboard.press('Entrée');
    const single = page.getByRole('switch', { name: 'Raccourcis à une touche' });
    await holdsKeys(page.getByRole('dialog', { name: 'Réglages de ce poste' }));
    await tabTo(keyboard, single);
    await keyboard.press('Espace');
    await expect(single).not.toBeChecked();
    await keyboard.press('Échap');
    await expect(single).toHaveCount(0);
    await tabTo(keyboard, page.getByRole('grid'));
    const nom = await sheetName(page).innerText();
    await keyboard.press('a', 'r', 'n');
    await expect(sheet(page).getByRole('button', { name: 'Appeler', exact: true })).toBeVisible();
    await keyboard.press('Ctrl+A');
    await expect(strip(page, 'Appel')).toBeVisible();
    await keyboard.digit(3);
    await expect(page.getByRole('button', { name: dispositionTextes.SANS_REPONSE, exact: true })).toHaveAttribute(
      'aria-pressed',
      'false',
    );
    await keyboard.press('Ctrl+Digit3');
    await keyboard.press('Entrée');
    await recorded(page, nom, dispositionTextes.SANS_REPONSE);
  });
});
