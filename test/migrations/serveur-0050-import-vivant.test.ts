import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openDatabase } from '../../sync-api/store/database.ts';
import { migrate, migrations } from '../../sync-api/store/migrate.ts';
import { prendreLaMain } from '../../sync-api/voeux/la-main.ts';

it('0050-import-vivant keeps an import of before, that nobody waits for', async () => {
  const db = await openDatabase({ url: 'sqlite::memory:', key: '' });
  try {
    const former = Object.entries(migrations).filter(([name]) => name < '0050');
    await migrate(db, Object.fromEntries(former));
    await sql`insert into import_en_cours (id, extraction_id) values (1, 'avant')`.execute(db);
    await migrate(db);
    expect(await db.selectFrom('import_en_cours').selectAll().execute()).toEqual([
      { id: 1, extraction_id: 'avant', vu_le: null },
    ]);
    await prendreLaMain(db, 'apres', { now: () => new Date('2026-06-08T07:00:00.000Z') });
    expect(await db.selectFrom('import_en_cours').select('extraction_id').execute()).toEqual([
      { extraction_id: 'apres' },
    ]);
  } finally {
    await db.destroy();
  }
});
