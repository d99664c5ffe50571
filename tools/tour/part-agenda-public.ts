import type { Page } from 'playwright';
import { creneauPanel, inscritsList, openAgenda, openCreneau } from './agenda.ts';
import { openBrowser } from './browser.ts';
import type { Tour } from './context.ts';
import { demoFormation, formAddress } from './demo-server.ts';
import { type AskedForm, deskSize, fillByKeyboard, openVisitor, phoneSize, sendByKeyboard } from './intake.ts';
import { awaitMail } from './mails.ts';
import { readMail } from './part-accueil.ts';

/** A family that chooses its créneau on a phone: nobody of a list. */
export const askedCreneau = {
  mode: 'creneau',
  prenom: 'Capucine',
  nom: 'Ventadour',
  courriel: 'capucine.ventadour@example.org',
  telephone: '06 39 98 72 77',
  motifs: ['Portes ouvertes'],
} as const satisfies AskedForm;

/** How long the server may take to tell the intake of a créneau: it passes by every two seconds. */
const attempts = 20;

const openForm = async (visitor: Page, address: string, titre: string): Promise<void> => {
  const offered = visitor.locator('#creneaux label', { hasText: titre });
  for (let attempt = 1; attempt < attempts; attempt += 1) {
    await visitor.goto(address);
    const isThere = await offered.waitFor({ state: 'attached', timeout: 1_000 }).then(
      () => true,
      () => false,
    );
    if (isThere) return;
  }
  await offered.waitFor({ state: 'attached' });
};

/** From the form to the page of the link, and the name on the poste meanwhile. */
export const bookOnline = async ({ camera, server }: Tour, poste: Page, titre: string): Promise<void> => {
  const form = { ...askedCreneau, creneau: new RegExp(titre) };
  await openAgenda(poste);
  await openCreneau(poste, 'À venir', titre);
  const browser = await openBrowser();
  try {
    const address = formAddress(server.accueilUrl, demoFormation, 'PARCOURSUP');
    const visitor = await openVisitor(browser, phoneSize);
    await openForm(visitor, address, titre);
    await fillByKeyboard(visitor, form);
    await camera.shoot(visitor, 'accueil-creneau-rempli', 'whole');
    await sendByKeyboard(visitor);
    await camera.shoot(visitor, 'accueil-creneau-merci');
    const wide = await openVisitor(browser, deskSize);
    await wide.goto(`${address}&mode=creneau`);
    await camera.shoot(wide, 'accueil-creneau-bureau', 'whole');
    await inscritsList(poste).getByRole('listitem').filter({ hasText: form.nom }).waitFor();
    await creneauPanel(poste).getByText('Confirmé').waitFor();
    await camera.shoot(poste, 'agenda-inscrite-en-ligne');
    const { mail } = await awaitMail(server.mails, form.courriel, /est confirmée$/);
    const reader = await readMail(browser, mail.html ?? '');
    await camera.shoot(reader, 'courriel-reservation', 'whole');
    await reader.setViewportSize(phoneSize);
    await reader.getByRole('link', { name: /J’annule ou je choisis/ }).press('Enter');
    await reader.getByText('Où il en est').waitFor();
    await camera.shoot(reader, 'lien-rendez-vous');
    await reader.locator('summary', { hasText: 'Choisir un autre créneau' }).press('Enter');
    await reader.getByRole('button', { name: 'Prendre ce créneau' }).waitFor();
    await camera.shoot(reader, 'lien-rendez-vous-autre', 'whole');
  } finally {
    await browser.close();
  }
};
