import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCourrier } from '../../sync-api/courriels/courrier.ts';
import { donneesDe } from '../../sync-api/courriels/donnees.ts';
import { createTransport } from '../../sync-api/courriels/transport.ts';
import { lireEcrite } from '../../sync-api/demandes/ecrite.ts';
import { admissions, type Bureau, ines, ouvrirBureau } from '../support/courriels.ts';
import { cle, repondre } from '../support/demandes.ts';
import { makeActe } from '../support/flux-fixtures.ts';

let bureau: Bureau;
beforeEach(async () => {
  bureau = await ouvrirBureau();
});
afterEach(() => bureau.fermer());

const heureMs = 3_600_000;
const auCfa = () => bureau.smtp.recusPar(admissions);

test('a demande is confirmed to whoever asked and told to the CFA, each once', async () => {
  const row = await bureau.demander({ motifs: ['place', 'frais'] });
  expect(await bureau.courrier.passer()).toBe(2);
  expect(await bureau.courrier.passer()).toBe(0);
  const [confirmation] = bureau.smtp.recusPar(ines);
  const [notice] = auCfa();
  expect(bureau.smtp.recus).toHaveLength(2);
  expect(confirmation?.de).toBe('ne-pas-repondre@rappel.example');
  expect(confirmation?.mail.subject).toBe('CFA des Trois Fourneaux\u00a0: votre demande est enregistrée');
  expect(confirmation?.mail.replyTo?.map(({ address }) => address)).toEqual([admissions]);
  expect(confirmation?.mail.text).toContain('au plus tard le vendredi 12 juin 2026 à 18\u00a0h.');
  expect(confirmation?.mail.text).toMatch(/https:\/\/accueil\.example\/suivi#[\w-]{43}\n/);
  expect(notice?.mail.subject).toBe('Nouvelle demande\u00a0: Inès V., CUISINE (CAP)');
  expect(notice?.mail.text).toContain('Places disponibles\n  Frais d’inscription');
  for (const recu of bureau.smtp.recus) {
    const entetes = new Map(recu.mail.headers.map(({ key, value }) => [key, value]));
    expect(entetes.get('auto-submitted')).toBe('auto-generated');
    expect(entetes.has('list-unsubscribe')).toBe(false);
    expect(entetes.has('x-mailer')).toBe(false);
  }
  const ids = (await bureau.rows()).map(({ message_id }) => message_id);
  expect(ids).toEqual(expect.arrayContaining(bureau.smtp.recus.map(({ mail }) => mail.messageId ?? '')));
  expect((await bureau.rows('candidat-confirmation'))[0]).toMatchObject({
    demande_id: row.id,
    etat: 'envoye',
    code: '250',
    essais: 1,
  });
});

test('the token of the personal link stands after the sharp sign only', async () => {
  const row = await bureau.demander();
  await bureau.courrier.passer();
  const [confirmation] = bureau.smtp.recusPar(ines);
  const jeton = /suivi#([\w-]{43})/.exec(confirmation?.mail.text ?? '')?.[1] ?? '';
  expect(bureau.jeton(row)).not.toBe('');
  expect(confirmation?.mail.html).toContain(`href="https://accueil.example/suivi#${jeton}"`);
  expect(auCfa()[0]?.brut).not.toContain(jeton);
});

test('several recipients of a place are several mails: one that refuses hides no other', async () => {
  await bureau.db
    .updateTable('formation_catalogue')
    .set({ courriels_lieu: '["mort@example.org","admissions@example.org"]' })
    .execute();
  bureau.smtp.refuser('mort@example.org');
  await bureau.demander();
  await bureau.courrier.passer();
  expect(auCfa()).toHaveLength(1);
  expect((await bureau.rows('cfa-nouvelle')).map(({ destinataire, etat }) => [destinataire, etat])).toEqual(
    expect.arrayContaining([
      ['mort@example.org', 'refuse'],
      [admissions, 'envoye'],
    ]),
  );
});

test('an answer is mailed exactly as it was previewed', async () => {
  const row = await bureau.demander();
  await bureau.courrier.passer();
  await bureau.pousser(repondre(row, 'personnalisee'));
  await bureau.courrier.passer();
  const mail = bureau.smtp.recusPar(ines).at(-1)?.mail;
  expect(mail?.subject).toBe('CFA des Trois Fourneaux répond à votre demande');
  expect(mail?.text?.replaceAll('\r\n', '\n')).toMatch(
    /^Bonjour Inès,\n\nVous avez demandé [^\n]*\n\nIl reste trois places\.\n\nVenez samedi\.\n\nTéléphone\u00a0: 04 65 71 00 10 — CFA des Trois Fourneaux\n\n-- \n/,
  );
  expect(mail?.html).toContain('<p style="margin:0 0 16px">Il reste trois places.</p>');
});

test('without a mail server, or without the address of the intake, mails wait', async () => {
  await bureau.demander({ cle_ministere_educatif: cle });
  const deps = { ...bureau, journal: { note: () => undefined }, retours: null };
  const config = { courrielExpediteur: 'ne-pas-repondre@rappel.example', accueilUrl: 'https://accueil.example' };
  const transport = createTransport(bureau.smtp.url);
  const sansServeur = createCourrier({ ...deps, config, transport: null });
  const sansAccueil = createCourrier({ ...deps, config: { ...config, accueilUrl: null }, transport });
  expect(await sansServeur.passer()).toBe(0);
  expect(await sansAccueil.passer()).toBe(0);
  expect(bureau.smtp.connexions).toBe(0);
  expect(await bureau.etats()).toEqual({ a_envoyer: 4 });
  await sansAccueil.fermer();
});

test('nothing of a candidate but « Inès V. » is in what the CFA receives, headers included', async () => {
  const row = await bureau.demander({
    mode: 'message',
    message: 'Internat possible pour un mineur de 15 ans ?',
    prenom: 'Inès 0639980112',
  });
  bureau.smtp.refuser(ines);
  await bureau.courrier.passer();
  await bureau.courrier.passer();
  bureau.clock.set('2026-06-10T08:00:00.000Z');
  await bureau.courrier.passer();
  expect(auCfa()).toHaveLength(3);
  for (const { mail, brut } of auCfa()) {
    const tout = [mail.text, mail.html, brut, ...mail.headers.map(({ value }) => value)].join(' ').toLowerCase();
    for (const interdit of ['vauquelin', '639980112', '6 39 98 01 12', ines, 'internat', row.dossier_id])
      expect(tout).not.toContain(interdit);
  }
});

test('a confirmation is asked for once, and no more when its form was forgotten', async () => {
  await bureau.deposer({ a_confirmer: true });
  await bureau.deposer({ a_confirmer: true, courriel: 'noa@example.org' });
  await bureau.passer();
  await bureau.db.deleteFrom('depot_a_confirmer').where('corps', 'like', '%noa@%').execute();
  expect(await bureau.courrier.passer()).toBe(1);
  const texte = bureau.smtp.recusPar(ines)[0]?.mail.text;
  expect(texte).toMatch(/https:\/\/accueil\.example\/confirmer#[\w-]{43}\n/);
  expect(await bureau.etats()).toEqual({ envoye: 1, abandonne: 1 });
});

test('nothing is sent to somebody who said that she does not want to be contacted', async () => {
  const row = await bureau.demander();
  await bureau.pousser(makeActe({ flux: row.flux_id, dossier: row.dossier_id, type: 'opposition', corps: {} }));
  // As if it had been leaving at that moment, and refused for a while.
  const [confirmation] = await bureau.rows('candidat-confirmation');
  const demande = await lireEcrite(bureau.db, row);
  if (confirmation === undefined || demande === null) throw new Error('no mail');
  const donnees = donneesDe({ genre: 'candidat-changement', ...demande, destinataire: ines, jeton: 'j' });
  await bureau.db
    .updateTable('courriel')
    .set({ etat: 'a_envoyer', destinataire: ines, donnees: JSON.stringify(donnees) })
    .where('id', '=', confirmation.id)
    .execute();
  await bureau.courrier.passer();
  expect(bureau.smtp.recusPar(ines)).toEqual([]);
  expect((await bureau.rows('candidat-confirmation'))[0]).toMatchObject({ etat: 'abandonne', code: 'SANS_OBJET' });
});

test('no name adds a header or a recipient, whatever it holds', async () => {
  const ajout = 'A\r\nBcc: autre@ailleurs.example\r\n\r\nCorps';
  await bureau.db
    .updateTable('formation_catalogue')
    .set({ raison_sociale: `CFA ${ajout}`, intitule: `CAP ${ajout}` })
    .execute();
  await bureau.demander({ prenom: `Inès ${ajout}`, nom: `V${ajout}` });
  await bureau.courrier.passer();
  expect(bureau.smtp.recus).toHaveLength(2);
  for (const { a, mail } of bureau.smtp.recus) {
    expect(a).toHaveLength(1);
    expect(mail.headers.map(({ key }) => key)).not.toContain('bcc');
    expect(mail.subject).toContain('A Bcc: autre@ailleurs.example Corps');
    expect(mail.html).toBeDefined();
  }
});

test('thirty days after its end a mail keeps neither words nor address', async () => {
  await bureau.demander();
  await bureau.courrier.passer();
  bureau.clock.advance(31 * 24 * heureMs);
  await bureau.courrier.passer();
  const finis = (await bureau.rows()).filter(({ fini_le }) => fini_le !== null && fini_le < '2026-07-01');
  expect(finis).toHaveLength(2);
  for (const row of finis) expect(row).toMatchObject({ donnees: '{}', destinataire: null, etat: 'envoye' });
});

test('neither an address nor a name is ever in the log', async () => {
  bureau.smtp.refuser(ines, 550, `5.1.1 <${ines}> unknown, Inès Vauquelin`);
  bureau.smtp.refuser(admissions, 450, `4.2.1 <${admissions}> busy`);
  await bureau.demander();
  await bureau.courrier.passer();
  await bureau.smtp.arreter();
  bureau.clock.advance(heureMs);
  await bureau.courrier.passer();
  const journal = bureau.logs.join('');
  expect(journal).toContain('COURRIEL_REFUSE_5_1_1');
  expect(journal).toContain('COURRIEL_INDISPONIBLE_');
  expect(journal).not.toContain('ILLISIBLE"');
  expect(journal).not.toContain('ACCIDENT');
  expect(journal).not.toMatch(/example|vauquelin|inès|unknown|busy/i);
});
