import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { essaisMax } from '../../../sync-api/courriels/file.ts';
import type { Issue, Transport } from '../../../sync-api/courriels/transport.ts';
import { admissions, type Bureau, ines, ouvrirBureau } from '../../support/courriels.ts';
import { openTestDatabase } from '../../support/flux-server.ts';

let bureau: Bureau;
beforeEach(async () => {
  bureau = await ouvrirBureau();
});
afterEach(() => bureau.fermer());

const minuteMs = 60_000;
const heureMs = 60 * minuteMs;
const qui = (rang: number) => ({
  courriel: `noa${rang}@example.org`,
  nom: `Personne${rang}`,
  telephone: `+336399802${String(rang).padStart(2, '0')}`,
});
const idsRecus = () => bureau.smtp.recus.map(({ mail }) => mail.messageId);

/** A mail server that does what it is told before, or instead of, the real one. */
const avec =
  (envoyer: (vrai: Transport, ...args: Parameters<Transport['envoyer']>) => Promise<Issue>) =>
  (vrai: Transport): Transport => ({ envoyer: (mail) => envoyer(vrai, mail), fermer: () => vrai.fermer() });

test('an hour without a mail server loses nothing and doubles nothing', async () => {
  await bureau.smtp.arreter();
  for (let minute = 0; minute < 60; minute += 1) {
    if (minute % 5 === 0) await bureau.demander(qui(minute));
    expect(await bureau.courrier.passer()).toBe(0);
    bureau.clock.advance(minuteMs);
  }
  await bureau.smtp.reprendre();
  for (let minute = 0; minute < 3 * 60; minute += 1) {
    await bureau.courrier.passer();
    bureau.clock.advance(minuteMs);
  }
  const confirmations = bureau.smtp.recus.filter(({ mail }) => mail.subject?.includes('votre demande'));
  expect(confirmations.map(({ a }) => a[0]).sort()).toEqual(
    Array.from({ length: 12 }, (_, rang) => `noa${rang * 5}@example.org`).sort(),
  );
  // Three at once, then the nine others in one.
  const avis = bureau.smtp.recusPar(admissions).map(({ mail }) => mail.subject);
  expect(avis).toHaveLength(4);
  expect(avis.filter((sujet) => sujet === '9\u00a0nouvelles demandes')).toHaveLength(1);
  expect(new Set(idsRecus()).size).toBe(bureau.smtp.recus.length);
  expect(bureau.logs.filter((line) => line.includes('COURRIEL_INDISPONIBLE'))).toHaveLength(1);
});

test('a busy server is left alone for a while, then everything leaves', async () => {
  bureau.smtp.occuper(421);
  await bureau.demander();
  await bureau.courrier.passer();
  await bureau.courrier.passer();
  expect(bureau.smtp.connexions).toBe(1);
  bureau.smtp.occuper(null);
  bureau.clock.advance(minuteMs);
  expect(await bureau.courrier.passer()).toBe(2);
});

test('a temporary refusal of one address makes nobody else wait, and is tried again with the same Message-ID', async () => {
  bureau.smtp.refuser(ines, 451, '4.7.1 Greylisted');
  await bureau.demander();
  expect(await bureau.courrier.passer()).toBe(1);
  const [row] = await bureau.rows('candidat-confirmation');
  expect(row).toMatchObject({ etat: 'a_envoyer', essais: 1, code: '4.7.1', envoyable_le: '2026-06-08T08:01:00.000Z' });
  expect(await bureau.courrier.passer()).toBe(0);
  bureau.smtp.accepter(ines);
  bureau.clock.advance(minuteMs);
  expect(await bureau.courrier.passer()).toBe(1);
  expect(bureau.smtp.recusPar(ines)[0]?.mail.messageId).toBe(row?.message_id);
});

