import type { Locator, Page } from '@playwright/test';
import { signInWithBrowser } from '../../tools/tour/browser.ts';
import { expect, test } from '../support/app-test.ts';
import { look } from '../support/axe.ts';
import { fil, karim, openCandidat, rows, searchField, sheet, sheetName, undoBar } from '../support/desk.ts';

const nom = 'TALARUE';
const prenom = 'Héloïse';
/** In the lists and in no demande. */
const heloise = `${nom} ${prenom}`;
const sien = 'CFA des Trois Fourneaux – Villeurbanne';
const autre = 'CFA des Trois Fourneaux – Saint-Paul';

const question = (page: Page): Locator => page.getByRole('dialog', { name: 'Qui m’appelle ?' });
const strip = (page: Page): Locator => sheet(page).getByRole('region', { name: 'Appel', exact: true });
const found = (page: Page): Locator => question(page).getByRole('option');
const noteOf = (page: Page): Locator => strip(page).getByLabel('Note de l’appel');

/** Somebody else of the whole list, whose sheet is then open. */
const openAnother = async (page: Page): Promise<string> => {
  await searchField(page).fill('');
  await expect(rows(page).nth(3)).toBeVisible();
  await rows(page).filter({ hasNotText: nom }).first().click();
  await expect(sheetName(page)).not.toHaveText(heloise);
  return sheetName(page).innerText();
};

/** Into the note of the call that is open, and out of it again: the strip then has the keys. */
const typeNote = async (page: Page, texte: string): Promise<void> => {
  await page.keyboard.press('n');
  await expect(noteOf(page)).toBeFocused();
  await page.keyboard.type(texte);
  await page.keyboard.press('Escape');
  await expect(strip(page)).toBeFocused();
};

/** Ctrl+V outside a field: nothing that can be typed in has the focus. */
const paste = async (page: Page, texte: string): Promise<void> => {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, texte);
};

/** The first number of the sheet, as it is shown. */
const numberOf = (page: Page): Promise<string> =>
  sheet(page)
    .locator('[data-selectable]', { hasText: /^0[\d\s]{9,}$/ })
    .first()
    .innerText();

/** In the list that served last, or in this one. */
const createContact = async (page: Page, nom: string, prenom: string, liste?: string): Promise<void> => {
  await question(page).getByRole('button', { name: 'Nouveau contact' }).click();
  await question(page).getByLabel('Nom', { exact: true }).fill(nom);
  await question(page).getByLabel('Prénom').fill(prenom);
  if (liste !== undefined) await question(page).getByLabel('Établissement, liste').selectOption({ label: liste });
  await question(page).getByRole('button', { name: 'Créer la fiche' }).click();
  await expect(sheetName(page)).toHaveText(`${nom} ${prenom}`);
};

test('who calls is found by the last digits while another call is being logged, and that call waits', async ({
  poste,
}) => {
  test.setTimeout(180_000);
  const { app, page } = await poste('Accueil-1', karim);
  await openCandidat(page, heloise);
  const numero = await numberOf(page);
  const other = await openAnother(page);
  await page.keyboard.press('a');
  await expect(strip(page)).toBeFocused();
  await page.keyboard.press('1');
  await typeNote(page, 'la mère demande les horaires');

  await app.evaluate(({ clipboard }, end) => clipboard.writeText(end), numero.slice(-5));
  await page.keyboard.press('Control+v');
  await expect(found(page).filter({ hasText: heloise })).toBeVisible();
  await expect(found(page).filter({ hasText: numero })).toContainText('responsable légal');
  await expect(strip(page)).toBeVisible();
  await question(page).getByRole('combobox').press('Escape');
  await expect(question(page)).toHaveCount(0);
  await expect(strip(page)).toBeFocused();

  await page.keyboard.press('q');
  await question(page).getByRole('combobox').fill(numero);
  await expect(found(page)).toHaveCount(1);
  await question(page).getByRole('combobox').press('Enter');
  await expect(sheetName(page)).toHaveText(heloise);
  await expect(question(page)).toHaveCount(0);
  await expect(strip(page)).toHaveCount(0);

  await searchField(page).fill(other);
  await expect(sheetName(page)).toHaveText(other);
  await expect(strip(page).getByRole('button', { name: 'Réfléchit' })).toBeVisible();
  await expect(strip(page).getByLabel('Note de l’appel')).toHaveValue('la mère demande les horaires');
});

