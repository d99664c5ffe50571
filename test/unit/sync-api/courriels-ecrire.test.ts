import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cleDeBoite } from '../../../shared/domain/demandes/boite.ts';
import { lireDonnees } from '../../../sync-api/courriels/donnees.ts';
import { ecrireCourriel, messageIdDeReponse } from '../../../sync-api/courriels/ecrire.ts';
import type { CourrielAEcrire } from '../../../sync-api/courriels/genres.ts';
import { lireEcrite } from '../../../sync-api/demandes/ecrite.ts';
import { type Guichets, ouvrirGuichets } from '../../support/demandes.ts';

let base: Guichets;
beforeEach(async () => {
  base = await ouvrirGuichets();
});
afterEach(() => base.close());

const rows = (genre: string) =>
  base.db.selectFrom('courriel').selectAll().where('genre', '=', genre).orderBy('envoyable_le').execute();
const ecrire = (courriel: CourrielAEcrire) =>
  base.db.transaction().execute((trx) => ecrireCourriel(trx, base, courriel));
const ecrite = async () => {
  const lue = await lireEcrite(base.db, await base.demander({ message: 'Secret', souhaits: [] }));
  if (lue === null) throw new Error('no words');
  return lue.demande;
};

test('a mail is written with its Message-ID, and its reason', async () => {
  const row = await base.demander();
  const [confirmation] = await rows('candidat-confirmation');
  expect(confirmation).toMatchObject({
    demande_id: row.id,
    flux_id: row.flux_id,
    dossier_id: row.dossier_id,
    destinataire: 'ines.vauquelin@example.org',
    etat: 'a_envoyer',
    essais: 0,
    envoyable_le: '2026-06-08T08:00:00.000Z',
  });
  expect(confirmation?.message_id).toMatch(/^<[0-9a-f-]{36}@rappel-cfa\.invalid>$/);
});

test('a mail whose reason is undone was never written', async () => {
  const demande = await ecrite();
  const avant = (await rows('cfa-changement')).length;
  const trx = await base.db.startTransaction().execute();
  await ecrireCourriel(trx, base, { genre: 'cfa-changement', demande, quoi: 'annulee' });
  await trx.rollback().execute();
  expect(await rows('cfa-changement')).toHaveLength(avant);
});

test('what a CFA may not read is not even kept for it', async () => {
  await base.demander({ mode: 'message', message: 'Internat possible ?', souhaits: [] });
  for (const genre of ['cfa-nouvelle', 'cfa-relance'])
    for (const { donnees } of await rows(genre)) {
      expect(lireDonnees(donnees)).toMatchObject({ demande: { prenom: 'Inès', nom: 'V', message: null } });
      expect(donnees).not.toMatch(/Vauquelin|Internat|example\.org|639980112/);
    }
});

test('a notice schedules its two reminders at 9 of the site, on its working days', async () => {
  await base.db.updateTable('formation_catalogue').set({ code_postal: '97400' }).execute();
  base.clock.set('2026-12-18T08:00:00.000Z');
  await base.demander();
  // La Réunion: 20 December is a holiday there, a Sunday that year; Christmas is one everywhere.
  expect((await rows('cfa-relance')).map(({ envoyable_le }) => envoyable_le)).toEqual([
    '2026-12-22T05:00:00.000Z',
    '2026-12-24T05:00:00.000Z',
  ]);
});

test('a reminder whose morning is past is not written, and none is written twice', async () => {
  const demande = { ...(await ecrite()), id: 'autre' };
  base.clock.set('2026-06-11T08:00:00.000Z');
  await ecrire({ genre: 'cfa-nouvelle', demande });
  const siens = async () => (await rows('cfa-relance')).filter(({ demande_id }) => demande_id === 'autre');
  expect((await siens()).map(({ envoyable_le }) => envoyable_le)).toEqual(['2026-06-12T07:00:00.000Z']);
  await ecrire({ genre: 'cfa-relance', demande, moment: 'dernier-jour', envoyableLe: '2026-06-12T07:00:00.000Z' });
  expect(await siens()).toHaveLength(1);
});

