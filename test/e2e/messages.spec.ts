import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import { contract } from '../../shared/contract/ipc/index.ts';
import { expect, test } from '../support/app-test.ts';
import { look } from '../support/axe.ts';
import {
  fil,
  karim,
  lea,
  listCount,
  openCandidat,
  rows,
  searchField,
  sheet,
  synchronise,
  undoBar,
} from '../support/desk.ts';
import { holdsKeys } from '../support/holds-keys.ts';

const nom = 'TARDIVEL Maëlys';
/** Two children, one address. */
const fratrie = ['VACHERESSE Pierre-Louis', 'VACHERESSE Séphora'] as const;
const opposee = 'PERRACHON Solène';
const modele = 'Rappel avant les portes ouvertes';
const dialog = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });
const ecrire = (page: Page): Locator => dialog(page, /^Écrire (à la famille|aux familles)/);

/** The field that a mail program would fill. */
const partOf = (url: string, field: string): string => new URL(url).searchParams.get(field) ?? '';

const openReglage = async (page: Page, bouton: string): Promise<void> => {
  await page.getByRole('button', { name: 'Réglages de ce poste' }).click();
  await page.getByRole('button', { name: bouton }).click();
};

const tick = async (page: Page, qui: string): Promise<void> => {
  await searchField(page).fill(qui);
  await expect(listCount(page)).toHaveText(/^(1 personne|2 personnes)\b/);
  await rows(page)
    .filter({ hasText: new RegExp(qui) })
    .getByRole('checkbox')
    .click();
};

const invoke = (page: Page, channel: string, request: unknown): Promise<unknown> =>
  page.evaluate(([name, value]) => window.api.invoke(String(name), value), [channel, request] as const);
const listed = z.object({ ok: z.literal(true), value: contract['candidats:liste'].response });
const read = z.object({ ok: z.literal(true), value: contract['candidats:fiche'].response });

/** She says not to be contacted, and the page is told by the core alone, as by an exchange. */
const opposer = async (page: Page, qui: string): Promise<void> => {
  const question = { tri: 'nom', sens: 'croissant', filtres: {}, recherche: qui, apres: null, limite: 1 };
  const [her] = listed.parse(await invoke(page, 'candidats:liste', question)).value.lignes;
  const { dossierPrincipal: dossier } = read.parse(await invoke(page, 'candidats:fiche', { candidat: her?.id })).value;
  const saisies = [{ dossier, type: 'opposition', corps: {}, vues: {} }];
  expect(await invoke(page, 'actes:enregistrer', { saisies })).toMatchObject({ ok: true });
};

/** Open, and its first field has the keys: it takes them last of all. */
const ecrireEnMain = async (page: Page): Promise<void> => {
  await expect(ecrire(page).getByLabel('Modèle')).toBeFocused();
};

/** The window of the person whose sheet is open. */
const ecrireA = async (page: Page, qui: string): Promise<void> => {
  await openCandidat(page, qui);
  await page.keyboard.press('Enter');
  await page.keyboard.press('s');
  await ecrireEnMain(page);
};

