import type { ElectronApplication, Page } from '@playwright/test';
import { demoFormation, formAddress } from '../../tools/tour/demo-server.ts';
import {
  chooseDemande,
  chosenDemande,
  composerOf,
  fillBlanks,
  inbox,
  inboxCount,
  openDemandes,
  panelOf,
  readPreview,
  showDemandes,
  undoBarOf,
} from '../../tools/tour/inbox.ts';
import { type AskedForm, deskSize, fillByKeyboard, phoneSize, sendByKeyboard } from '../../tools/tour/intake.ts';
import { awaitMail, verifyAsPreviewed } from '../../tools/tour/mails.ts';
import { look } from '../support/axe.ts';
import { expect, test } from '../support/demo-server.ts';
import { karim, lea, sheet, statusBar, synchronise } from '../support/desk.ts';
import { holdsKeys } from '../support/holds-keys.ts';

const rappel = {
  mode: 'rappel',
  prenom: 'Lucie',
  nom: 'Fontbrune',
  courriel: 'lucie.fontbrune@example.org',
  telephone: '06 39 98 72 41',
  motifs: ['Places disponibles'],
  souhaits: ['mardi matin'],
} as const satisfies AskedForm;
const message = {
  mode: 'message',
  prenom: 'Aurélien',
  nom: 'Kervadec',
  jeune: { prenom: 'Nolwenn', nom: 'Kervadec' },
  courriel: 'aurelien.kervadec@example.net',
  telephone: '06 39 98 72 58',
  motifs: ['Portes ouvertes'],
  message: 'Faut-il déjà un CV pour visiter les ateliers ?',
} as const satisfies AskedForm;
/** Asked about accompaniment, places and how to enrol, in resources/demo/demandes.json. */
const ines = { nom: 'Vauquelin Inès', courriel: 'ines.vauquelin@example.org' } as const;

/** The inbox itself says so: its count above it may be a moment ahead. */
const holds = (page: Page, count: number): Promise<void> =>
  expect(inbox(page).getByRole('option').first()).toHaveAttribute('aria-setsize', String(count));

/** The sheet of the chosen demande is read: from then on the keys answer it. */
const press = async (page: Page, key: 'd' | 't' | 'i'): Promise<void> => {
  await expect(panelOf(page)).toBeVisible();
  await page.keyboard.press(key);
};

/** The keys are in the text of the answer. */
const answer = async (page: Page): Promise<void> => {
  await press(page, 'd');
  await expect(composerOf(page).getByLabel('Texte de la réponse')).toBeFocused();
};

/** Sends the form by keyboard while nobody touches the poste. */
const ask = async (visitor: Page, accueilUrl: string, form: AskedForm): Promise<void> => {
  await visitor.goto(formAddress(accueilUrl, demoFormation, 'PARCOURSUP'));
  await fillByKeyboard(visitor, form);
  await sendByKeyboard(visitor);
};

const waitUntilOffline = async (page: Page): Promise<void> => {
  await statusBar(page).click();
  await page.getByRole('button', { name: 'Synchroniser', exact: true }).click();
  await expect(statusBar(page)).toContainText('Hors ligne');
  await openDemandes(page);
};

const held = (page: Page) => sheet(page).getByRole('region', { name: 'Réponse retenue' });

