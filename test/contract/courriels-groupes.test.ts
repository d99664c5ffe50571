import { afterEach, beforeEach, expect, test } from 'vitest';
import { admissions, type Bureau, ouvrirBureau } from '../support/courriels.ts';
import { autreCle, repondre } from '../support/demandes.ts';

let bureau: Bureau;
beforeEach(async () => {
  bureau = await ouvrirBureau();
});
afterEach(() => bureau.fermer());

const heureMs = 3_600_000;
/** Somebody else each time: the same person twice is one demande. */
const qui = (rang: number) => ({
  prenom: 'Noa',
  nom: `Personne${rang}`,
  courriel: `noa${rang}@example.org`,
  telephone: `+336399802${String(rang).padStart(2, '0')}`,
});
const deposer = async (nombre: number, debut = 0): Promise<void> => {
  for (let rang = debut; rang < debut + nombre; rang += 1) await bureau.demander(qui(rang));
};
const auCfa = () => bureau.smtp.recusPar(admissions);

test('three notices leave at once, those after them gather for the next full hour', async () => {
  await deposer(6);
  await bureau.courrier.passer();
  expect(auCfa()).toHaveLength(3);
  bureau.clock.advance(30 * 60_000);
  await bureau.courrier.passer();
  expect(auCfa()).toHaveLength(3);
  bureau.clock.advance(30 * 60_000);
  await bureau.courrier.passer();
  expect(auCfa()).toHaveLength(4);
  const digeste = auCfa()[3]?.mail;
  expect(digeste?.subject).toBe('3\u00a0nouvelles demandes');
  expect(digeste?.text).toContain('- 3\u00a0demandes\u00a0: CUISINE (CAP)');
  expect(digeste?.text).not.toContain('Noa');
  expect(await bureau.courrier.passer()).toBe(0);
});

test('one notice that waited alone is an ordinary one', async () => {
  await deposer(4);
  await bureau.courrier.passer();
  bureau.clock.advance(heureMs);
  await bureau.courrier.passer();
  expect(auCfa()[3]?.mail.subject).toBe('Nouvelle demande\u00a0: Noa P., CUISINE (CAP)');
});

test('what was answered while it waited for the hour is not in the digest', async () => {
  await deposer(5);
  await bureau.courrier.passer();
  for (const row of await bureau.demandes()) await bureau.pousser(repondre(row, 'autre_canal'));
  bureau.clock.advance(heureMs);
  await bureau.courrier.passer();
  expect(auCfa()).toHaveLength(3);
});

test('the CFA is reminded at half of the deadline and on its last day, never of an answered demande', async () => {
  const [une, deux] = [await bureau.demander(), await bureau.demander({ ...qui(1), cle_ministere_educatif: autreCle })];
  await bureau.courrier.passer();
  bureau.clock.set('2026-06-10T06:59:59.000Z');
  expect(await bureau.courrier.passer()).toBe(0);
  bureau.clock.set('2026-06-10T07:00:00.000Z');
  expect(await bureau.courrier.passer()).toBe(1);
  const relance = auCfa().at(-1)?.mail;
  expect(relance?.subject).toBe('2\u00a0demandes attendent votre réponse');
  expect(relance?.text).toContain('CUISINE (CAP)');
  expect(relance?.text).toContain('SERVICE (CAP)');
  await bureau.pousser(repondre(une, 'autre_canal'));
  bureau.clock.set('2026-06-12T07:00:00.000Z');
  expect(await bureau.courrier.passer()).toBe(1);
  expect(auCfa().at(-1)?.mail.subject).toBe('Dernier jour pour répondre à Noa P.');
  await bureau.pousser(repondre(deux, 'autre_canal'));
  bureau.clock.advance(30 * 24 * heureMs);
  expect(await bureau.courrier.passer()).toBe(0);
});

test('both reminders of one demande, late together, are one', async () => {
  await bureau.demander();
  await bureau.courrier.passer();
  bureau.clock.set('2026-06-12T08:00:00.000Z');
  expect(await bureau.courrier.passer()).toBe(1);
  expect(auCfa().at(-1)?.mail.subject).toBe('Dernier jour pour répondre à Inès V.');
});

test('changes and dead addresses gather like new demandes: three at once, then one an hour', async () => {
  for (let rang = 0; rang < 6; rang += 1) bureau.smtp.refuser(`noa${rang}@example.org`);
  await deposer(6);
  await bureau.courrier.passer();
  await bureau.courrier.passer();
  const sujets = () => auCfa().map(({ mail }) => mail.subject ?? '');
  const parmi = (motif: RegExp) => sujets().filter((sujet) => motif.test(sujet));
  expect(parmi(/n’est pas arrivé$/)).toHaveLength(3);
  for (const row of await bureau.demandes()) {
    const empreinte_jeton = row.empreinte_jeton;
    await bureau.intake.deposer('changement', {
      empreinte_jeton,
      souhaits: [{ jour: 'lundi', demi_journee: 'matin' }],
    });
    await bureau.intake.deposer('annulation', { empreinte_jeton });
  }
  await bureau.passer();
  await bureau.courrier.passer();
  expect(parmi(/^Demande (?:modifiée|annulée)/)).toHaveLength(3);
  bureau.clock.advance(heureMs);
  await bureau.courrier.passer();
  expect(parmi(/^Demande (?:modifiée|annulée)/)).toHaveLength(3);
  expect(parmi(/demandes ont changé$/)).toHaveLength(1);
  expect(parmi(/^3\u00a0adresses de courriel ne fonctionnent pas$/)).toHaveLength(1);
  expect(auCfa().every(({ mail }) => !mail.text?.includes('noa'))).toBe(true);
});
