import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Random } from '../../../sync-api/context.ts';
import { Comptes } from '../../../sync-api/identite/comptes.ts';
import { codeTries, Enrolements } from '../../../sync-api/identite/enrolements.ts';
import { Invitations, invitationHours } from '../../../sync-api/identite/invitations.ts';
import type { Tables } from '../../../sync-api/store/tables.ts';
import { openTestBase } from '../../support/base.ts';
import type { TestClock } from '../../support/server.ts';

let db: Kysely<Tables>;
let clock: TestClock;
let random: Random;
let comptes: Comptes;
let compteId: string;
const password = 'quatre mots sans rapport';

beforeEach(async () => {
  ({ db, clock, random } = await openTestBase());
  comptes = new Comptes({ db, clock, random });
  const responsable = { email: null, role: 'responsable', nom: 'CFA', siret: '12345678901234' } as const;
  compteId = (await comptes.create({ ...responsable, identifiant: '12345678901234' })) ?? '';
});
afterEach(() => db.destroy());

describe('account', () => {
  test('the same identifiant is refused the second time', async () => {
    const again = { identifiant: ' 12345678901234 ', email: null, role: 'responsable', nom: 'X', siret: null } as const;
    await expect(comptes.create(again)).resolves.toBeNull();
  });

  test('without a password opens to nobody', async () => {
    await expect(comptes.authenticate('12345678901234', '')).resolves.toBe('refuse');
    await expect(comptes.authenticate('inconnu@cfa.fr', password)).resolves.toBe('refuse');
  });

  test('a suspended one says so only to who knows the password', async () => {
    const invitations = new Invitations({ db, clock, random });
    const { jeton } = await invitations.create(compteId);
    await invitations.accept(jeton, password, password);
    await comptes.setSuspendu('12345678901234', true);
    await expect(comptes.authenticate('12345678901234', 'autre chose encore')).resolves.toBe('refuse');
    await expect(comptes.authenticate('12345678901234', password)).resolves.toBe('suspendu');
  });
});

describe('invitation link', () => {
  let invitations: Invitations;
  beforeEach(() => {
    invitations = new Invitations({ db, clock, random });
  });

  test('gives a password once', async () => {
    const { jeton } = await invitations.create(compteId);
    await expect(invitations.accept(jeton, password, password)).resolves.toEqual({ ok: true, compteId });
    await expect(invitations.accept(jeton, password, password)).resolves.toEqual({ ok: false, code: 'LIEN_UTILISE' });
    expect(await comptes.authenticate('12345678901234', password)).toHaveProperty('compte');
  });

  test('used twice at the same moment works once', async () => {
    const { jeton } = await invitations.create(compteId);
    const both = await Promise.all([
      invitations.accept(jeton, password, password),
      invitations.accept(jeton, 'un autre mot de passé', 'un autre mot de passé'),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('does not reopen an account suspended at the same moment, and stays good', async () => {
    const { jeton } = await invitations.create(compteId);
    const accepting = invitations.accept(jeton, password, password);
    await comptes.setSuspendu('12345678901234', true);
    await expect(accepting).resolves.toEqual({ ok: false, code: 'COMPTE_SUSPENDU' });
    expect(await comptes.findById(compteId)).toMatchObject({ statut: 'suspendu', mot_de_passe: null });
    await comptes.setSuspendu('12345678901234', false);
    await expect(invitations.accept(jeton, password, password)).resolves.toMatchObject({ ok: true });
  });

  test('a refused password leaves the link good', async () => {
    const { jeton } = await invitations.create(compteId);
    await expect(invitations.accept(jeton, 'court', 'court')).resolves.toEqual({ ok: false, code: 'TROP_COURT' });
    await expect(invitations.accept(jeton, password, 'autre')).resolves.toEqual({ ok: false, code: 'DIFFERENTS' });
    await expect(invitations.accept(jeton, password, password)).resolves.toMatchObject({ ok: true });
  });

  test('dies after 72 hours, and when a newer one is made', async () => {
    const first = await invitations.create(compteId);
    const second = await invitations.create(compteId);
    await expect(invitations.accept(first.jeton, password, password)).resolves.toMatchObject({ code: 'LIEN_INVALIDE' });
    clock.advance(invitationHours * 3_600_000);
    await expect(invitations.accept(second.jeton, password, password)).resolves.toMatchObject({ code: 'LIEN_EXPIRE' });
  });

  test('of a suspended account gives nothing', async () => {
    const { jeton } = await invitations.create(compteId);
    await comptes.setSuspendu('12345678901234', true);
    await expect(invitations.accept(jeton, password, password)).resolves.toMatchObject({ code: 'COMPTE_SUSPENDU' });
  });

  test('its token stands nowhere in the database', async () => {
    const { jeton } = await invitations.create(compteId);
    expect(JSON.stringify(await db.selectFrom('invitation').selectAll().execute())).not.toContain(jeton);
  });
});

describe('enrolment code', () => {
  let codes: Enrolements;
  beforeEach(() => {
    codes = new Enrolements({ db, clock, random, enabled: true });
  });
  const wrong = (code: string): string => `${code.slice(0, 7)}${code.endsWith('B') ? 'C' : 'B'}`;

  test('is eight letters without vowels', async () => {
    const { code } = await codes.create(compteId);
    expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/);
  });

  test('works once, however it was typed', async () => {
    const { code } = await codes.create(compteId);
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `;
    await expect(codes.use(typed)).resolves.toMatchObject({ ok: true, compteId });
    await expect(codes.use(code)).resolves.toEqual({ ok: false, code: 'CODE_INVALIDE' });
  });

  test('used twice at the same moment works once', async () => {
    const { code } = await codes.create(compteId);
    const both = await Promise.all([codes.use(code), codes.use(code)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('dies after ten minutes', async () => {
    const { code } = await codes.create(compteId);
    clock.advance(10 * 60_000);
    await expect(codes.use(code)).resolves.toEqual({ ok: false, code: 'CODE_EXPIRE' });
  });

  test('closes after five wrong tries', async () => {
    const { code } = await codes.create(compteId);
    for (let index = 0; index < codeTries; index += 1) {
      await expect(codes.use(wrong(code))).resolves.toEqual({ ok: false, code: 'CODE_INVALIDE' });
    }
    await expect(codes.use(code)).resolves.toEqual({ ok: false, code: 'CODE_EXPIRE' });
  });

  test('a wrong code that aims elsewhere does not close it', async () => {
    const { code } = await codes.create(compteId);
    const elsewhere = `${code.startsWith('BB') ? 'CC' : 'BB'}${code.slice(2)}`;
    for (let index = 0; index < codeTries; index += 1) await codes.use(elsewhere);
    await expect(codes.use(code)).resolves.toMatchObject({ ok: true });
  });

  test('is refused when the server does not allow codes', async () => {
    const { code } = await codes.create(compteId);
    const off = new Enrolements({ db, clock, random, enabled: false });
    await expect(off.use(code)).resolves.toEqual({ ok: false, code: 'CODE_DESACTIVE' });
  });
});
