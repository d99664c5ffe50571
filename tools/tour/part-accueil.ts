import type { Browser, Page } from 'playwright';
import { openBrowser } from './browser.ts';
import type { Tour } from './context.ts';
import { demoFormation, formAddress } from './demo-server.ts';
import { inbox, openCount, waitForOpen } from './inbox.ts';
import { type AskedForm, deskSize, fillByKeyboard, openVisitor, phoneSize, sendByKeyboard } from './intake.ts';
import { awaitMail } from './mails.ts';
import { verify } from './verify.ts';

/** Two families of nobody's list: a girl with her phone, a father at a desk. */
export const askedForms = {
  rappel: {
    mode: 'rappel',
    prenom: 'Lucie',
    nom: 'Fontbrune',
    courriel: 'lucie.fontbrune@example.org',
    telephone: '06 39 98 72 41',
    motifs: ['Places disponibles'],
    souhaits: ['mardi matin', 'jeudi après-midi'],
  },
  message: {
    mode: 'message',
    prenom: 'Aurélien',
    nom: 'Kervadec',
    jeune: { prenom: 'Nolwenn', nom: 'Kervadec' },
    courriel: 'aurelien.kervadec@example.net',
    telephone: '06 39 98 72 58',
    motifs: ['Portes ouvertes', 'Lieu de la formation'],
    message: 'Nolwenn finit sa troisième à Givors : faut-il déjà un CV pour visiter les ateliers ?',
  },
} as const satisfies Record<string, AskedForm>;

/** Opens the form, fills it and sends it; the poste shows it by itself. @returns after how many milliseconds. */
const ask = async (tour: Tour, poste: Page, visitor: Page, form: AskedForm): Promise<number> => {
  const { camera, server } = tour;
  const before = await openCount(poste);
  await visitor.goto(formAddress(server.accueilUrl, demoFormation, 'LBA'));
  await camera.shoot(visitor, `accueil-${form.mode}`);
  await fillByKeyboard(visitor, form);
  await camera.shoot(visitor, `accueil-${form.mode}-rempli`, 'whole');
  await sendByKeyboard(visitor);
  const from = performance.now();
  await waitForOpen(poste, before + 1);
  const seenMs = Math.round(performance.now() - from);
  await camera.shoot(visitor, `accueil-${form.mode}-merci`);
  return seenMs;
};

/** Both ways to ask, on a phone and at a desk; nobody touches the poste meanwhile. */
export const askBothWays = async (tour: Tour, poste: Page): Promise<void> => {
  const browser = await openBrowser();
  try {
    for (const [form, size] of [
      [askedForms.rappel, phoneSize],
      [askedForms.message, deskSize],
    ] as const) {
      const seenMs = await ask(tour, poste, await openVisitor(browser, size), form);
      tour.report.demandes.vues_apres_ms.push(seenMs);
    }
    verify(await inbox(poste).isVisible(), 'the inbox was on screen all along');
  } finally {
    await browser.close();
  }
};

/** What came into a mailbox, as it is read there. */
export const readMail = async (browser: Browser, page: string): Promise<Page> => {
  const reader = await openVisitor(browser, deskSize);
  await reader.setContent(page);
  return reader;
};

/** From the mail of the confirmation: the page of the link does nothing by itself, only its button cancels. */
export const cancelByLink = async (tour: Tour, poste: Page): Promise<void> => {
  const { camera, server } = tour;
  const before = await openCount(poste);
  const { mail } = await awaitMail(server.mails, askedForms.message.courriel, /est enregistrée$/);
  const browser = await openBrowser();
  try {
    const reader = await readMail(browser, mail.html ?? '');
    await camera.shoot(reader, 'courriel-confirmation', 'whole');
    await reader.setViewportSize(phoneSize);
    await reader.getByRole('link', { name: 'Modifier ou annuler ma demande' }).press('Enter');
    await reader.getByText('le CFA n’a pas encore répondu').waitFor();
    await camera.shoot(reader, 'lien-personnel');
    await reader.locator('summary', { hasText: 'Annuler ma demande' }).press('Enter');
    const button = reader.getByRole('button', { name: 'Oui, annuler ma demande' });
    await button.waitFor();
    verify((await openCount(poste)) === before, 'opening the link cancels nothing');
    await button.press('Enter');
    await reader.getByText('Votre demande est annulée.').waitFor();
    await camera.shoot(reader, 'lien-personnel-annulee');
    await waitForOpen(poste, before - 1);
    await awaitMail(server.mails, askedForms.message.courriel, /est annulée$/);
  } finally {
    await browser.close();
  }
};
