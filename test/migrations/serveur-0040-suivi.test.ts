import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../sync-api/store/database.ts';
import { migrate, migrations } from '../../sync-api/store/migrate.ts';
import { noterReceptions } from '../../sync-api/suivi/receptions.ts';

const earlier = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0040'));
let db: Awaited<ReturnType<typeof openDatabase>>;
beforeEach(async () => {
  db = await openDatabase({ url: 'sqlite::memory:', key: '' });
  await migrate(db, earlier);
});
afterEach(() => db.destroy());

test('adds its tables, all strict, and nothing else moves', async () => {
  await sql`insert into mef values ('2212213431', 'CUISINE', '50022137')`.execute(db);
  await migrate(db);
  expect(await db.selectFrom('mef').selectAll().execute()).toHaveLength(1);
  const added = ['bilan_apprenants', 'bilan_relation', 'reception', 'trace'];
  const { rows } = await sql<{ name: string; strict: number }>`
    select name, strict from pragma_table_list where name in (${sql.join(added)}) order by name`.execute(db);
  expect(rows).toEqual(added.map((name) => ({ name, strict: 1 })));
});

test('a list that was there before is received like any other', async () => {
  const flux = randomUUID();
  const corps = { numero: 1, genre: 'premiere', recue_le: '2026-06-08T06:00:00.000Z' };
  const counts = { total: 1, ajoutes: 1, modifies: 0, retires: 0 };
  await sql`insert into flux (id, genre, tete, nombre, empreinte, plancher) values (${flux}, 'relation', 1, 1, '', 0)`.execute(
    db,
  );
  await sql`insert into ligne values (${flux}, 'liste', 1, 'transmission', 1, null, ${JSON.stringify({ ...corps, ...counts })})`.execute(
    db,
  );
  await migrate(db);
  const porteur = { posteId: 'p', compteId: 'c', role: 'responsable' } as const;
  await noterReceptions(db, porteur, { id: flux, tete: 1 }, '2026-06-09T06:00:00.000Z');
  expect(await db.selectFrom('reception').select(['transmission_id', 'numero']).execute()).toEqual([
    { transmission_id: 'liste', numero: 1 },
  ]);
});
