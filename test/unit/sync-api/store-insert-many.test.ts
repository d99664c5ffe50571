import { describe, expect, test } from 'vitest';
import { InsertMany } from '../../../sync-api/store/insert-many.ts';
import { openTestDatabase } from '../../support/flux-server.ts';

const row = (n: number) => ({ mef: `${n}`, libelle: `l'${n}`, code_formation_diplome: n % 2 === 0 ? 'pair' : '' });

describe('many rows of one shape', () => {
  test('each row keeps its own values, whatever their number', async () => {
    for (const count of [0, 1, 49, 50, 51, 100, 173]) {
      const db = await openTestDatabase();
      const insert = new InsertMany<ReturnType<typeof row>>((trx, rows) =>
        trx.insertInto('mef').values(rows).compile(),
      );
      const rows = Array.from({ length: count }, (_, n) => row(n));
      await db.transaction().execute((trx) => insert.run(trx, rows));
      const found = await db.selectFrom('mef').selectAll().execute();
      expect(found.sort((a, b) => Number(a.mef) - Number(b.mef))).toEqual(rows);
      await db.destroy();
    }
  });

  test('it serves several databases, and a refused row takes its transaction with it', async () => {
    const insert = new InsertMany<ReturnType<typeof row>>((trx, rows) => trx.insertInto('mef').values(rows).compile());
    const rows = Array.from({ length: 60 }, (_, n) => row(n));
    for (let turn = 0; turn < 2; turn += 1) {
      const db = await openTestDatabase();
      await insert.run(db, rows);
      const again = db
        .transaction()
        .execute((trx) => insert.run(trx, [...rows.map(({ mef }) => row(Number(mef) + 60)), row(0)]));
      await expect(again).rejects.toThrow(/UNIQUE/);
      expect(await db.selectFrom('mef').select('mef').execute()).toHaveLength(60);
      await db.destroy();
    }
  });

  test('rows of another shape are refused before anything is written', async () => {
    const db = await openTestDatabase();
    const insert = new InsertMany<Record<string, string>>((trx, rows) =>
      trx
        .insertInto('preuve_vue')
        .values(rows.map(({ jti = '', expire_le: expireLe = '' }) => ({ jti, expire_le: expireLe })))
        .compile(),
    );
    const wide = Array.from({ length: 50 }, (_, n) => ({ jti: `${n}`, expire_le: 'x', other: 'y' }));
    await expect(insert.run(db, wide)).rejects.toThrow('rows of another shape');
    expect(await db.selectFrom('preuve_vue').select('jti').execute()).toEqual([]);
    await db.destroy();
  });
});
