import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCourrier } from '../../sync-api/courriels/courrier.ts';
import { donneesDe } from '../../sync-api/courriels/donnees.ts';
import { createTransport } from '../../sync-api/courriels/transport.ts';
import { lireEcrite } from '../../sync-api/demandes/ecrite.ts';
import { admissions, type Bureau, ines, ouvrirBureau } from '../support/courriels.ts';
import { autreCle, cle, repondre } from '../support/demandes.ts';
import { makeActe } from '../support/flux-fixtures.ts';

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
