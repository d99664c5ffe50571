import { execFileSync } from 'node:child_process';
import { renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alerteLigne } from '../../shared/contract/lignes.ts';
import { reprendreSansDestinataire } from '../../sync-api/courriels/reprise.ts';
import { admissions, avisDeRetour, type Bureau, ines, ouvrirBureau } from '../support/courriels.ts';
import { autreCle, repondre } from '../support/demandes.ts';
import { createCompte, createDelegation } from '../support/flux-fixtures.ts';

let bureau: Bureau;
beforeEach(async () => {
  bureau = await ouvrirBureau();
});
afterEach(() => bureau.fermer());

const sujets = (adresse: string) => bureau.smtp.recusPar(adresse).map(({ mail }) => mail.subject ?? '');
const premier = async (genre: string) => {
  const [row] = await bureau.rows(genre);
  if (row === undefined) throw new Error(`no row ${genre}`);
  return row;
};
const contacts = (...courriels: string[]) =>
  bureau.db
    .updateTable('formation_catalogue')
    .set({ courriels_lieu: JSON.stringify(courriels) })
    .execute();
const rejetes = () => bureau.db.selectFrom('courriel_rejete').selectAll().execute();
const alertes = async () =>
  (await bureau.db.selectFrom('ligne').select('corps').where('type', '=', 'alerte').execute()).map(({ corps }) =>
    alerteLigne.parse(JSON.parse(corps)),
  );

test("the candidate's dead address marks the demande and is told to the CFA, once; nothing is closed", async () => {
  const row = await bureau.demander();
  await bureau.courrier.passer();
  const { tete } = await bureau.db
    .selectFrom('flux')
    .select('tete')
    .where('id', '=', row.flux_id)
    .executeTakeFirstOrThrow();
  const { message_id } = await premier('candidat-confirmation');
  bureau.recevoir(avisDeRetour({ destinataire: ines, messageId: message_id }));
  await bureau.courrier.passer();
  expect(await premier('candidat-confirmation')).toMatchObject({ etat: 'refuse', code: '5.1.1' });
  expect((await bureau.ligne(row)).courriel_rejete).toBe('candidat');
  expect((await bureau.relire(row)).etat).toBe('ouverte');
  expect(sujets(admissions)[1]).toBe('Un courriel à Inès V. n’est pas arrivé');
  expect(bureau.annonces).toContainEqual({ flux: row.flux_id, tete: tete + 1 });
  // An address of a family is never kept among those of CFA.
  expect(await rejetes()).toEqual([]);
  bureau.recevoir(avisDeRetour({ destinataire: ines, messageId: message_id }));
  await bureau.courrier.passer();
  expect(sujets(admissions)).toHaveLength(2);
  expect(bureau.logs.join('')).not.toContain('ACCIDENT');
});

test("the CFA's dead address is passed over from now on, and the notice goes to who comes next", async () => {
  await contacts('mort@example.org');
  await bureau.db.updateTable('formation_catalogue').set({ courriel_gestionnaire: 'siege@example.org' }).execute();
  const row = await bureau.demander();
  await bureau.courrier.passer();
  bureau.recevoir(
    avisDeRetour({ destinataire: 'mort@example.org', messageId: (await premier('cfa-nouvelle')).message_id }),
  );
  await bureau.courrier.passer();
  expect(await rejetes()).toMatchObject([{ courriel: 'mort@example.org', code: '5.1.1' }]);
  expect(sujets('siege@example.org')).toEqual(['Nouvelle demande\u00a0: Inès V., CUISINE (CAP)']);
  expect((await bureau.ligne(row)).courriel_rejete).toBeNull();
  await bureau.demander({ courriel: 'noa@example.org', nom: 'Autre', telephone: '+33639980177' });
  await bureau.courrier.passer();
  expect(sujets('mort@example.org')).toHaveLength(1);
  expect(sujets('siege@example.org')).toHaveLength(2);
});

test('another recipient of the same place that was told already is not told again', async () => {
  await contacts('mort@example.org', admissions);
  await bureau.demander();
  bureau.smtp.refuser('mort@example.org', 550, '5.1.1 unknown');
  await bureau.courrier.passer();
  await bureau.courrier.passer();
  expect(sujets(admissions)).toHaveLength(1);
});

test('a policy refusal keeps the address for later, and tries the next one this time', async () => {
  await bureau.db.updateTable('formation_catalogue').set({ courriel_gestionnaire: 'siege@example.org' }).execute();
  bureau.smtp.refuser(admissions, 550, '5.7.1 Listed');
  await bureau.demander();
  await bureau.courrier.passer();
  expect(await rejetes()).toEqual([]);
  expect(sujets('siege@example.org')).toHaveLength(1);
});