test('after five days of temporary refusals a mail is given up, and both sides learn it as of any refusal', async () => {
  bureau.smtp.refuser(ines, 451, '4.2.1 Busy');
  const row = await bureau.demander();
  const debut = bureau.clock.now().getTime();
  for (let essai = 0; essai < essaisMax + 2; essai += 1) {
    await bureau.courrier.passer();
    bureau.clock.advance(4 * heureMs);
  }
  const [confirmation] = await bureau.rows('candidat-confirmation');
  expect(confirmation).toMatchObject({ etat: 'refuse', code: 'DELAI', essais: essaisMax });
  expect(Date.parse(confirmation?.fini_le ?? '') - debut).toBeGreaterThanOrEqual(5 * 24 * heureMs);
  expect((await bureau.ligne(row)).courriel_rejete).toBe('candidat');
  expect(await bureau.db.selectFrom('courriel_rejete').selectAll().execute()).toEqual([]);
});

test('a server that takes the mail and says nothing gets it again under the same Message-ID', async () => {
  const laisser = bureau.smtp.retenir();
  await bureau.demander();
  const passage = bureau.courrier.passer();
  await bureau.smtp.attendre();
  expect(await passage).toBe(0);
  laisser();
  bureau.clock.advance(minuteMs);
  await bureau.courrier.passer();
  const doubles = bureau.smtp.recusPar(ines).concat(bureau.smtp.recusPar(admissions));
  expect(doubles).toHaveLength(3);
  expect(new Set(doubles.map(({ mail }) => mail.messageId)).size).toBe(2);
});

test('asked again while it passes, it is the same pass', async () => {
  const laisser = bureau.smtp.retenir();
  await bureau.demander();
  const premier = bureau.courrier.passer();
  const second = bureau.courrier.passer();
  expect(second).toBe(premier);
  await bureau.smtp.attendre();
  laisser();
  expect(await premier).toBe(2);
  expect(bureau.smtp.recus).toHaveLength(2);
});

test('the row is committed as leaving before the first byte', async () => {
  const vus: string[] = [];
  const courrier = bureau.rouvrir(
    avec(async (vrai, mail) => {
      const row = await bureau.db
        .selectFrom('courriel')
        .select(['etat', 'essais'])
        .where('id', '=', mail.courrielId)
        .executeTakeFirstOrThrow();
      vus.push(`${row.etat} ${row.essais}`);
      return vrai.envoyer(mail);
    }),
  );
  await bureau.demander();
  await courrier.passer();
  expect(vus).toEqual(['en_cours 1', 'en_cours 1']);
});

test.each([
  ['before', 1],
  ['after', 2],
])('a crash %s the mail left: the next process sends it with the same Message-ID', async (quand, fois) => {
  await bureau.demander();
  const mort = Promise.withResolvers<Issue>();
  const arrive = Promise.withResolvers<string>();
  const courrier = bureau.rouvrir(
    avec(async (vrai, mail) => {
      if (quand === 'after') await vrai.envoyer(mail);
      arrive.resolve(mail.messageId);
      // The process dies here: what it knew is never written down.
      return mort.promise;
    }),
  );
  void courrier.passer();
  const messageId = await arrive.promise;
  expect(await bureau.etats()).toMatchObject({ en_cours: 1 });
  // It may be leaving still: the other mail goes, this one waits until nobody can be sending it any more.
  expect(await bureau.courrier.passer()).toBe(1);
  bureau.clock.advance(10 * minuteMs);
  expect(await bureau.courrier.passer()).toBe(1);
  expect(idsRecus().filter((id) => id === messageId)).toHaveLength(fois);
  expect(new Set(idsRecus()).size).toBe(2);
  expect(await bureau.etats()).toEqual({ envoye: 2, a_envoyer: 2 });
  // Were it not dead after all, it would change nothing.
  mort.resolve({ genre: 'refuse', code: '5.1.1' });
  await courrier.fermer();
  expect(await bureau.etats()).toEqual({ envoye: 2, a_envoyer: 2 });
});

test('two servers on one base send each mail once', async () => {
  await bureau.demander();
  const autre = bureau.rouvrir();
  const lent = bureau.rouvrir(
    avec(async (vrai, mail) => {
      const issue = await vrai.envoyer(mail);
      await autre.passer();
      return issue;
    }),
  );
  await lent.passer();
  await lent.passer();
  expect(bureau.smtp.recusPar(ines)).toHaveLength(1);
  expect(bureau.smtp.recusPar(admissions)).toHaveLength(1);
  expect(await bureau.etats()).toEqual({ envoye: 2, a_envoyer: 2 });
});