test('what two families ask is on the poste by itself; one is answered offline and reads what was previewed, the other cancels by the link', async ({
  demo,
  poste,
  visit,
}) => {
  test.setTimeout(300_000);
  const { page } = await poste('Accueil-1', lea);
  await openDemandes(page);
  await expect(inboxCount(page)).toContainText('25 demandes ouvertes');
  await ask(await visit(phoneSize), demo.accueilUrl, rappel);
  await expect(inboxCount(page)).toContainText('26 demandes ouvertes', { timeout: 30_000 });
  await ask(await visit(deskSize), demo.accueilUrl, message);
  await expect(inboxCount(page)).toContainText('27 demandes ouvertes', { timeout: 30_000 });
  await holds(page, 27);

  await test.step('opened by Entrée, which is said to everybody', async () => {
    await chooseDemande(page, 'Fontbrune Lucie');
    await expect(chosenDemande(page)).toContainText('nouvelle');
    await page.keyboard.press('Enter');
    await expect(panelOf(page)).toContainText(`par ${lea.nom}`);
    await expect(chosenDemande(page)).not.toContainText('nouvelle');
  });

  await test.step('answered while the server is away', async () => {
    await demo.stop();
    await waitUntilOffline(page);
    await chooseDemande(page, 'Fontbrune Lucie');
    await answer(page);
    await fillBlanks(page, ['six places', 'septembre', 'Aucune liste d’attente pour l’instant']);
    await expect(composerOf(page)).toContainText('dès que le serveur sera joint');
  });
  const shown = await readPreview(page);
  expect(shown.paragraphes.join('\n')).toContain('il reste six places');
  await page.keyboard.press('Control+Enter');
  await expect(undoBarOf(page).filter({ hasText: 'Fontbrune Lucie' })).toBeVisible();
  await expect(inboxCount(page)).toContainText('26 demandes ouvertes');

  await test.step('mailed once the server is back, word for word and once', async () => {
    await demo.restart();
    await synchronise(page);
    verifyAsPreviewed(await awaitMail(demo.mails, rappel.courriel, /répond à votre demande$/), shown);
  });

  await test.step('the link of the mail shows, and only its button cancels', async () => {
    await openDemandes(page);
    const { mail } = await awaitMail(demo.mails, message.courriel, /est enregistrée$/);
    const reader = await visit(phoneSize);
    await reader.setContent(mail.html ?? '');
    await reader.getByRole('link', { name: 'Modifier ou annuler ma demande' }).press('Enter');
    await expect(reader.getByText('le CFA n’a pas encore répondu')).toBeVisible();
    await expect(inboxCount(page)).toContainText('26 demandes ouvertes');
    await holds(page, 26);
    await chooseDemande(page, 'Kervadec Nolwenn');
    await reader.locator('summary', { hasText: 'Annuler ma demande' }).press('Enter');
    await reader.getByRole('button', { name: 'Oui, annuler ma demande' }).press('Enter');
    await expect(reader.getByText('Votre demande est annulée.')).toBeVisible();
    // Cut twice by the server that was away, the poste may be asking once a minute (PROTOCOL 4).
    await expect(inboxCount(page)).toContainText('25 demandes ouvertes', { timeout: 90_000 });
    await expect(panelOf(page)).toContainText('Annulée par la personne');
    await awaitMail(demo.mails, message.courriel, /est annulée$/);
  });
  expect(demo.mails.recusPar(rappel.courriel).map(({ mail }) => mail.subject)).toEqual([
    expect.stringMatching(/est enregistrée$/),
    shown.sujet,
  ]);
});

test('two postes answer the same demande offline: the second mail is held, and leaves once somebody who knows says so', async ({
  demo,
  poste,
}) => {
  test.setTimeout(300_000);
  const { page: deKarim } = await poste('Accueil-1', karim);
  const { page: deLea } = await poste('Accueil-2', lea);
  await demo.stop();
  for (const page of [deKarim, deLea]) {
    await waitUntilOffline(page);
    await chooseDemande(page, ines.nom);
  }
  await press(deKarim, 't');
  await expect(undoBarOf(deKarim).filter({ hasText: 'Répondu autrement' })).toBeVisible();
  await answer(deLea);
  await deLea.keyboard.press('Control+a');
  await deLea.keyboard.type('Bonjour Inès, il reste trois places.');
  await deLea.keyboard.press('Control+Enter');
  await expect(undoBarOf(deLea).filter({ hasText: ines.nom })).toBeVisible();

  await demo.restart();
  for (const page of [deKarim, deLea]) await synchronise(page);
  await openDemandes(deLea);
  await showDemandes(deLea, 'Terminées');
  await expect(inbox(deLea).getByRole('option', { name: ines.nom })).toContainText('réponse retenue');
  await chooseDemande(deLea, ines.nom);
  await deLea.keyboard.press('Enter');
  await expect(held(deLea)).toContainText(`${karim.nom} a déjà répondu — envoyer quand même ?`);
  await expect(held(deLea)).toContainText('Bonjour Inès, il reste trois places.');
  await look(deLea, 'réponse retenue');
  const answers = () => demo.mails.recusPar(ines.courriel).filter(({ mail }) => mail.subject?.includes('répond'));
  expect(answers()).toEqual([]);

  await held(deLea).getByRole('button', { name: 'Envoyer quand même' }).press('Enter');
  await expect(held(deLea)).toHaveCount(0);
  await synchronise(deLea);
  const { mail } = await awaitMail(demo.mails, ines.courriel, /répond à votre demande$/);
  expect(mail.text).toContain('Bonjour Inès, il reste trois places.');
  expect(answers()).toHaveLength(1);
});

