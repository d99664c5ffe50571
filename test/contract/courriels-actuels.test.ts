import { afterEach, beforeEach, expect, test } from 'vitest';
import { admissions, type Bureau, ines, ouvrirBureau } from '../support/courriels.ts';
import { repondre } from '../support/demandes.ts';
import { makeActe } from '../support/flux-fixtures.ts';

let bureau: Bureau;
beforeEach(async () => {
  bureau = await ouvrirBureau();
});
afterEach(() => bureau.fermer());

const heureMs = 3_600_000;
const auCfa = () => bureau.smtp.recusPar(admissions);

test('a reminder says what the demande waits for now', async () => {
  const row = await bureau.demander({ mode: 'rappel' });
  await bureau.courrier.passer();
  const { empreinte_jeton } = row;
  await bureau.intake.deposer('changement', { empreinte_jeton, mode: 'message', souhaits: [], message: 'Écrivez-moi' });
  await bureau.passer();
  bureau.clock.set('2026-06-10T07:00:00.000Z');
  await bureau.courrier.passer();
  const relance = auCfa().find(({ mail }) => mail.subject?.startsWith('Une demande attend'))?.mail;
  expect(relance?.text).toContain('une réponse à son message');
  expect(relance?.text).not.toContain('un appel');
});

const corriger = (row: { flux_id: string; dossier_id: string }, valeur: string) =>
  bureau.pousser(
    makeActe({
      flux: row.flux_id,
      dossier: row.dossier_id,
      type: 'rectification',
      corps: { champ: 'email', valeur, ancienne: null },
    }),
  );

test('an address that staff correct is used for every mail that waits', async () => {
  const row = await bureau.demander();
  await corriger(row, 'juste@example.org');
  await bureau.courrier.passer();
  expect(bureau.smtp.recusPar(ines)).toEqual([]);
  expect(bureau.smtp.recusPar('juste@example.org')).toHaveLength(1);
  expect((await bureau.rows('candidat-confirmation'))[0]?.destinataire).toBe('juste@example.org');
});

test('an answer without an address waits for one, whether it was removed before or after it was written', async () => {
  const row = await bureau.demander();
  await bureau.courrier.passer();
  await corriger(row, '');
  await bureau.pousser(repondre(row, 'personnalisee'));
  await bureau.courrier.passer();
  expect((await bureau.rows('candidat-reponse'))[0]).toMatchObject({ etat: 'a_envoyer', destinataire: null });
  // As written by a server that knew the former address.
  await bureau.db.updateTable('courriel').set({ destinataire: ines }).where('genre', '=', 'candidat-reponse').execute();
  await bureau.courrier.passer();
  expect((await bureau.rows('candidat-reponse'))[0]).toMatchObject({ etat: 'a_envoyer', destinataire: null });
  bureau.clock.advance(heureMs);
  await corriger(row, 'juste@example.org');
  await bureau.courrier.passer();
  expect(bureau.smtp.recusPar('juste@example.org').map(({ mail }) => mail.subject)).toEqual([
    'CFA des Trois Fourneaux répond à votre demande',
  ]);
  expect(bureau.smtp.recusPar(ines)).toHaveLength(1);
});