test('when nobody is left, both sides learn it: the row, the candidate, and those who can mend it', async () => {
  const delegue = await createCompte(bureau.db, 'delegue', 'd');
  const ancien = await createCompte(bureau.db, 'delegue', 'ancien');
  await createCompte(bureau.db, 'responsable', 'ailleurs');
  bureau.smtp.refuser(admissions);
  const row = await bureau.demander();
  const { relation_id } = await bureau.db
    .selectFrom('flux')
    .select('relation_id')
    .where('id', '=', row.flux_id)
    .executeTakeFirstOrThrow();
  await createDelegation(bureau.db, delegue, relation_id ?? '');
  await createDelegation(bureau.db, ancien, relation_id ?? '', '2026-06-01T00:00:00.000Z');
  await bureau.demander({ cle_ministere_educatif: autreCle });
  await bureau.courrier.passer();
  await bureau.courrier.passer();
  expect((await bureau.ligne(row)).courriel_rejete).toBe('cfa');
  expect((await bureau.relire(row)).etat).toBe('ouverte');
  expect(sujets(ines).filter((sujet) => sujet.includes('n’a pas reçu'))).toHaveLength(2);
  const dit = bureau.smtp.recusPar(ines).find(({ mail }) => mail.subject?.includes('n’a pas reçu'));
  expect(dit?.mail.text).toContain('appelez le CFA au 04 65 71 00 10');
  const parCompte = await bureau.db
    .selectFrom('ligne')
    .innerJoin('flux', 'flux.id', 'ligne.flux_id')
    .select('flux.compte_id')
    .where('ligne.type', '=', 'alerte')
    .execute();
  expect(parCompte.map(({ compte_id }) => compte_id).sort()).toEqual(
    [bureau.porteur.compteId, delegue.acces.compte.id].sort(),
  );
  expect((await alertes())[0]).toMatchObject({ au: null, message: expect.stringContaining('CFA des Trois Fourneaux') });
  const fluxDelegue = delegue.acces.compte.fluxCompte;
  expect(bureau.annonces.map(({ flux }) => flux)).toContain(fluxDelegue);
});

test('a full mailbox is told once to the candidate, and not tried again for the same demande at each start', async () => {
  bureau.smtp.refuser(admissions, 552, '5.2.2 Mailbox full');
  const row = await bureau.demander();
  const reprendre = () =>
    bureau.db
      .transaction()
      .execute((trx) =>
        reprendreSansDestinataire({ trx, clock: bureau.clock, random: bureau.random, tetes: new Map() }),
      );
  for (let depart = 0; depart < 4; depart += 1) {
    for (let fois = 0; fois < 3; fois += 1) await bureau.courrier.passer();
    expect(await reprendre()).toBe(0);
    bureau.clock.advance(3_600_000);
  }
  expect(await rejetes()).toEqual([]);
  expect((await bureau.ligne(row)).courriel_rejete).toBe('cfa');
  expect(sujets(ines).filter((sujet) => sujet.includes('n’a pas reçu'))).toHaveLength(1);
  // Another address is tried; when it fails too, she is not told a second time.
  await contacts('autre@example.org');
  bureau.smtp.refuser('autre@example.org', 552, '5.2.2 Mailbox full');
  expect(await reprendre()).toBe(1);
  await bureau.courrier.passer();
  await bureau.courrier.passer();
  expect((await bureau.ligne(row)).courriel_rejete).toBe('cfa');
  expect(sujets(ines).filter((sujet) => sujet.includes('n’a pas reçu'))).toHaveLength(1);
});

test('a server that refuses to relay without an enhanced code kills no address', async () => {
  bureau.smtp.refuser(admissions, 550, 'relay not permitted');
  await bureau.demander();
  await bureau.courrier.passer();
  expect(await premier('cfa-nouvelle')).toMatchObject({ etat: 'refuse', code: '5.7.1' });
  expect(await rejetes()).toEqual([]);
});

test('a site without any address: the candidate is told at once, and the training stays as it was', async () => {
  await contacts();
  const row = await bureau.demander();
  await bureau.courrier.passer();
  expect(await premier('cfa-nouvelle')).toMatchObject({ etat: 'abandonne', code: 'SANS_DESTINATAIRE' });
  expect((await bureau.ligne(row)).courriel_rejete).toBe('cfa');
  expect(await alertes()).toHaveLength(1);
  expect(await bureau.db.selectFrom('ouverture').selectAll().where('ouverte', '=', 0).execute()).toEqual([]);
});

test('a bounce of a mail that told several demandes counts for each that is still open', async () => {
  await bureau.db.updateTable('formation_catalogue').set({ courriel_gestionnaire: 'siege@example.org' }).execute();
  const deux = [
    await bureau.demander(),
    await bureau.demander({ cle_ministere_educatif: autreCle }),
    await bureau.demander({ courriel: 'noa@example.org', nom: 'Autre', telephone: '+33639980177' }),
  ];
  await bureau.courrier.passer();
  bureau.clock.set('2026-06-10T08:00:00.000Z');
  await bureau.courrier.passer();
  const relances = await premier('cfa-relances');
  const [repondue] = deux;
  if (repondue !== undefined) await bureau.pousser(repondre(repondue, 'autre_canal'));
  bureau.recevoir(avisDeRetour({ destinataire: admissions, messageId: relances.message_id }));
  await bureau.courrier.passer();
  expect(sujets('siege@example.org').sort()).toEqual([
    'Nouvelle demande\u00a0: Inès A., CUISINE (CAP)',
    'Nouvelle demande\u00a0: Inès V., SERVICE (CAP)',
  ]);
});

