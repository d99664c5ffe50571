import { SignJWT } from 'jose';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Preuves, proofWindowMs } from '../../../sync-api/identite/preuve.ts';
import type { Tables } from '../../../sync-api/store/tables.ts';
import { openTestBase } from '../../support/base.ts';
import { PosteKey } from '../../support/poste.ts';
import type { TestClock } from '../../support/server.ts';

const url = 'https://cfa.example.org/v1/flux';
const jeton = 'jeton-opaque-du-poste';
let db: Kysely<Tables>;
let clock: TestClock;
let preuves: Preuves;
let key: PosteKey;

beforeEach(async () => {
  ({ db, clock } = await openTestBase());
  preuves = new Preuves({ db, clock });
  key = await PosteKey.create();
});
afterEach(() => db.destroy());

const verify = (proof: string | undefined) => preuves.verify({ proof, method: 'GET', url, accessToken: jeton });

describe('proof of possession', () => {
  test('of the right request is taken and names its key', async () => {
    const proof = await key.prove('GET', url, clock.now(), jeton);
    await expect(verify(proof)).resolves.toEqual({ ok: true, jkt: key.jkt });
  });

  test('the query of the request does not count', async () => {
    const proof = await key.prove('GET', url, clock.now(), jeton);
    const result = await preuves.verify({ proof, method: 'GET', url: `${url}?apres=3`, accessToken: jeton });
    expect(result.ok).toBe(true);
  });

  test('is refused the second time', async () => {
    const proof = await key.prove('GET', url, clock.now(), jeton);
    await verify(proof);
    await expect(verify(proof)).resolves.toEqual({ ok: false, raison: 'REJOUEE' });
  });

  test('sent twice at once, one of the two passes', async () => {
    const proof = await key.prove('GET', url, clock.now(), jeton);
    const results = await Promise.all([verify(proof), verify(proof)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test.each([
    ['METHODE', { htm: 'POST' }],
    ['ADRESSE', { htu: 'https://cfa.example.org/v1/actes' }],
    ['ADRESSE', { htu: 'https://ailleurs.example.org/v1/flux' }],
    ['ADRESSE', { htu: 'pas une adresse' }],
    ['JETON', { ath: 'autre' }],
    ['JETON', { ath: undefined }],
    ['ILLISIBLE', { jti: undefined }],
    ['ILLISIBLE', { iat: undefined }],
  ])('is refused as %s with %j', async (raison, changes) => {
    const proof = await key.prove('GET', url, clock.now(), jeton, changes);
    await expect(verify(proof)).resolves.toEqual({ ok: false, raison });
  });

  test.each([proofWindowMs + 1_000, -proofWindowMs - 1_000])('is refused when dated %d ms away', async (shift) => {
    const proof = await key.prove('GET', url, new Date(clock.now().getTime() + shift), jeton);
    await expect(verify(proof)).resolves.toEqual({ ok: false, raison: 'HORLOGE' });
  });

  test('absent, garbage or unsigned is refused', async () => {
    await expect(verify(undefined)).resolves.toEqual({ ok: false, raison: 'ABSENTE' });
    await expect(verify('pas.une.preuve')).resolves.toEqual({ ok: false, raison: 'ILLISIBLE' });
    const proof = await key.prove('GET', url, clock.now(), jeton);
    const [head = '', body = ''] = proof.split('.');
    await expect(verify(`${head}.${body}.AAAA`)).resolves.toEqual({ ok: false, raison: 'ILLISIBLE' });
  });

  test('signed with a shared secret is refused', async () => {
    const proof = await new SignJWT({ htm: 'GET', htu: url, jti: 'un-identifiant', iat: clock.now().getTime() / 1000 })
      .setProtectedHeader({ alg: 'HS256', typ: 'dpop+jwt' })
      .sign(new Uint8Array(32));
    await expect(verify(proof)).resolves.toEqual({ ok: false, raison: 'ILLISIBLE' });
  });
});