test('a modèle made at one poste is filled at another; the family is written to by that very mailto, and it is noted once it left', async ({
  poste,
}) => {
  test.setTimeout(300_000);
  const first = await poste('Accueil-1', lea);
  const second = await poste('Accueil-2', karim);

  await test.step('a modèle is written by keyboard, an unknown word refused', async () => {
    const { page } = first;
    await openReglage(page, 'Modèles de messages');
    await expect(dialog(page, 'Modèles de messages')).toBeVisible();
    await look(page, 'the modèles');
    await expect(page.getByRole('button', { name: 'Nouveau modèle' })).toBeFocused();
    await page.keyboard.press('Enter');
    const editor = dialog(page, 'Nouveau modèle');
    await expect(editor.getByLabel('Nom du modèle')).toBeFocused();
    await editor.getByLabel('Nom du modèle').fill(modele);
    await editor.getByLabel('Objet').fill('Portes ouvertes, {cfa}');
    await editor.getByLabel('Texte', { exact: true }).fill('Madame, Monsieur,\n\n{prénom} est attendue le [… jour].');
    await expect(editor).toContainText('{prénom} n’est pas connu');
    await page.keyboard.press('Control+Enter');
    await expect(editor).toBeVisible();
    await editor
      .getByLabel('Texte', { exact: true })
      .fill('Madame, Monsieur,\n\n{prenom} est attendue le [… jour].\n\n{operateur}');
    await expect(editor.getByRole('region', { name: 'Aperçu' })).toContainText('Camille est attendue');
    await look(page, 'a modèle being written');
    await holdsKeys(editor);
    await page.keyboard.press('Control+Enter');
    await expect(dialog(page, 'Modèles de messages').getByRole('region', { name: 'Du CFA' })).toContainText(modele);
    const siens = dialog(page, 'Modèles de messages').getByRole('region', { name: 'Du CFA' });
    await siens.getByRole('button', { name: `Supprimer « ${modele} »` }).press('Enter');
    await expect(siens).not.toContainText(modele);
    await page.keyboard.press('Control+z');
    await expect(siens).toContainText(modele);
    await holdsKeys(dialog(page, 'Modèles de messages'));
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  for (const { page } of [first, second]) await synchronise(page);
  const { page } = second;
  const opened = (await second.openedUrls()).length;
  await ecrireA(page, nom);
  const fenetre = ecrire(page);

  await test.step('nothing leaves while a blank is left', async () => {
    await expect(fenetre.getByLabel('Modèle')).toBeFocused();
    await fenetre.getByLabel('Modèle').selectOption({ label: modele });
    const texte = fenetre.getByLabel('Texte', { exact: true });
    await expect(texte).toHaveValue(/Maëlys est attendue le \[… jour\]\.\n\nKarim B\.$/);
    await page.keyboard.press('Control+Enter');
    await expect(fenetre).toContainText('Un blanc reste à remplir avant l’envoi.');
    expect(await second.openedUrls()).toHaveLength(opened);
    // The blank is selected: what is typed takes its place.
    await expect(texte).toBeFocused();
    await page.keyboard.type('mardi 9 juin');
    await expect(texte).toHaveValue(/attendue le mardi 9 juin\./);
    await look(page, 'a mail to a family');
  });

  const url = await test.step('what leaves is the mail that is on screen', async () => {
    await page.keyboard.press('Control+Enter');
    const left = await second.nextOpenedUrl(opened);
    expect(left.length).toBeLessThanOrEqual(2_000);
    expect(decodeURIComponent(new URL(left).pathname)).toBe('c.tardivel@example.com,p.tardivel@example.com');
    expect(partOf(left, 'subject')).toMatch(/^Portes ouvertes, .+/);
    expect(partOf(left, 'body')).toContain('Madame, Monsieur,\r\n\r\nMaëlys est attendue le mardi 9 juin.');
    expect(partOf(left, 'body')).toContain('Choisir son affectation après la 3e');
    return left;
  });

  await test.step('« Pas envoyé » notes nothing, and the text outlives the window', async () => {
    await fenetre.getByRole('button', { name: 'Pas envoyé' }).click();
    await expect(fenetre.getByRole('button', { name: 'Ouvrir dans la messagerie' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(fil(page).filter({ hasText: 'Courriel écrit' })).toHaveCount(0);
    await expect(sheet(page)).toContainText('Pas encore informé·e');
    await page.keyboard.press('s');
    await ecrireEnMain(page);
    await expect(ecrire(page).getByLabel('Texte', { exact: true })).toHaveValue(/mardi 9 juin/);
  });

  await test.step('« C’est envoyé » notes the message and that the family was told; both are taken back together', async () => {
    for (const isKept of [false, true]) {
      if (!isKept) await page.keyboard.press('Control+Enter');
      else {
        await page.keyboard.press('s');
        await ecrireEnMain(page);
        await ecrire(page).getByLabel('Modèle').selectOption({ label: 'Nous avons essayé de vous joindre' });
        await expect(ecrire(page)).toContainText('1 blanc à remplir');
        await page.keyboard.press('F8');
        await expect(ecrire(page).getByLabel('Texte', { exact: true })).toBeFocused();
        await page.keyboard.type('04 65 71 00 10');
        await page.keyboard.press('Control+Enter');
      }
      // The keys are with the question, and neither the key that opened it nor one held down answers it.
      await expect(ecrire(page).getByText('Le message est-il parti ?')).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(ecrire(page).getByRole('button', { name: 'C’est envoyé' })).toBeEnabled();
      await page.keyboard.press('Control+Enter');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(fil(page).filter({ hasText: 'Courriel écrit' })).toHaveCount(1);
      await expect(sheet(page)).toContainText('Informé·e de l’origine de ses données');
      if (isKept) continue;
      await expect(fil(page).filter({ hasText: 'Courriel écrit' })).toContainText(partOf(url, 'subject'));
      await expect(undoBar(page).filter({ hasText: nom })).toBeVisible();
      await page.keyboard.press('Control+z');
      await expect(fil(page).filter({ hasText: 'Courriel écrit' })).toHaveCount(0);
      await expect(sheet(page)).toContainText('Pas encore informé·e');
    }
  });

  await test.step('once told, the family is not told again', async () => {
    await page.keyboard.press('s');
    await expect(ecrire(page)).toContainText('La famille est déjà informée');
    await expect(ecrire(page).getByLabel(/^Ajouter à la fin/)).not.toBeChecked();
  });
});

test('an SMS is counted and copied whole; a group is written to in bcc, noted for each and for nobody who opposed', async ({
  poste,
}) => {
  test.setTimeout(300_000);
  const launched = await poste('Accueil-1', lea);
  const { app, page } = launched;
  const held = () => app.evaluate(({ clipboard }) => clipboard.readText());

  await test.step('an SMS', async () => {
    await ecrireA(page, nom);
    const fenetre = ecrire(page);
    await fenetre.getByText('SMS', { exact: true }).click();
    await fenetre.getByLabel('Texte', { exact: true }).fill(`${'a'.repeat(142)}é`);
    await expect(fenetre).toContainText('143 caractères, 1 SMS');
    await fenetre.getByLabel('Texte', { exact: true }).fill(`${'a'.repeat(142)}’`);
    await expect(fenetre).toContainText('143 caractères, 3 SMS');
    await look(page, 'an SMS');
    await fenetre.getByRole('button', { name: 'Simplifier' }).click();
    await expect(fenetre).toContainText('143 caractères, 1 SMS');
    await holdsKeys(fenetre);
    await page.keyboard.press('Control+Enter');
    await expect.poll(held).toBe(`${'a'.repeat(142)}'`);
    await fenetre.getByRole('button', { name: 'C’est envoyé' }).click();
    await expect(fil(page).filter({ hasText: 'SMS écrit' })).toHaveCount(1);
  });

  await test.step('whoever opposed it is not written to: it is said, and nothing opens', async () => {
    await openCandidat(page, opposee);
    await page.keyboard.press('Enter');
    for (const key of ['a', '8', 'Enter']) await page.keyboard.press(key);
    await expect(sheet(page).getByRole('button', { name: 'Confirmer' })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(undoBar(page).filter({ hasText: opposee })).toBeVisible();
    await openCandidat(page, opposee);
    await page.keyboard.press('Enter');
    await page.keyboard.press('s');
    await expect(ecrire(page)).toContainText('ne souhaite plus être contactée');
    await expect(ecrire(page).getByRole('textbox')).toHaveCount(0);
    await look(page, 'somebody who must not be written to');
    await holdsKeys(ecrire(page));
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('a group', async () => {
    const opened = (await launched.openedUrls()).length;
    for (const qui of [opposee, nom, ...fratrie]) await tick(page, qui);
    await searchField(page).press('Escape');
    await page.getByRole('button', { name: 'Écrire aux familles de la sélection' }).click();
    const fenetre = ecrire(page);
    await holdsKeys(fenetre);
    await expect(fenetre).toContainText('3 personnes, 3 adresses');
    await expect(fenetre).toContainText('1 ne souhaite plus être contacté');
    // A modèle that speaks of one person cannot be chosen.
    await expect(fenetre.getByLabel('Modèle').locator('option:disabled')).not.toHaveCount(0);
    await fenetre.getByLabel('Objet').fill('Portes ouvertes');
    await fenetre.getByLabel('Texte', { exact: true }).fill('Bonjour {prenom}, le CFA ouvre ses portes samedi.');
    await page.keyboard.press('Control+Enter');
    await expect(fenetre).toContainText('{prenom} ne sera pas remplacé');
    await fenetre.getByLabel('Texte', { exact: true }).fill('Bonjour, le CFA ouvre ses portes samedi.');
    await look(page, 'a mail to a group');
    const hauts = ['Copier le texte', 'Ouvrir dans la messagerie'].map((name) =>
      fenetre.getByRole('button', { name }).evaluate((bouton) => bouton.getBoundingClientRect().top),
    );
    expect(new Set(await Promise.all(hauts)).size).toBe(1);
    // Many PCs have no mail program: their mail is a page of the browser, where text and addresses are pasted.
    await app.evaluate(({ shell }) => {
      const { openExternal } = shell;
      shell.openExternal = () => {
        shell.openExternal = openExternal;
        return Promise.reject(new Error('no mail program'));
      };
    });
    await holdsKeys(fenetre);
    await page.keyboard.press('Control+Enter');
    await expect(fenetre.getByRole('alert')).toContainText('Copier le texte');
    await fenetre.getByRole('button', { name: 'Copier les adresses (3)' }).click();
    await expect.poll(held).toMatch(/^\S+@\S+; \S+@\S+; \S+@\S+$/);
    // One of them opposes it while the window is open: nothing leaves before it is shown without her.
    const [retiree, reste] = fratrie;
    await opposer(page, retiree);
    await page.keyboard.press('Control+Enter');
    await expect(fenetre.getByRole('alert')).toContainText('vient d’être retirée de l’envoi');
    await expect(fenetre).toContainText('2 personnes, 3 adresses');
    await expect(fenetre).toContainText('2 ne souhaitent plus être contactés');
    expect(await launched.openedUrls()).toHaveLength(opened);
    await page.keyboard.press('Control+Enter');
    const url = await launched.nextOpenedUrl(opened);
    expect(new URL(url).pathname).toBe('');
    expect(partOf(url, 'body')).toContain('Vos données : CFA des Trois Fourneaux, responsable,');
    expect(partOf(url, 'bcc').split(',').toSorted()).toEqual([
      'c.tardivel@example.com',
      'p.tardivel@example.com',
      'vacheresse.797@example.org',
    ]);
    await fenetre.getByRole('button', { name: 'C’est envoyé' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    for (const qui of [nom, reste]) {
      await openCandidat(page, qui);
      await expect(fil(page).filter({ hasText: 'Courriel écrit : Portes ouvertes' })).toHaveCount(1);
    }
    for (const qui of [opposee, retiree]) {
      await openCandidat(page, qui);
      await expect(fil(page).filter({ hasText: 'Ne plus contacter' })).not.toHaveCount(0);
      await expect(fil(page).filter({ hasText: 'Courriel écrit' })).toHaveCount(0);
    }
  });
});

test('the issues bear the names that the CFA gave them, wherever they are said, and the digits stay', async ({
  poste,
}) => {
  test.setTimeout(180_000);
  const { page } = await poste('Accueil-1', lea);
  await openReglage(page, 'Noms des issues');
  const fenetre = dialog(page, 'Noms des issues');
  await holdsKeys(fenetre);
  await fenetre.getByLabel('1. RDV fixé').fill('Réfléchit');
  await page.keyboard.press('Control+Enter');
  await expect(fenetre).toContainText('Une autre issue porte déjà ce nom.');
  await fenetre.getByLabel('1. RDV fixé').fill('Entretien pris');
  await look(page, 'the names of the issues');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await openCandidat(page, nom);
  await page.keyboard.press('Enter');
  for (const key of ['a', '1']) await page.keyboard.press(key);
  await expect(sheet(page).getByRole('button', { name: 'Entretien pris' })).toBeVisible();
  for (const key of ['1', 'Enter']) await page.keyboard.press(key);
  await expect(undoBar(page).filter({ hasText: 'entretien pris' })).toBeVisible();
  await openCandidat(page, nom);
  await expect(fil(page).filter({ hasText: ': entretien pris' })).toHaveCount(1);
  await expect(sheet(page).getByText('Entretien pris', { exact: true })).toBeVisible();
  await expect(rows(page).filter({ hasText: new RegExp(nom) })).toContainText('Entretien pris');
});
