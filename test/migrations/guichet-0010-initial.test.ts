import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { migrationsGuichet, openGuichet } from '../../sync-api/guichet/ouvrir.ts';
import { appliquerMigrations } from '../../sync-api/store/appliquer-migrations.ts';

it('0010-initial makes strict tables that refuse what no version writes', async () => {
  const db = await openGuichet({ url: 'sqlite::memory:', key: '' });
  try {
    const { rows } = await sql<{ name: string; strict: number }>`
      select name, strict from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'
        and name not like 'kysely_%' order by name`.execute(db);
    expect(rows).toEqual(
      [
        'creneau_formation',
        'creneau_offert',
        'depot',
        'depot_garde',
        'formation',
        'passage',
        'suivi',
        'suivi_reservation',
      ].map((name) => ({ name, strict: 1 })),
    );
    const refused = [
      sql`insert into depot (id, genre, corps, depose_le) values ('a', 'autre', '{}', '')`,
      sql`insert into suivi values ('a', 'i', 'r', 'autre', '[]', 'ouverte', '', '')`,
      sql`insert into suivi values ('a', 'i', 'r', 'rappel', '[]', 'perdue', '', '')`,
      sql`insert into passage (id, vu_le) values (2, '')`,
    ];
    for (const one of refused) await expect(one.execute(db)).rejects.toThrow('CHECK constraint failed');
  } finally {
    await db.destroy();
  }
});

it('a guichet of a newer intake stops an older one', async () => {
  const db = await openGuichet({ url: 'sqlite::memory:', key: '' });
  try {
    await appliquerMigrations(db, { ...migrationsGuichet, '9999-demain': { up: async () => undefined } });
    await expect(appliquerMigrations(db, migrationsGuichet)).rejects.toMatchObject({ code: 'BASE_PLUS_RECENTE' });
  } finally {
    await db.destroy();
  }
});
