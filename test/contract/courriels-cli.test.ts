import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestProcess } from '../support/cli.ts';
import { admissions, type Bureau, ines, ouvrirBureau } from '../support/courriels.ts';
import { autreCle, cle, formateur } from '../support/demandes.ts';

let folder: string;
let environment: Record<string, string>;
let bureau: Bureau;
/** That of openTestDatabase. */
const key = createHash('sha256').update('test').digest('hex');

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-courriels-cli-'));
  const url = `sqlite:${join(folder, 'base.sqlite')}`;
  environment = { DATABASE_URL: url, SYNC_API_DB_KEY: key };
  bureau = await ouvrirBureau({ url });
});
afterEach(async () => {
  await bureau.fermer();
  rmSync(folder, { recursive: true });
});

/** At the hour of the bureau. */
const run = (...args: string[]) => {
  const ligne = new TestProcess(environment);
  ligne.clock.advance(bureau.clock.now().getTime() - ligne.clock.now().getTime());
  return ligne.run(args);
};
const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out);

test('the cascade of a site is explained: who receives, and why', async () => {
  const { out, exitCode } = await run('destinataires', formateur);
  expect(exitCode).toBe(0);
  expect(out).toContain(`CFA des Trois Fourneaux (${formateur})\n  CUISINE (CAP) : ${admissions}\n    ${cle}\n`);
  expect(out).toContain('      choisies pour cette formation : aucune\n');
  expect(out).toContain(`    → contacts du lieu (catalogue) : ${admissions}\n`);
});

test('an address is chosen for a site or a training, and given back', async () => {
  const ajoutee = await run('destinataires', formateur, '--ajouter', 'Accueil@Example.org');
  expect(ajoutee.out).toContain('accueil@example.org est choisie.\n\nCFA des Trois Fourneaux');
  await run('destinataires', formateur, '--formation', autreCle, '--ajouter', 'service@example.org');
  const { formations } = await json('destinataires', formateur);
  expect(formations.map(({ rang, courriels }: { rang: string; courriels: string[] }) => [rang, ...courriels])).toEqual([
    ['site', 'accueil@example.org'],
    ['formation', 'service@example.org'],
  ]);
  expect((await run('destinataires', formateur, '--retirer', 'service@example.org')).exitCode).toBe(1);
  expect((await run('destinataires', formateur, '--retirer', 'accueil@example.org')).exitCode).toBe(0);
  expect((await json('destinataires', formateur, '--formation', cle)).formations).toMatchObject([{ rang: 'lieu' }]);
});

test('what is not understood is refused in French, with its code', async () => {
  expect(await run('destinataires', '00000000000000')).toMatchObject({ exitCode: 1 });
  expect((await run('destinataires', formateur, '--formation', 'x')).err).toContain('n’a pas cette formation');
  expect(await run('destinataires', formateur, '--ajouter', 'a@b,c@d')).toMatchObject({
    exitCode: 2,
    err: 'Ce n’est pas une adresse de courriel.\n',
  });
  expect((await run('destinataires', '--ajouter', 'a@example.org')).exitCode).toBe(2);
  expect((await run('destinataires', '--remettre', 'a@example.org')).exitCode).toBe(1);
  expect((await bureau.db.selectFrom('destinataire').selectAll().execute()).length).toBe(0);
});

test('a demande that reached nobody is told to the address that was given, and its mark and alert end', async () => {
  bureau.smtp.refuser(admissions);
  const row = await bureau.demander();
  await bureau.courrier.passer();
  expect((await bureau.ligne(row)).courriel_rejete).toBe('cfa');
  const { out } = await run('destinataires', formateur, '--ajouter', 'accueil@example.org');
  expect(out).toContain('1 demande qui n’avait atteint personne lui est annoncée.');
  expect((await bureau.ligne(row)).courriel_rejete).toBeNull();
  const alertes = await bureau.db.selectFrom('ligne').select('corps').where('type', '=', 'alerte').execute();
  expect(alertes).toHaveLength(1);
  expect(JSON.parse(alertes[0]?.corps ?? '{}').au).not.toBeNull();
  await bureau.courrier.passer();
  expect(bureau.smtp.recusPar('accueil@example.org').map(({ mail }) => mail.subject)).toContain(
    'Nouvelle demande\u00a0: Inès V., CUISINE (CAP)',
  );
});

test('an address that refused is listed, and put back', async () => {
  bureau.smtp.refuser(admissions);
  const row = await bureau.demander();
  await bureau.courrier.passer();
  expect((await run('destinataires')).out).toContain(`  ${admissions} (5.1.1), le 08/06/2026\n`);
  expect((await json('destinataires')).rejetees).toMatchObject([{ courriel: admissions, code: '5.1.1' }]);
  bureau.smtp.accepter(admissions);
  expect(await json('destinataires', '--remettre', admissions)).toEqual({ remise: admissions, demandes_reprises: 1 });
  expect((await run('destinataires')).out).toBe('Aucune adresse n’a refusé de courriel.\n');
  expect((await bureau.ligne(row)).courriel_rejete).toBeNull();
});

test('the outbox is told by kinds and codes, with the addresses of CFA and never those of a family', async () => {
  bureau.smtp.refuser(admissions);
  bureau.smtp.refuser(ines);
  await bureau.demander();
  await bureau.courrier.passer();
  const { out } = await run('courriels');
  expect(out).toContain('1 × confirmation à la famille (5.1.1)\n');
  expect(out).toContain(`1 × nouvelle demande, au CFA (5.1.1)\n    ${admissions}\n`);
  const bilan = await json('courriels');
  expect(bilan.etats).toMatchObject({ refuse: 3, envoye: 0 });
  expect(JSON.stringify(bilan) + out).not.toContain(ines);
});

test('what was refused is tried again on request, but not to an address that is known to be dead', async () => {
  bureau.smtp.refuser(admissions);
  bureau.smtp.refuser(ines);
  const row = await bureau.demander();
  await bureau.courrier.passer();
  bureau.smtp.accepter(ines);
  expect((await run('courriels', '--relancer')).out).toContain('2 courriels relancés.\n');
  expect((await bureau.ligne(row)).courriel_rejete).toBe('cfa');
  await bureau.courrier.passer();
  expect(bureau.smtp.recusPar(ines)).toHaveLength(2);
  expect(bureau.smtp.recusPar(admissions)).toHaveLength(0);
  expect((await bureau.rows('cfa-nouvelle')).map(({ etat }) => etat)).toEqual(['refuse']);
});
