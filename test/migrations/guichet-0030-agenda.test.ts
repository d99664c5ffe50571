import { Kysely, sql } from 'kysely';
import { expect, it } from 'vitest';
import { initial } from '../../sync-api/guichet/migrations/0010-initial.ts';
import { depotsGardes } from '../../sync-api/guichet/migrations/0020-depots-gardes.ts';
import { migrationsGuichet } from '../../sync-api/guichet/ouvrir.ts';
import type { TablesGuichet } from '../../sync-api/guichet/tables.ts';
import { appliquerMigrations } from '../../sync-api/store/appliquer-migrations.ts';
import { openSqlite } from '../../sync-api/store/dialect.ts';

it('0030-agenda takes réservations, and keeps what waits in its order of arrival', async () => {
  const db = new Kysely<TablesGuichet>({ dialect: openSqlite(':memory:', '', 1_000).dialect });
  try {
    await appliquerMigrations(db, { '0010-initial': initial, '0020-depots-gardes': depotsGardes });
    for (const id of ['c', 'a', 'b'])
      await sql`insert into depot values (${id}, 'demande', '{}', '2026-03-02T09:00:00.000Z')`.execute(db);
    await sql`delete from depot where id = 'a'`.execute(db);
    await sql`insert into suivi values ('e', 'i', 'r', 'rappel', '[]', 'ouverte', 'le', 'Europe/Paris')`.execute(db);
    await appliquerMigrations(db, migrationsGuichet);
    await sql`insert into depot values ('d', 'reservation', '{}', '2026-03-02T09:00:00.000Z')`.execute(db);
    const depots = await sql<{ id: string }>`select id from depot order by rowid`.execute(db);
    expect(depots.rows.map(({ id }) => id)).toEqual(['c', 'b', 'd']);
    await sql`update suivi set mode = 'creneau'`.execute(db);
    expect(await db.selectFrom('suivi').selectAll().execute()).toEqual([
      {
        empreinte_jeton: 'e',
        intitule: 'i',
        raison_sociale: 'r',
        mode: 'creneau',
        souhaits: '[]',
        etat: 'ouverte',
        recue_le: 'le',
        fuseau: 'Europe/Paris',
      },
    ]);
  } finally {
    await db.destroy();
  }
});
