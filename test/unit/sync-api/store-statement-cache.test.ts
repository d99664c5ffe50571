import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StatementCache } from '../../../sync-api/store/statement-cache.ts';
import { openTestDatabase } from '../../support/flux-server.ts';

describe('the statements that the connection keeps', () => {
  let folder: string;
  let database: Database.Database;
  let cache: StatementCache;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rappel-cache-'));
    database = new Database(join(folder, 'base.sqlite'));
    database.pragma('journal_mode=WAL');
    database.exec('create table t (a integer); insert into t values (1), (2), (3)');
    cache = new StatementCache(database);
  });
  afterEach(() => {
    cache.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a text is prepared once, with other parameters each time', () => {
    const statement = cache.prepare('select a from t where a > ?');
    expect(cache.prepare('select a from t where a > ?')).toBe(statement);
    expect(statement.all([1])).toEqual([{ a: 2 }, { a: 3 }]);
    expect(statement.all([2])).toEqual([{ a: 3 }]);
    expect(cache.prepare('insert into t values (?)').run([4])).toMatchObject({ changes: 1 });
    expect(statement.all([2])).toEqual([{ a: 3 }, { a: 4 }]);
  });

  test('it is bounded: the least recently used leaves', () => {
    const kept = cache.prepare('select 0 from t');
    for (let n = 1; n < 500; n += 1) {
      cache.prepare(`select ${n} from t`);
      expect(cache.prepare('select 0 from t')).toBe(kept);
    }
    expect(cache.size).toBe(200);
    const first = cache.prepare('select 1 from t');
    expect(first.all([])).toHaveLength(3);
    expect(cache.size).toBe(200);
  });

  test('a long text is not kept', () => {
    const text = `select a from t where a in (${Array.from({ length: 2_000 }, () => '?').join(', ')})`;
    expect(cache.prepare(text).all(Array.from({ length: 2_000 }, (_, n) => n))).toHaveLength(3);
    expect(cache.size).toBe(0);
  });

  test('a reader that is half-way shares its statement with nobody', () => {
    const text = 'select a from t order by a';
    const reading = cache.prepare(text).iterate([]);
    expect(reading.next().value).toEqual({ a: 1 });
    expect(cache.prepare(text).all([])).toHaveLength(3);
    const other = cache.prepare(text).iterate([]);
    expect(other.next().value).toEqual({ a: 1 });
    expect(reading.next().value).toEqual({ a: 2 });
    other.return?.();
    reading.return?.();
    expect(cache.prepare(text).all([])).toHaveLength(3);
  });

  test('columns added by this connection or by another process are seen', () => {
    expect(cache.prepare('select * from t').all([])[0]).toEqual({ a: 1 });
    cache.prepare('alter table t add column b integer default 7').run([]);
    expect(cache.size).toBe(0);
    expect(cache.prepare('select * from t').all([])[0]).toEqual({ a: 1, b: 7 });
    const other = new Database(join(folder, 'base.sqlite'));
    other.exec('alter table t add column c integer default 8');
    other.close();
    expect(cache.prepare('select * from t').all([])[0]).toEqual({ a: 1, b: 7, c: 8 });
  });

  test('closing ends the connection and what it kept', () => {
    const statement = cache.prepare('select a from t');
    cache.close();
    expect(cache.size).toBe(0);
    expect(database.open).toBe(false);
    expect(() => statement.all([])).toThrow();
  });

  test('the store uses it: a failed statement is run again, a stream reads beside a query', async () => {
    const db = await openTestDatabase();
    const insert = (id: string) => sql`insert into preuve_vue (jti, expire_le) values (${id}, 'x')`.execute(db);
    await insert('a');
    await expect(insert('a')).rejects.toThrow(/UNIQUE/);
    await insert('b');
    const query = db.selectFrom('preuve_vue').select('jti').orderBy('jti');
    const seen: string[] = [];
    for await (const row of query.stream()) seen.push(row.jti);
    expect(seen).toEqual((await query.execute()).map(({ jti }) => jti));
    await db.destroy();
  });
});
