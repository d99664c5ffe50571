import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openGuichet } from '../../sync-api/guichet/ouvrir.ts';

it('0020-depots-gardes keeps a deposit once, in the order it was taken', async () => {
  const db = await openGuichet({ url: 'sqlite::memory:', key: '' });
  try {
    const insert = (id: string) =>
      sql`insert into depot_garde (id, scelle, pris_le) values (${id}, 'x', '')`.execute(db);
    await insert('b');
    await insert('a');
    await expect(insert('b')).rejects.toThrow('UNIQUE constraint failed');
    const rows = await db.selectFrom('depot_garde').select('id').orderBy('rang').execute();
    expect(rows.map(({ id }) => id)).toEqual(['b', 'a']);
  } finally {
    await db.destroy();
  }
});
