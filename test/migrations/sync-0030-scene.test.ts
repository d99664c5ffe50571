import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openDatabase } from '../../sync-api/store/database.ts';
import { ensureFlux } from '../../sync-api/store/flux.ts';
import { migrate, migrations } from '../../sync-api/store/migrate.ts';

it('0030-scene keeps the flux of a base in use, none of them in preparation, and drops the staging', async () => {
  const db = await openDatabase({ url: 'sqlite::memory:', key: '' });
  try {
    const former = Object.entries(migrations).filter(([name]) => name < '0030');
    await migrate(db, Object.fromEntries(former));
    await sql`insert into flux (id, genre, compte_id, tete, nombre, empreinte, plancher)
      values ('connu', 'compte', 'c', 3, 2, 'abc', 0)`.execute(db);
    await migrate(db);
    const [flux] = await db.selectFrom('flux').selectAll().execute();
    expect(flux).toMatchObject({ id: 'connu', tete: 3, nombre: 2, empreinte: 'abc', en_scene: null });
    expect(await ensureFlux(db, { uuid: () => 'autre' }, { genre: 'compte', compteId: 'c' })).toBe('connu');
    const tables = (await db.introspection.getTables()).map(({ name }) => name);
    expect(tables).toContain('import_en_cours');
    expect(tables).not.toContain('voeu_arrivee');
  } finally {
    await db.destroy();
  }
});

it('0030-scene gives each kind of question about flux and transmissions its index', async () => {
  const db = await openDatabase({ url: 'sqlite::memory:', key: '' });
  try {
    await migrate(db);
    const plan = async (text: string): Promise<string> => {
      const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(text)}`.execute(db);
      return rows.map(({ detail }) => detail).join('\n');
    };
    expect(await plan(`select count(*) from ligne where flux_id = 'f' and type = 'transmission'`)).toContain(
      'ligne_transmissions',
    );
    expect(await plan('select id from flux where en_scene is not null')).toContain('flux_par_en_scene');
  } finally {
    await db.destroy();
  }
});
