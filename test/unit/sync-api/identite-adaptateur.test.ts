import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { graceMs, OidcAdapter, purgeExpired } from '../../../sync-api/identite/adaptateur.ts';
import type { Tables } from '../../../sync-api/store/tables.ts';
import { openTestBase } from '../../support/base.ts';
import type { TestClock } from '../../support/server.ts';

let db: Kysely<Tables>;
let clock: TestClock;
let tokens: OidcAdapter;

beforeEach(async () => {
  ({ db, clock } = await openTestBase());
  tokens = new OidcAdapter('RefreshToken', db, clock);
});
afterEach(() => db.destroy());

const hour = 3_600;
const keep = (id: string, rotations: number, grantId = 'octroi') =>
  tokens.upsert(id, { jti: id, grantId, rotations, accountId: 'compte' }, hour);

describe('storage of oidc-provider', () => {
  test('a token is found by its value, which stands nowhere in the database', async () => {
    await keep('valeur-du-jeton', 0);
    await expect(tokens.find('valeur-du-jeton')).resolves.toMatchObject({ jti: 'valeur-du-jeton', grantId: 'octroi' });
    const rows = await db.selectFrom('oidc_objet').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('valeur-du-jeton');
  });

  test('types do not mix', async () => {
    await keep('a', 0);
    await expect(new OidcAdapter('AccessToken', db, clock).find('a')).resolves.toBeUndefined();
  });

  test('an expired object is not found, and goes at the next purge', async () => {
    await keep('a', 0);
    clock.advance(hour * 1000);
    await expect(tokens.find('a')).resolves.toBeUndefined();
    await expect(purgeExpired(db, clock)).resolves.toBe(1);
  });

  test('revoking a grant takes its tokens and no other', async () => {
    await keep('a', 0);
    await keep('b', 1);
    await keep('autre', 0, 'autre-octroi');
    await tokens.revokeByGrantId('octroi');
    await expect(tokens.find('b')).resolves.toBeUndefined();
    await expect(tokens.find('autre')).resolves.toBeDefined();
  });

  test('an authorization code used twice is refused at once', async () => {
    const codes = new OidcAdapter('AuthorizationCode', db, clock);
    await codes.upsert('code', { jti: 'code', grantId: 'octroi' }, 60);
    await codes.consume('code');
    await expect(codes.find('code')).resolves.toMatchObject({ consumed: true });
    await expect(codes.consume('code')).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});

describe('a refresh whose answer was lost', () => {
  beforeEach(async () => {
    await keep('ancien', 0);
    await tokens.consume('ancien');
    await keep('perdu', 1);
  });

  test('may be tried again within a minute, and the lost successor dies', async () => {
    clock.advance(graceMs);
    const again = await tokens.find('ancien');
    expect(again).toBeDefined();
    expect(again).not.toHaveProperty('consumed');
    await tokens.consume('ancien');
    await expect(tokens.find('perdu')).resolves.toBeUndefined();
  });

  test('counts as theft after a minute', async () => {
    clock.advance(graceMs + 1);
    await expect(tokens.find('ancien')).resolves.toMatchObject({ consumed: true });
    await expect(tokens.consume('ancien')).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('counts as theft once the successor was used', async () => {
    await tokens.consume('perdu');
    await expect(tokens.find('ancien')).resolves.toMatchObject({ consumed: true });
    await expect(tokens.consume('ancien')).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});
