import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lireAvis, octetsLus } from '../../../sync-api/courriels/retours/avis.ts';
import { codeDeReponse, estAdresseMorte } from '../../../sync-api/courriels/statuts.ts';
import { avisDeRetour, type Retour } from '../../support/courriels.ts';

const id = '3f2c9b1e-0000-4000-8000-00000000000a';
const messageId = `<${id}@rappel-cfa.invalid>`;
const lire = (retour: Partial<Retour>) =>
  lireAvis(Buffer.from(avisDeRetour({ destinataire: 'mort@example.org', ...retour }).replace(/^From .*\n/, '')));

test('a notification names the mail by its Message-ID, by our header or by its envelope, whatever was lost', async () => {
  expect(await lire({ messageId })).toEqual({ messageIds: [messageId], courrielIds: [], echec: '5.1.1' });
  expect(await lire({ courrielId: id.toUpperCase() })).toMatchObject({ messageIds: [], courrielIds: [id] });
  expect(await lire({ envid: id })).toMatchObject({ messageIds: [], courrielIds: [id] });
  expect(await lire({})).toEqual({ messageIds: [], courrielIds: [], echec: '5.1.1' });
});

test('only a failure for good counts', async () => {
  expect((await lire({ action: 'delayed', status: '4.4.1' }))?.echec).toBeNull();
  expect((await lire({ action: 'failed', status: '4.4.7' }))?.echec).toBeNull();
  expect((await lire({ action: 'delivered', status: '2.1.5' }))?.echec).toBeNull();
  expect((await lire({ action: 'relayed', status: '5.0.0' }))?.echec).toBeNull();
  expect((await lire({ action: 'Failed', status: '5.2.1 (mailbox disabled)' }))?.echec).toBe('5.2.1');
  expect((await lire({ status: 'n’importe quoi' }))?.echec).toBeNull();
});

test('an ordinary mail that quotes one of ours is no notification', async () => {
  const mail = `Subject: Re\nIn-Reply-To: ${messageId}\nContent-Type: text/plain\n\nAction: failed\nStatus: 5.1.1\n`;
  expect(await lireAvis(Buffer.from(mail))).toBeNull();
});

test('a returned mail that is a notification itself says nothing of ours', async () => {
  const dedans = avisDeRetour({ destinataire: 'x@example.org', messageId }).replace(/^From .*\n/, '');
  const dehors = `Content-Type: multipart/mixed; boundary="o"\n\n--o\nContent-Type: message/rfc822\n\n${dedans}\n--o--\n`;
  expect(await lireAvis(Buffer.from(dehors))).toBeNull();
});

test('a long mail is read as far as its status, and any bytes are gone through', async () => {
  const long = Buffer.concat([
    Buffer.from(avisDeRetour({ destinataire: 'mort@example.org', messageId }).replace(/^From .*\n/, '')),
    Buffer.alloc(3 * octetsLus, 'a'),
  ]);
  expect((await lireAvis(long))?.echec).toBe('5.1.1');
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (octets) => {
      expect(await lireAvis(octets)).toBeNull();
    }),
    { numRuns: 100 },
  );
});

test('a reply gives its enhanced code when it has one of the same class, and never its text', () => {
  expect(codeDeReponse('550 5.1.1 <x@example.org> unknown')).toBe('5.1.1');
  expect(codeDeReponse('550-5.1.1 first line\n550 5.1.1 second')).toBe('5.1.1');
  expect(codeDeReponse('550 2.1.0 odd')).toBe('550');
  expect(codeDeReponse('250 OK')).toBe('250');
  // Without enhanced codes, the words tell a refusal of ours from a dead address; those of the address do not count.
  for (const mots of ['relay not permitted', 'Blocked by policy', 'SPF check failed', 'message looks like spam'])
    expect(codeDeReponse(`550 ${mots}`)).toBe('5.7.1');
  expect(codeDeReponse('550 <relay@example.org> no such user')).toBe('550');
  expect(codeDeReponse('450 relay busy')).toBe('450');
  expect(codeDeReponse('x@example.org unknown')).toBeNull();
});

test('an address is dead when it is said not to exist, not when this mail or this day was refused', () => {
  for (const code of ['550', '551', '553', '5.0.0', '5.1.1', '5.1.2', '5.1.10', '5.2.1', '5.4.4'])
    expect([code, estAdresseMorte(code)]).toEqual([code, true]);
  for (const code of ['552', '554', '5.2.2', '5.2.3', '5.3.4', '5.4.1', '5.5.2', '5.7.1', '5.7.26', 'DELAI', '4.1.1'])
    expect([code, estAdresseMorte(code)]).toEqual([code, false]);
});
