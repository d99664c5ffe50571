import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { agendaWindow, creneauPanel, openAgenda, openCreneau, reunionPleine } from '../../tools/tour/agenda.ts';
import { demoFolder } from '../../tools/tour/demo-server.ts';
import { awaitMail } from '../../tools/tour/mails.ts';
import { ByteScan, secretsOf, secretsOfDemandes } from '../support/byte-scan.ts';
import { expect, test } from '../support/demo-server.ts';
import { lea, synchronise } from '../support/desk.ts';

const textOf = (content: string | ArrayBuffer | Uint8Array): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(content);

/** The one event of a calendar file, read by another library than the one that wrote it. */
const eventOf = (ics: string): { methode: string; propriete: (nom: string) => string } => {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  const [event, ...others] = calendar.getAllSubcomponents('vevent');
  if (event === undefined || others.length > 0) throw new Error('one event a file');
  const valeur = (of: ICAL.Component, nom: string): string => String(of.getFirstPropertyValue(nom));
  return { methode: valeur(calendar, 'method'), propriete: (nom) => valeur(event, nom) };
};

test('a move is told with its message and its calendar file; the files and the feed of the agenda name nobody', async ({
  demo,
  poste,
}, testInfo) => {
  test.setTimeout(240_000);
  const { app, page } = await poste('Accueil-1', lea);
  const mot = 'L’amphithéâtre est pris jusqu’à 18 h 15.';
  await openAgenda(page);
  await openCreneau(page, 'À venir', reunionPleine);
  const file = testInfo.outputPath('reunion.ics');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await creneauPanel(page).getByRole('button', { name: 'Ajouter à mon agenda' }).press('Enter');
  await expect(creneauPanel(page).getByText(/^Enregistré : reunion\.ics/)).toBeVisible();
  const saved = await readFile(file, 'utf8');
  const before = eventOf(saved);
  expect(before.methode).toBe('PUBLISH');
  expect(before.propriete('sequence')).toBe('0');

  await creneauPanel(page).getByRole('button', { name: 'Déplacer', exact: true }).press('Enter');
  const move = agendaWindow(page, 'Déplacer le créneau');
  await move.getByLabel(/^Début/).fill('18:30');
  await move.getByLabel('Mot du CFA (facultatif)').fill(mot);
  await expect(move.getByRole('region', { name: 'Ce que ce changement fait' })).toContainText(mot);
  await page.keyboard.press('Control+Enter');
  await expect(move).toBeHidden();
  await expect(creneauPanel(page)).toContainText('18 h 30 – 20 h');
  await synchronise(page);
  // To whom a place was offered, and to one of those who had theirs.
  const offered = await awaitMail(demo.mails, 'aminata.sow@example.org', /est déplacée au/);
  expect(offered.mail.text).toContain(mot);
  const moved = await demo.mails.attendre(
    ({ mail }) => /est déplacée au/.test(mail.subject ?? '') && mail.attachments.length > 0,
  );
  expect(moved.mail.text).toContain(mot);
  const [attached] = moved.mail.attachments;
  const after = eventOf(textOf(attached?.content ?? ''));
  expect(after.methode).toBe('PUBLISH');
  expect(after.propriete('sequence')).toBe('1');
  expect(after.propriete('class')).toBe('PRIVATE');
  const movedMs = Date.parse(after.propriete('dtstart')) - Date.parse(before.propriete('dtstart'));
  expect(movedMs).toBe(3_600_000);

  await openAgenda(page);
  await page.getByRole('button', { name: 'S’abonner à ces créneaux' }).press('Enter');
  const abonnement = agendaWindow(page, 'S’abonner depuis un autre agenda');
  await abonnement.getByRole('button', { name: 'Créer une adresse', disabled: false }).press('Enter');
  const adresse = await abonnement.getByLabel('Adresse de l’abonnement').inputValue();
  const answer = await fetch(adresse);
  expect(answer.status).toBe(200);
  const feed = await answer.text();
  const events = new ICAL.Component(ICAL.parse(feed)).getAllSubcomponents('vevent');
  expect(events.length).toBeGreaterThan(20);
  expect(events.map((event) => String(event.getFirstPropertyValue('summary')))).toContain(
    'Réunion d’information (10/10)',
  );
  const lists = await Promise.all([1, 2].map((n) => readFile(join(demoFolder, `extraction-${n}.csv`), 'utf8')));
  const demandes = await readFile(join(demoFolder, 'demandes.json'), 'utf8');
  const scan = new ByteScan([...lists.flatMap(secretsOf), ...secretsOfDemandes(demandes)]);
  expect(scan.findIn(Buffer.from(`${saved}${feed}`))).toEqual([]);
  await abonnement.getByRole('button', { name: 'Ne plus partager' }).press('Enter');
  await abonnement.getByRole('button', { name: 'Continuer' }).press('Enter');
  await expect(abonnement.getByRole('status')).toContainText('Aucune adresse');
  expect((await fetch(adresse)).status).toBe(404);
});