test('the screens of Demandes have no axe violation, light or dark', async ({ poste }) => {
  test.setTimeout(180_000);
  const { page } = await poste('Accueil-1', karim);
  await openDemandes(page);
  await expect(inbox(page).getByRole('option').nth(3)).toBeVisible();
  await look(page, 'demandes, par échéance');
  await chooseDemande(page, ines.nom);
  await answer(page);
  await look(page, 'répondre');
  await expect(composerOf(page).getByLabel('Texte de la réponse')).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(composerOf(page)).toContainText('Ctrl Entrée encore pour envoyer tel quel');
  await look(page, 'répondre, des blancs restent');
  await page.keyboard.press('Escape');
  await expect(composerOf(page)).toHaveCount(0);
  await press(page, 'i');
  const injoignable = sheet(page).getByRole('region', { name: 'Injoignable' });
  await expect(injoignable).toBeVisible();
  await look(page, 'injoignable, à confirmer');
  await holdsKeys(injoignable);
  await page.keyboard.press('Escape');
  await expect(injoignable).toHaveCount(0);
  await chooseDemande(page, /Tardivel Maëlys/);
  await page.keyboard.press('Enter');
  await expect(sheet(page).getByLabel(/^Peut-être la même personne/)).toBeVisible();
  await look(page, 'demande de quelqu’un des listes');
  await chooseDemande(page, /Marchetti Enzo/);
  await expect(sheet(page).getByLabel(/^Même famille/)).toBeVisible();
  await look(page, 'demande d’une famille');
  await showDemandes(page, 'Terminées');
  await expect(page.getByRole('heading', { name: 'Aucune demande terminée pour l’instant' })).toBeVisible();
  await look(page, 'demandes, aucune terminée');
});

/** What stands beside or below what the window shows, by the name of the thing. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const out = [...document.querySelectorAll('aside button, aside textarea, aside blockquote, aside select, main h1')];
    const { scrollWidth } = document.documentElement;
    return [
      ...(scrollWidth > innerWidth ? [`page ${scrollWidth} > ${innerWidth}`] : []),
      ...out.flatMap((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        const isShown = element.checkVisibility() && width > 0;
        return isShown && (left < 0 || right > innerWidth + 1) ? [element.outerHTML.slice(0, 120)] : [];
      }),
    ];
  });

const zoom = (app: ElectronApplication, factor: number): Promise<void> =>
  app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(to), factor);

test('a demande is read and answered on the smallest screen, and with letters twice as large', async ({ poste }) => {
  test.setTimeout(180_000);
  const { app, page } = await poste('Accueil-1', karim);
  for (const { width, height, factor } of [
    { width: 1024, height: 700, factor: 1 },
    { width: 1366, height: 768, factor: 2 },
  ]) {
    await test.step(`${width} × ${height} at ${factor * 100} %`, async () => {
      await app.evaluate(
        ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
        { width, height },
      );
      await zoom(app, factor);
      await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(Math.round(width / factor));
      await openDemandes(page);
      await chooseDemande(page, ines.nom);
      await expect(panelOf(page)).toBeVisible();
      await expect.poll(() => cutOff(page)).toEqual([]);
      await answer(page);
      const send = composerOf(page).getByRole('button', { name: /^Envoyer/ });
      await send.scrollIntoViewIfNeeded();
      await expect(send).toBeInViewport({ ratio: 1 });
      await expect.poll(() => cutOff(page)).toEqual([]);
      await page.getByRole('textbox', { name: 'Texte de la réponse' }).press('Escape');
      await expect(composerOf(page)).toHaveCount(0);
    });
  }
});