test('a delay, a stranger’s notification and a mail that never left change nothing', async () => {
  const row = await bureau.demander();
  const { message_id } = await premier('candidat-confirmation');
  bureau.recevoir(avisDeRetour({ destinataire: ines, messageId: message_id }));
  await bureau.smtp.arreter();
  await bureau.courrier.passer();
  await bureau.smtp.reprendre();
  bureau.clock.advance(3_600_000);
  await bureau.courrier.passer();
  bureau.recevoir(avisDeRetour({ destinataire: ines, messageId: message_id, action: 'delayed', status: '4.4.1' }));
  bureau.recevoir(avisDeRetour({ destinataire: ines }));
  bureau.recevoir(
    avisDeRetour({ destinataire: ines, messageId: '<3f2c9b1e-0000-4000-8000-00000000000a@rappel-cfa.invalid>' }),
  );
  await bureau.courrier.passer();
  expect((await premier('candidat-confirmation')).etat).toBe('envoye');
  expect((await bureau.ligne(row)).courriel_rejete).toBeNull();
});

test('our header finds the mail when its Message-ID was lost', async () => {
  await bureau.demander();
  await bureau.courrier.passer();
  const { id } = await premier('candidat-confirmation');
  bureau.recevoir(avisDeRetour({ destinataire: ines, courrielId: id }));
  await bureau.courrier.passer();
  expect((await premier('candidat-confirmation')).etat).toBe('refuse');
});

test('a notification that is being written is left for the next pass', async () => {
  await bureau.demander();
  await bureau.courrier.passer();
  const avis = avisDeRetour({ destinataire: ines, messageId: (await premier('candidat-confirmation')).message_id });
  for (const [debut, fin] of [
    [0, 40],
    [40, 700],
    [700, avis.length - 10],
  ]) {
    bureau.recevoir(avis.slice(debut, fin));
    await bureau.courrier.passer();
    expect((await premier('candidat-confirmation')).etat).toBe('envoye');
  }
  bureau.recevoir(avis.slice(-10));
  await bureau.courrier.passer();
  expect((await premier('candidat-confirmation')).etat).toBe('refuse');
});

test('another process goes on where the first stopped; a mailbox that was emptied or replaced is read from its start', async () => {
  const position = async () =>
    (await bureau.db.selectFrom('retour_lu').select('position').executeTakeFirstOrThrow()).position;
  bureau.recevoir(avisDeRetour({ destinataire: 'x@example.org' }));
  await bureau.courrier.passer();
  const lu = await position();
  expect(lu).toBe(avisDeRetour({ destinataire: 'x@example.org' }).length);
  await bureau.demander();
  await bureau.courrier.passer();
  truncateSync(bureau.boite);
  bureau.recevoir(avisDeRetour({ destinataire: ines, messageId: (await premier('candidat-confirmation')).message_id }));
  await bureau.rouvrir().passer();
  expect((await premier('candidat-confirmation')).etat).toBe('refuse');
  renameSync(bureau.boite, `${bureau.boite}.1`);
  bureau.recevoir(
    'From other  Mon Jun  8 08:00:05 2026\n\n\n'.padEnd(lu * 2, '\n') +
      avisDeRetour({ destinataire: admissions, messageId: (await premier('cfa-nouvelle')).message_id }),
  );
  await bureau.rouvrir().passer();
  expect((await premier('cfa-nouvelle')).etat).toBe('refuse');
});

test('a huge mailbox of anything is gone through, and what comes after it is read', async () => {
  await bureau.demander();
  await bureau.courrier.passer();
  bureau.recevoir(Buffer.alloc(9 * 1024 * 1024, 'x'));
  bureau.recevoir(`\n\nFrom spam  Mon Jun  8 08:00:05 2026\nSubject: x\n\n${'y'.repeat(5 * 1024 * 1024)}\n\n`);
  bureau.recevoir(avisDeRetour({ destinataire: ines, messageId: (await premier('candidat-confirmation')).message_id }));
  await bureau.courrier.passer();
  await bureau.courrier.passer();
  expect((await premier('candidat-confirmation')).etat).toBe('refuse');
});

test('a mailbox that is missing, a folder or a pipe is said once, and stops no mail', async () => {
  await bureau.demander();
  rmSync(bureau.boite);
  expect(await bureau.courrier.passer()).toBe(2);
  await bureau.courrier.passer();
  execFileSync('mkfifo', [bureau.boite]);
  await bureau.courrier.passer();
  expect(bureau.logs.filter((line) => line.includes('RETOURS_ILLISIBLES'))).toHaveLength(1);
  rmSync(bureau.boite);
  writeFileSync(bureau.boite, '');
  await bureau.courrier.passer();
  rmSync(bureau.boite);
  await bureau.courrier.passer();
  expect(bureau.logs.filter((line) => line.includes('RETOURS_ILLISIBLES'))).toHaveLength(2);
});
