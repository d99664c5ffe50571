import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../sync-api/store/database.ts';
import { migrate, migrations } from '../../sync-api/store/migrate.ts';

let db: Awaited<ReturnType<typeof openDatabase>>;
beforeEach(async () => {
  db = await openDatabase({ url: 'sqlite::memory:', key: '' });
});
afterEach(() => db.destroy());

const formation = {
  academie_code: '10',
  code_offre: '69A00101',
  cle_ministere_educatif: null,
  uai: null,
  siret_responsable: null,
  siret_formateur: null,
  uai_responsable: null,
  uai_formateur: null,
  type_etablissement: null,
  capacite: 0,
};

describe('the migration 0020-formations', () => {
  it('adds the offers to a base in use and keeps what it holds', async () => {
    const initial = migrations['0010-initial'];
    if (initial === undefined) throw new Error('expected the first migration');
    await migrate(db, { '0010-initial': initial });
    const mef = { mef: '2212213431', libelle: 'CUISINE', code_formation_diplome: '50022137' };
    await db.insertInto('mef').values(mef).execute();
    await migrate(db);
    expect(await db.selectFrom('mef').selectAll().execute()).toEqual([mef]);
    await db.insertInto('formation').values(formation).execute();
    expect(await db.selectFrom('formation').selectAll().execute()).toEqual([formation]);
  });

  it('keeps one offer for each académie and code', async () => {
    await migrate(db);
    await db.insertInto('formation').values(formation).execute();
    await expect(db.insertInto('formation').values(formation).execute()).rejects.toThrow('UNIQUE');
    await db
      .insertInto('formation')
      .values({ ...formation, academie_code: '08' })
      .execute();
    expect(await db.selectFrom('formation').select('academie_code').execute()).toHaveLength(2);
  });
});