test('a base that is held when the mail has just left is told later, and the mail is not sent twice', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rappel-courriels-base-'));
  const url = `sqlite:${join(folder, 'base.sqlite')}`;
  const surDisque = await ouvrirBureau({ url });
  const autre = await openTestDatabase(url);
  try {
    await surDisque.demander();
    const tenues: { rollback(): { execute(): Promise<void> } }[] = [];
    const courrier = surDisque.rouvrir(
      avec(async (vrai, mail) => {
        const issue = await vrai.envoyer(mail);
        if (tenues.length === 0) {
          const trx = await autre.startTransaction().execute();
          await trx.updateTable('serveur').set({ id: 1 }).execute();
          tenues.push(trx);
        }
        return issue;
      }),
    );
    await courrier.passer();
    expect(surDisque.smtp.recus).toHaveLength(1);
    expect(await courrier.passer()).toBe(0);
    for (const tenue of tenues) await tenue.rollback().execute();
    await courrier.passer();
    expect(surDisque.smtp.recus).toHaveLength(2);
    expect(new Set(surDisque.smtp.recus.map(({ mail }) => mail.messageId)).size).toBe(2);
    expect((await surDisque.etats()).envoye).toBe(2);
  } finally {
    await surDisque.fermer();
    await autre.destroy();
    rmSync(folder, { recursive: true });
  }
});

test('a sender that the server refuses costs nobody her mail', async () => {
  bureau.smtp.refuserExpediteur(550);
  const row = await bureau.demander();
  await bureau.courrier.passer();
  expect((await bureau.etats()).a_envoyer).toBe(4);
  expect((await bureau.rows('candidat-confirmation'))[0]).toMatchObject({ essais: 1, code: '5.7.1' });
  expect((await bureau.ligne(row)).courriel_rejete).toBeNull();
  bureau.smtp.refuserExpediteur(null);
  bureau.clock.advance(minuteMs);
  expect(await bureau.courrier.passer()).toBe(2);
});

test('a row that nothing can read ends, and stops nobody', async () => {
  await bureau.demander();
  await bureau.db
    .updateTable('courriel')
    .set({ donnees: '{"genre":"inconnu"}' })
    .where('genre', '=', 'candidat-confirmation')
    .execute();
  expect(await bureau.courrier.passer()).toBe(1);
  expect((await bureau.rows('candidat-confirmation'))[0]).toMatchObject({ etat: 'abandonne', code: 'ILLISIBLE' });
});

test('what is erased while it leaves stays erased', async () => {
  bureau.smtp.refuser(ines);
  const row = await bureau.demander();
  const courrier = bureau.rouvrir(
    avec(async (vrai, mail) => {
      await bureau.db.deleteFrom('courriel').where('dossier_id', '=', row.dossier_id).execute();
      return vrai.envoyer(mail);
    }),
  );
  await courrier.passer();
  expect(await bureau.rows()).toEqual([]);
  expect((await bureau.ligne(row)).courriel_rejete).toBeNull();
});

test('closing waits for the mail that is leaving, and nothing leaves after it', async () => {
  const laisser = bureau.smtp.retenir();
  await bureau.demander();
  const passage = bureau.courrier.passer();
  await bureau.smtp.attendre();
  const fin = bureau.courrier.fermer();
  laisser();
  await fin;
  expect(await passage).toBe(1);
  expect(await bureau.courrier.passer()).toBe(0);
  expect(bureau.smtp.recus).toHaveLength(1);
});

test('a mail that fails by accident is put off, and stops nobody', async () => {
  await bureau.demander();
  // A demande whose row of the flux cannot be read: its refusal cannot be followed, the mail itself ends.
  bureau.smtp.refuser(ines);
  const courrier = bureau.rouvrir(
    avec(async (vrai, mail) => {
      if (mail.a === ines)
        await bureau.db.updateTable('ligne').set({ corps: '{' }).where('type', '=', 'demande').execute();
      return vrai.envoyer(mail);
    }),
  );
  await courrier.passer();
  expect((await bureau.rows('candidat-confirmation'))[0]).toMatchObject({ etat: 'refuse', code: '5.1.1' });
  expect(bureau.logs.join('')).toContain('COURRIEL_EN_ACCIDENT SyntaxError');
});
