import type { Kysely, KyselyPlugin } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { posteLigne } from '../../shared/contract/lignes.ts';
import { type Poste, Postes } from '../../sync-api/identite/postes.ts';
import type { Tables } from '../../sync-api/store/tables.ts';
import {
  createResponsable,
  type SignedPoste,
  signInPoste,
  startTestServer,
  TestClock,
  type TestCompte,
  type TestServer,
} from '../support/server.ts';

const minute = 60_000;
const hour = 60 * minute;

/** When a poste was last seen is told to its account once an hour, and costs nothing the rest of the time. */
let server: TestServer;
let clock: TestClock;
let compte: TestCompte;
let poste: SignedPoste;
beforeEach(async () => {
  // Five past, of an hour that has just begun or is about to: tokens are dated by real time.
  clock = new TestClock(Math.floor(Date.now() / hour) * hour + 5 * minute);
  server = await startTestServer({ clock });
  compte = await createResponsable(server, '12345678901234');
  poste = await signInPoste(server, compte);
});
afterEach(() => server.stop());

const now = (): string => clock.now().toISOString();
/** All that is told of this moment: colleagues read no minute. */
const thisHour = (): string => `${now().slice(0, 13)}:00:00.000Z`;
/** One request, with a token that this hour still takes: asking for one is no contact. */
const call = async (who = poste, path = '/v1/session'): Promise<number> => {
  await who.refresh();
  return (await who.fetch(path)).status;
};
/** The row of the poste as its account pulls it, and the head of the flux, which counts every row ever written. */
const told = async (id = poste.posteId) => {
  const { flux_id, corps } = await server.db
    .selectFrom('ligne')
    .select(['flux_id', 'corps'])
    .where('type', '=', 'poste')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const { tete, nombre } = await server.db
    .selectFrom('flux')
    .select(['tete', 'nombre'])
    .where('id', '=', flux_id)
    .executeTakeFirstOrThrow();
  return { tete, nombre, vuLe: posteLigne.parse(JSON.parse(corps)).vu_le };
};
const row = (id = poste.posteId): Promise<Poste> =>
  server.db.selectFrom('poste').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

test('the first contact of each hour is one row, and the others of that hour none', async () => {
  const first = thisHour();
  const { tete } = await told();
  expect(await told()).toEqual({ tete, nombre: 1, vuLe: first });
  for (const later of [2 * minute, 20 * minute, 32 * minute]) {
    clock.advance(later);
    expect(await call()).toBe(200);
    expect((await row()).vu_le).toBe(now());
  }
  expect(await told()).toEqual({ tete, nombre: 1, vuLe: first });
  clock.advance(minute);
  expect(await call()).toBe(200);
  expect(now().slice(14, 16)).toBe('00');
  expect(await told()).toEqual({ tete: tete + 1, nombre: 1, vuLe: thisHour() });
  // Hours without a word are not made up for.
  clock.advance(5 * hour);
  await call();
  expect(await told()).toEqual({ tete: tete + 2, nombre: 1, vuLe: thisHour() });
});

test('two requests at once, and one that a busy server held up, write one row', async () => {
  const { tete } = await told();
  clock.advance(54 * minute + 59_000);
  const late = await row();
  const postes = new Postes(server.deps);
  const before = new TestClock(clock.now().getTime());
  clock.advance(10 * minute);
  const read = await row();
  await poste.refresh();
  await Promise.all([1, 2].flatMap(() => [postes.markSeen(read), poste.fetch('/v1/session')]));
  expect(await told()).toEqual({ tete: tete + 1, nombre: 1, vuLe: thisHour() });
  await new Postes({ ...server.deps, clock: before }).markSeen(late);
  expect((await row()).vu_le).toBe(now());
  clock.advance(minute);
  await call();
  expect((await told()).tete).toBe(tete + 1);
});

test('what cannot be written wholly is not written at all, and is at the next request', async () => {
  const { tete, vuLe } = await told();
  const former = (await row()).vu_le;
  clock.advance(hour);
  await server.db.schema.alterTable('ligne').renameTo('ligne_prise').execute();
  expect(await call()).toBe(200);
  await server.db.schema.alterTable('ligne_prise').renameTo('ligne').execute();
  expect([(await row()).vu_le, await told()]).toEqual([former, { tete, nombre: 1, vuLe }]);
  await call();
  expect(await told()).toEqual({ tete: tete + 1, nombre: 1, vuLe: thisHour() });
});

test('a poste that was handed back is seen and no longer told', async () => {
  const read = await row();
  const postes = new Postes(server.deps);
  await postes.revoke(poste.posteId, 'rendu');
  const { tete, vuLe } = await told();
  clock.advance(hour);
  expect(await call(poste, '/v1/flux')).toBe(200);
  expect((await row()).vu_le).toBe(now());
  // Revoked since this request read it.
  clock.advance(hour);
  await postes.markSeen({ ...read, vu_le: (await row()).vu_le });
  expect(await told()).toEqual({ tete, nombre: 1, vuLe });
});

test('a new name and the end of a poste tell no more than its hour', async () => {
  clock.advance(hour);
  await call();
  const { tete } = await told();
  clock.advance(20 * minute);
  await call();
  await signInPoste(server, compte, { key: poste.key, posteNom: 'Accueil-9' });
  expect(await told()).toEqual({ tete: tete + 1, nombre: 1, vuLe: thisHour() });
  await new Postes(server.deps).revoke(poste.posteId, 'rendu');
  expect(await told()).toEqual({ tete: tete + 2, nombre: 1, vuLe: thisHour() });
});

test('each poste of the account has its hour', async () => {
  const other = await signInPoste(server, compte, { posteNom: 'Accueil-2' });
  const first = thisHour();
  const { tete } = await told();
  clock.advance(hour);
  await call(other);
  expect(await told()).toMatchObject({ tete: tete + 1, vuLe: first });
  expect(await told(other.posteId)).toMatchObject({ nombre: 2, vuLe: thisHour() });
});

test('within the minute it asks nothing of the database, and one statement until the hour ends', async () => {
  let statements = 0;
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => {
      statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const db: Kysely<Tables> = server.db.withPlugin(counting);
  const postes = new Postes({ ...server.deps, db });
  clock.advance(minute - 1);
  await postes.markSeen(await row());
  expect(statements).toBe(0);
  clock.advance(1);
  await postes.markSeen(await row());
  expect(statements).toBe(1);
});
