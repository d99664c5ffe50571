import type { Page } from '@playwright/test';
import {
  agendaWindow,
  creneauPanel,
  openAgenda,
  openCreneau,
  presenceGrid,
  reunionPassee,
  reunionPleine,
} from '../../tools/tour/agenda.ts';
import { expect, test } from '../support/demo-server.ts';
import { lea, undoBar } from '../support/desk.ts';

const geste = (page: Page, name: string) => creneauPanel(page).getByRole('button', { name, exact: true });

// Each starts a server and its imports in processes of their own.
test.describe.configure({ timeout: 180_000 });

test('a cancellation and a move are sent by Ctrl+Entrée from where they open, and taken back by Ctrl+Z', async ({
  poste,
}) => {
  const { page } = await poste('Accueil-1', lea);
  await openAgenda(page);
  await openCreneau(page, 'À venir', reunionPleine);
  await geste(page, 'Annuler').press('Enter');
  const cancel = agendaWindow(page, 'Annuler le créneau');
  await expect(cancel.getByRole('button', { name: 'Annuler ce créneau' })).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await expect(cancel).toBeHidden();
  await expect(undoBar(page).filter({ hasText: 'Créneau annulé' })).toBeVisible();
  await expect(geste(page, 'Déplacer')).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(geste(page, 'Déplacer')).toBeVisible();

  await geste(page, 'Déplacer').press('Enter');
  const move = agendaWindow(page, 'Déplacer le créneau');
  await move.getByLabel(/^Début/).fill('18:30');
  await page.keyboard.press('Control+Enter');
  await expect(move).toBeHidden();
  await expect(creneauPanel(page)).toContainText('18 h 30 – 20 h');
  await expect(undoBar(page).filter({ hasText: 'Créneau déplacé' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(creneauPanel(page)).not.toContainText('18 h 30 – 20 h');
});

test('a presence that is taken back leaves the keys on the person it was of', async ({ poste }) => {
  const { page } = await poste('Accueil-1', lea);
  await openAgenda(page);
  await openCreneau(page, 'Présence à noter', reunionPassee);
  const presents = presenceGrid(page).getByRole('button', { name: /^Présent·e : / });
  const pressed = presenceGrid(page).getByRole('button', { pressed: true });
  await presents.first().focus();
  await page.keyboard.press('p');
  await expect(presents.nth(1)).toBeFocused();
  await expect(pressed).toHaveCount(1);
  await expect(undoBar(page).filter({ hasText: 'Présent·e — ' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(pressed).toHaveCount(0);
  await expect(presents.first()).toBeFocused();
  const name = ((await presents.first().getAttribute('aria-label')) ?? '').replace('Présent', 'Absent');
  await page.keyboard.press('a');
  await expect(pressed).toHaveCount(1);
  await expect(pressed).toHaveAccessibleName(name);
});

test('the focus stays with what was pressed, or goes on with what came of it', async ({ poste }, testInfo) => {
  const { app, page } = await poste('Accueil-1', lea);
  await openAgenda(page);
  await openCreneau(page, 'À venir', reunionPleine);
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, testInfo.outputPath('reunion.ics'));
  await geste(page, 'Ajouter à mon agenda').press('Enter');
  await expect(creneauPanel(page).getByText(/^Enregistré : /)).toBeVisible();
  await expect(geste(page, 'Ajouter à mon agenda')).toBeFocused();

  await page.getByRole('button', { name: 'S’abonner à ces créneaux' }).press('Enter');
  const abonnement = agendaWindow(page, 'S’abonner depuis un autre agenda');
  const adresse = abonnement.getByLabel('Adresse de l’abonnement');
  await abonnement.getByRole('button', { name: 'Créer une adresse', disabled: false }).press('Enter');
  await expect(adresse).toBeFocused();
  const before = await adresse.inputValue();
  await abonnement.getByRole('button', { name: 'Remplacer l’adresse' }).press('Enter');
  await abonnement.getByRole('button', { name: 'Continuer' }).press('Enter');
  await expect(adresse).not.toHaveValue(before);
  await expect(adresse).toBeFocused();
  await abonnement.getByRole('button', { name: 'Ne plus partager' }).press('Enter');
  await abonnement.getByRole('button', { name: 'Continuer' }).press('Enter');
  await expect(abonnement.getByRole('button', { name: 'Créer une adresse' })).toBeFocused();
});