test('whom nobody knows gets a sheet, is proposed as the same person, merged in a key and undone', async ({
  poste,
}) => {
  test.setTimeout(180_000);
  const { page } = await poste('Accueil-1', karim);
  await openCandidat(page, heloise);
  const numero = await numberOf(page);

  await test.step('bad input is told, and nothing is created', async () => {
    await page.getByRole('button', { name: /^Qui m’appelle/ }).click();
    await question(page).getByRole('combobox').fill('zzzz');
    await expect(question(page).getByRole('status')).toHaveText('Personne sur ce poste n’a ce numéro ni ce nom.');
    await look(page, 'qui m’appelle, personne');
    await question(page).getByRole('combobox').press('Enter');
    await question(page).getByRole('button', { name: 'Créer la fiche' }).click();
    await expect(question(page).getByText('Le prénom est nécessaire.')).toBeVisible();
    await expect(question(page).getByText('Un numéro de téléphone est nécessaire.')).toBeVisible();
    await question(page).getByLabel('Téléphone').fill('06 39 98');
    await question(page).getByRole('button', { name: 'Créer la fiche' }).click();
    await expect(question(page).getByText('Ce numéro est incomplet')).toBeVisible();
    await expect(question(page).getByText('Choisir l’établissement.')).toBeVisible();
    await look(page, 'nouveau contact refusé');
    await question(page).getByRole('button', { name: 'Retour' }).click();
    await question(page).getByRole('combobox').press('Escape');
    await expect(question(page)).toHaveCount(0);
  });

  await test.step('the same name and number are proposed, with the evidence', async () => {
    await paste(page, numero);
    await expect(found(page)).toHaveCount(1);
    await look(page, 'qui m’appelle');
    await createContact(page, nom, prenom, sien);
    await expect(undoBar(page).filter({ hasText: 'Nouveau contact' })).toBeVisible();
    await expect(fil(page).filter({ hasText: 'Fiche créée lors d’un appel' })).toBeVisible();
    await expect(fil(page).filter({ hasText: 'Appel reçu — joint' })).toBeVisible();
    const proposed = sheet(page).getByRole('article', { name: `Peut-être la même personne : ${heloise}` });
    await expect(proposed).toContainText(`même nom, même téléphone ${numero.replaceAll(' ', '\u00a0')}`);
    await look(page, 'peut-être la même personne');
  });

  await test.step('merged in one key, undone in one, merged again and undone later', async () => {
    await page.keyboard.press('m');
    await expect(undoBar(page).filter({ hasText: `Fusionnée avec ${heloise}` })).toBeVisible();
    await expect(sheet(page).getByRole('list', { name: 'Fusions' })).toContainText('Fusionnée avec');
    await expect(fil(page).filter({ hasText: /^Fusionnée avec/ })).toHaveCount(1);
    await expect(sheet(page).getByRole('list', { name: 'Vœux' })).toBeVisible();
    // Within its ten seconds: nothing that takes time stands between.
    await page.keyboard.press('Control+z');
    await expect(sheet(page).getByRole('list', { name: 'Fusions' })).toHaveCount(0);
    await expect(sheet(page).getByRole('button', { name: 'Fusionner' })).toBeVisible();
    await sheet(page).getByRole('button', { name: 'Fusionner' }).click();
    await expect(sheet(page).getByRole('list', { name: 'Fusions' })).toContainText('Fusionnée avec');
    await expect(sheet(page).getByRole('list', { name: 'Vœux' })).toBeVisible();
    await look(page, 'fusionnée');
    await sheet(page)
      .getByRole('button', { name: /^Défaire la fusion/ })
      .click();
    await expect(sheet(page).getByRole('button', { name: 'Fusionner' })).toBeVisible();
    await sheet(page).getByRole('button', { name: 'Ce n’est pas la même personne' }).click();
    await expect(sheet(page).getByRole('button', { name: 'Fusionner' })).toHaveCount(0);
  });

  await test.step('another first name is the family: one call, both sheets, undone together', async () => {
    await paste(page, numero);
    await createContact(page, nom, 'Lina');
    const family = sheet(page)
      .getByRole('article', { name: `Même famille : ${heloise}` })
      .first();
    await expect(family).toBeVisible();
    await expect(sheet(page).getByRole('button', { name: 'Fusionner' })).toHaveCount(0);
    const aussi = strip(page).getByLabel(`Noter aussi cet appel pour ${prenom}`).first();
    await page.keyboard.press('a');
    await expect(strip(page)).toBeFocused();
    await page.keyboard.press('2');
    await expect(aussi).not.toBeChecked();
    await page.keyboard.press('m');
    await expect(aussi).toBeChecked();
    await look(page, 'noter aussi pour la famille');
    await expect(strip(page)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(undoBar(page).filter({ hasText: `aussi pour ${prenom}` })).toBeVisible();
    await expect(fil(page).filter({ hasText: 'Message laissé' })).toHaveCount(1);
    await family.getByRole('button', { name: /^Voir la fiche/ }).click();
    await expect(sheetName(page)).toHaveText(heloise);
    await expect(fil(page).filter({ hasText: 'Message laissé' })).toHaveCount(1);
    await page.keyboard.press('Control+z');
    await expect(fil(page).filter({ hasText: 'Message laissé' })).toHaveCount(0);
  });
});

test('across two establishments a merge asks for a fresh sign-in, and is then made', async ({ cfa, poste }) => {
  test.setTimeout(180_000);
  const launched = await poste('Accueil-1', karim);
  const { page } = launched;
  await openCandidat(page, heloise);
  const numero = await numberOf(page);
  await paste(page, numero);
  await createContact(page, nom, prenom, autre);
  const proposed = sheet(page).getByRole('article', { name: `Peut-être la même personne : ${heloise}` });
  await expect(proposed).toContainText('Les deux fiches viennent de deux établissements.');
  await proposed.getByRole('button', { name: 'Fusionner' }).click();
  await expect(proposed.getByRole('note')).toContainText('Une connexion de moins de quinze minutes est nécessaire.');
  await look(page, 'connexion nécessaire pour fusionner');
  await expect(sheet(page).getByRole('list', { name: 'Fusions' })).toHaveCount(0);
  await proposed.getByRole('button', { name: 'Se connecter et fusionner' }).click();
  const { identifiant, motDePasse } = cfa.director;
  await signInWithBrowser({ url: await launched.nextOpenedUrl(), identifiant, password: motDePasse });
  await expect(sheet(page).getByRole('list', { name: 'Fusions' })).toContainText('Fusionnée avec', {
    timeout: 30_000,
  });
});

test('Mother calls back from an unknown number while another call is being logged: find the pupil by the last 4 digits without losing the draft.', async ({
  poste,
}) => {
  test.setTimeout(180_000);
  const { page } = await poste('Accueil-1', karim);
  await openCandidat(page, heloise);
  const numero = await numberOf(page);
  const other = await openAnother(page);

  await test.step('another call is being logged', async () => {
    await page.keyboard.press('a');
    await expect(strip(page)).toBeFocused();
    await page.keyboard.press('1');
    await page.keyboard.press('2');
    await typeNote(page, 'rappeler jeudi');
  });

  await test.step('the pupil, by the last four digits, however they are written', async () => {
    const end = numero.replaceAll(/\s/g, '').slice(-4);
    await page.keyboard.press('q');
    for (const typed of [`${end.slice(0, 2)}.${end.slice(2)}`, `${end.slice(0, 2)} ${end.slice(2)}`, end]) {
      // From nobody: what was found by the other way of writing it stays until this one is answered.
      await question(page).getByRole('combobox').fill('');
      await expect(found(page)).toHaveCount(0);
      await question(page).getByRole('combobox').fill(typed);
      await expect(found(page).filter({ hasText: heloise })).toContainText('responsable légal');
    }
    const at = (await found(page).allInnerTexts()).findIndex((text) => text.includes(nom));
    for (let down = 1; down <= at; down += 1) {
      await page.keyboard.press('ArrowDown');
      await expect(found(page).nth(down)).toHaveAttribute('aria-selected', 'true');
    }
    await expect(question(page).getByRole('option', { selected: true })).toContainText(heloise);
    await look(page, 'qui m’appelle, pendant un appel');
    await expect(question(page).getByRole('combobox')).toBeFocused();
  });

  await test.step('her call is a received one, from that number', async () => {
    await page.keyboard.press('Shift+Enter');
    await expect(sheetName(page)).toHaveText(heloise);
    const received = sheet(page).getByRole('region', { name: 'Appel reçu', exact: true });
    await expect(received.getByLabel('Numéro qui a appelé')).toHaveValue(/^\+33/);
    await expect(received).toBeFocused();
    await page.keyboard.press('1');
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
    await expect(fil(page).filter({ hasText: 'Appel reçu — joint' })).toBeVisible();
  });

  await test.step('the other call waits, whole', async () => {
    await searchField(page).fill(other);
    await expect(sheetName(page)).toHaveText(other);
    await expect(strip(page).getByLabel('Note de l’appel')).toHaveValue('rappeler jeudi');
    await page.keyboard.press('Escape');
    await expect(searchField(page)).toHaveValue('');
    await strip(page).focus();
    await expect(strip(page)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(fil(page).filter({ hasText: 'rappeler jeudi' })).toBeVisible();
  });
});
