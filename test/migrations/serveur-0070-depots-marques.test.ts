import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openDatabase } from '../../sync-api/store/database.ts';
import { migrate, migrations } from '../../sync-api/store/migrate.ts';

it('0070-depots-marques keeps what was taken before, without a mark', async () => {
  const db = await openDatabase({ url: 'sqlite::memory:', key: '' });
  try {
    await migrate(db, Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0070')));
    await sql`insert into depot_pris (id, pris_le) values ('a', '2026-06-08T08:00:00.000Z')`.execute(db);
    await migrate(db);
    expect(await db.selectFrom('depot_pris').selectAll().execute()).toEqual([
      { id: 'a', pris_le: '2026-06-08T08:00:00.000Z', marque: null },
    ]);
  } finally {
    await db.destroy();
  }
});