test('a form sent in a loop writes to nobody more than once an hour', async () => {
  const demande = await ecrite();
  const envoyer = async () => {
    await ecrire({ genre: 'candidat-doublon', demande, destinataire: 'ines@example.org', jeton: 'j' });
    await ecrire({ genre: 'cfa-changement', demande, quoi: 'completee' });
  };
  for (let fois = 0; fois < 5; fois += 1) await envoyer();
  expect(await rows('candidat-doublon')).toHaveLength(1);
  expect(await rows('cfa-changement')).toHaveLength(1);
  await ecrire({ genre: 'cfa-changement', demande, quoi: 'annulee' });
  expect(await rows('cfa-changement')).toHaveLength(2);
  base.clock.advance(3_600_001);
  await envoyer();
  expect(await rows('candidat-doublon')).toHaveLength(2);
});

test('one mailbox is written to twenty times a day at most, whatever forms name it and however', async () => {
  const demande = await ecrite();
  const notes: string[] = [];
  const journal = { note: ({ code }: { code: string }) => void notes.push(code) };
  const adresses = ['Victi.me@gmail.com', 'victime+a@gmail.com', 'v.i.c.t.i.m.e@googlemail.com', 'victime@gmail.com'];
  const envoyer = (rang: number, destinataire: string, genre: 'candidat-confirmation' | 'candidat-doublon') =>
    ecrireCourriel(
      base.db,
      { clock: base.clock, random: base.random, journal },
      { genre, demande: { ...demande, id: `d${rang}` }, destinataire, jeton: 'j' },
    );
  const avant = (await rows('candidat-doublon')).length;
  for (let rang = 0; rang < 60; rang += 1) {
    await envoyer(
      rang,
      adresses[rang % adresses.length] ?? '',
      rang % 2 === 0 ? 'candidat-confirmation' : 'candidat-doublon',
    );
    base.clock.advance(60_000);
  }
  const siens = async () =>
    (await base.db.selectFrom('courriel').selectAll().where('destinataire', 'like', 'v%').execute()).length;
  expect(await siens()).toBe(20);
  expect(notes).toEqual(Array.from({ length: 40 }, () => 'COURRIEL_PLAFONNE'));
  // Her neighbour of another domain, and an answer of the staff, are not held back.
  await envoyer(90, 'victime@example.org', 'candidat-doublon');
  expect(await rows('candidat-doublon')).toHaveLength(avant + 11);
  const corps = { sujet: 'Réponse', paragraphes: ['Oui.'] };
  await ecrire({ genre: 'candidat-reponse', demande, destinataire: 'victime@gmail.com', corps, acteId: 'a' });
  expect(await rows('candidat-reponse')).toHaveLength(1);
  base.clock.advance(24 * 3_600_000);
  await envoyer(91, 'victime@gmail.com', 'candidat-doublon');
  expect(await rows('candidat-doublon')).toHaveLength(avant + 12);
});

test('a mailbox is known under its other spellings, and others are told apart', () => {
  expect(cleDeBoite('Inès.V+cfa@Gmail.com')).toBe(cleDeBoite('inèsv@googlemail.com'));
  expect(cleDeBoite('ines+a@example.org')).toBe('ines@example.org');
  expect(cleDeBoite('ines.v@example.org')).not.toBe(cleDeBoite('inesv@example.org'));
  expect(cleDeBoite('+a@example.org')).toBe('+a@example.org');
});

test('the Message-ID of an answer cannot be made from what its acte shows', async () => {
  const demande = await ecrite();
  const corps = { sujet: 'Réponse', paragraphes: ['Oui.'] };
  const acteId = '11111111-1111-4111-8111-111111111111';
  await ecrire({ genre: 'candidat-reponse', demande, destinataire: 'ines@example.org', corps, acteId });
  const [row] = await rows('candidat-reponse');
  const nu = createHash('sha256').update(`candidat-reponse ${acteId}`).digest('hex');
  expect(row?.message_id).not.toContain(nu.slice(0, 8));
  expect(row?.message_id).toBe(await messageIdDeReponse(base.db, acteId));
  await base.db
    .updateTable('serveur')
    .set({ secret_ine: '0'.repeat(64) })
    .execute();
  expect(await messageIdDeReponse(base.db, acteId)).not.toBe(row?.message_id);
});
