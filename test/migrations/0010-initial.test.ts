import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  assertNumbering,
  copyOf,
  fileVersion,
  type Migration,
  migrate,
  removeOldCopy,
} from '../../main/core/store/migrate.ts';
import * as initial from '../../main/core/store/migrations/0010-initial.ts';
import { connect, type Sqlite } from '../../main/core/store/sqlite.ts';

const keyHex = 'cd'.repeat(32);
const clear = 'TARDIVELSECRET';
let folder = '';
let db: Sqlite;
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-migration-'));
  file = join(folder, 'rappel.db');
  db = connect(file, keyHex, undefined);
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const first: Migration = { version: initial.version, up: (on) => on.exec(initial.tables) };
const second: Migration = { version: 20, up: (on) => on.exec('CREATE TABLE plus (x TEXT NOT NULL) STRICT') };
const failing: Migration = {
  version: 20,
  up: (on) => {
    on.exec('CREATE TABLE plus (x TEXT NOT NULL) STRICT');
    throw new Error('bug');
  },
};
const writeDraft = (): unknown => db.prepare('INSERT INTO brouillon VALUES (?, ?, ?)').run('c', clear, '');
const hasTable = (name: string): boolean =>
  db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined;

describe('numbering', () => {
  const numbered = (...versions: number[]): Migration[] =>
    versions.map((version) => ({ version, up: () => undefined }));

  test('goes by tens without gap, duplicate or disorder', () => {
    expect(() => assertNumbering(numbered(10, 20, 30))).not.toThrow();
    for (const wrong of [[20], [10, 30], [10, 10], [20, 10], [10, 15]]) {
      expect(() => assertNumbering(numbered(...wrong))).toThrow('renumber');
    }
  });
});

describe('the first version', () => {
  test('has STRICT tables only, and makes its indexes once or twice alike', () => {
    expect(migrate(db, file, [first])).toEqual({ ok: true, value: { migrated: false } });
    expect(fileVersion(db)).toBe(10);
    const loose = db
      .prepare<[], { name: string }>(
        `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
      )
      .all();
    expect(loose).toEqual([]);
    for (const sql of [initial.lookups, initial.deferred, initial.deferred]) db.exec(sql);
  });

  test('runs once', () => {
    migrate(db, file, [first]);
    writeDraft();
    migrate(db, file, [first]);
    expect(db.prepare('SELECT count(*) AS n FROM brouillon').get()).toEqual({ n: 1 });
    expect(existsSync(copyOf(file))).toBe(false);
  });
});

describe('a later migration', () => {
  test('copies the file first, encrypted with the same key, and keeps one copy', () => {
    migrate(db, file, [first]);
    writeDraft();
    expect(migrate(db, file, [first, second])).toEqual({ ok: true, value: { migrated: true } });
    expect(hasTable('plus')).toBe(true);
    const bytes = readFileSync(copyOf(file));
    expect(bytes.includes(clear)).toBe(false);
    expect(bytes.includes('SQLite format 3')).toBe(false);
    expect(() => connect(copyOf(file), '00'.repeat(32), undefined)).toThrow();
    const copy = connect(copyOf(file), keyHex, undefined);
    expect(fileVersion(copy)).toBe(10);
    expect(copy.prepare('SELECT texte FROM brouillon').get()).toEqual({ texte: clear });
    copy.close();
    const third: Migration = { version: 30, up: () => undefined };
    migrate(db, file, [first, second, third]);
    const again = connect(copyOf(file), keyHex, undefined);
    expect(fileVersion(again)).toBe(20);
    again.close();
  });

  test('that fails leaves the version before, whole, and its copy', () => {
    migrate(db, file, [first]);
    expect(() => migrate(db, file, [first, failing])).toThrow('bug');
    expect(fileVersion(db)).toBe(10);
    expect(hasTable('plus')).toBe(false);
    expect(existsSync(copyOf(file))).toBe(true);
  });

  test('of a newer program is refused, nothing written', () => {
    migrate(db, file, [first, second]);
    expect(migrate(db, file, [first])).toEqual({
      ok: false,
      error: { code: 'BASE_PLUS_RECENTE', details: { version: 20 } },
    });
    expect(fileVersion(db)).toBe(20);
  });

  test('leaves a copy for seven days, no longer', () => {
    migrate(db, file, [first]);
    migrate(db, file, [first, second]);
    const day = 86_400_000;
    removeOldCopy(file, Date.now() + 6 * day);
    expect(existsSync(copyOf(file))).toBe(true);
    removeOldCopy(file, Date.now() + 8 * day);
    expect(existsSync(copyOf(file))).toBe(false);
    expect(() => removeOldCopy(file, Date.now())).not.toThrow();
  });
});
