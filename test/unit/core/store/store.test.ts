import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { premiereLocale, readLocal, writeLocal } from '../../../../main/core/store/local.ts';
import { copyOf } from '../../../../main/core/store/migrate.ts';
import type { Sqlite } from '../../../../main/core/store/sqlite.ts';
import { openStore, type Store } from '../../../../main/core/store/store.ts';
import { failure, success } from '../../../../shared/contract/errors.ts';

const keyHex = '7f'.repeat(32);
const clear = 'TARDIVELSECRET';
let folder = '';
const opened: Store[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-store-'));
});
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  rmSync(folder, { recursive: true, force: true });
});

const path = (name = 'rappel.db'): string => join(folder, name);

function open(mode: 'normal' | 'premiere' = 'normal', file = path(), key = keyHex): Store {
  const result = openStore({ file, keyHex: key, mode });
  if (!result.ok) throw new Error(result.error.code);
  opened.push(result.value);
  return result.value;
}

function writeDraft(db: Sqlite, candidat: string, texte: string): void {
  db.prepare('INSERT INTO brouillon (candidat, texte, ecrit_le) VALUES (?, ?, ?)').run(candidat, texte, '');
}

const countDrafts = (db: Sqlite): unknown => db.prepare('SELECT count(*) AS n FROM brouillon').get();
const pragma = (db: Sqlite, name: string): unknown => db.pragma(name, { simple: true });

function leaks(): string[] {
  return readdirSync(folder).filter((name) => readFileSync(path(name)).includes(clear));
}

describe('two connections', () => {
  test('what a person writes is FULL, what is pulled is NORMAL, both in WAL with temp in memory', () => {
    const store = open();
    expect(pragma(store.persons, 'synchronous')).toBe(2);
    expect(pragma(store.bulk, 'synchronous')).toBe(1);
    for (const db of [store.persons, store.bulk]) {
      expect(pragma(db, 'journal_mode')).toBe('wal');
      expect(pragma(db, 'temp_store')).toBe(2);
      expect(pragma(db, 'secure_delete')).toBe(1);
    }
  });

  test('a failure returned by the work rolls back, an exception too', () => {
    const store = open();
    const refused = store.writePersons((db) => {
      writeDraft(db, 'a', 'x');
      return failure('DOSSIER_INCONNU');
    });
    expect(refused).toEqual({ ok: false, error: { code: 'DOSSIER_INCONNU' } });
    const bug = (): unknown =>
      store.writePersons((db) => {
        writeDraft(db, 'a', 'x');
        throw new Error('bug');
      });
    expect(bug).toThrow('bug');
    expect(countDrafts(store.persons)).toEqual({ n: 0 });
  });

  test('a full disk is DISQUE_PLEIN and nothing of the transaction stays', () => {
    const store = open();
    const pages = z.number().parse(pragma(store.persons, 'page_count'));
    store.persons.pragma(`max_page_count=${pages + 1}`);
    const result = store.writePersons((db) => {
      for (let i = 0; i < 200; i++) writeDraft(db, `c${i}`, 'x'.repeat(4000));
      return success(undefined);
    });
    expect(result).toEqual({ ok: false, error: { code: 'DISQUE_PLEIN' } });
    expect(countDrafts(store.persons)).toEqual({ n: 0 });
  });
});

describe('encryption', () => {
  test('no clear text in the file, the WAL or the journal', () => {
    for (const mode of ['normal', 'premiere'] as const) {
      const store = open(mode, path(`${mode}.db`));
      store.writePersons((db) => success(writeDraft(db, clear, clear)));
      expect(leaks()).toEqual([]);
      store.finishFirstSync();
      expect(leaks()).toEqual([]);
    }
  });

  test('a wrong key, a text file and a truncated file are BASE_ILLISIBLE and left as they were', () => {
    open().writePersons((db) => success(writeDraft(db, 'a', 'x')));
    for (const store of opened.splice(0)) store.close();
    const before = readFileSync(path());
    expect(openStore({ file: path(), keyHex: '01'.repeat(32), mode: 'normal' })).toMatchObject({
      error: { code: 'BASE_ILLISIBLE' },
    });
    expect(readFileSync(path()).equals(before)).toBe(true);

    writeFileSync(path('texte.db'), 'nom;prenom\n'.repeat(600));
    expect(openStore({ file: path('texte.db'), keyHex, mode: 'normal' })).toMatchObject({
      error: { code: 'BASE_ILLISIBLE' },
    });
    writeFileSync(path('court.db'), before.subarray(0, 700));
    expect(openStore({ file: path('court.db'), keyHex, mode: 'normal' })).toMatchObject({
      error: { code: 'BASE_ILLISIBLE' },
    });
    expect(openStore({ file: join(folder, 'absent', 'x.db'), keyHex, mode: 'normal' })).toMatchObject({
      error: { code: 'BASE_ILLISIBLE' },
    });
  });

  test('a file of a newer version is refused, not touched', () => {
    const store = open();
    store.persons.pragma('user_version=990');
    opened.splice(0);
    store.close();
    expect(openStore({ file: path(), keyHex, mode: 'normal' })).toMatchObject({
      error: { code: 'BASE_PLUS_RECENTE', details: { version: 990 } },
    });
  });

  test('a key that is not 64 hexadecimal digits is a bug of the caller', () => {
    expect(() => openStore({ file: path(), keyHex: 'motdepasse', mode: 'normal' })).toThrow('64');
  });

  test('after a purge nothing stays in the WAL and the copy is gone', () => {
    const store = open();
    store.writeBulk((db) => success(writeDraft(db, 'a', 'x')));
    writeFileSync(copyOf(store.file), 'old');
    expect(store.scrub()).toEqual({ ok: true, value: undefined });
    expect(existsSync(copyOf(store.file))).toBe(false);
    expect(readFileSync(`${store.file}-wal`)).toHaveLength(0);
  });
});

test('a scrub takes the words of whoever left out of the search index itself', () => {
  const store = open();
  const db = store.bulk;
  const insert = db.prepare('INSERT INTO candidat_texte (rowid, mots) VALUES (?, ?)');
  db.transaction(() => {
    for (let rang = 1; rang <= 500; rang += 1) insert.run(rang, rang === 250 ? 'zyxwvutsr lyon' : `nom${rang} lyon`);
  })();
  const isIndexed = (): boolean =>
    db
      .prepare<[], Buffer>('SELECT block FROM candidat_texte_data')
      .pluck()
      .all()
      .some((block) => block.includes('yxwvutsr'));
  expect(isIndexed()).toBe(true);
  db.prepare('DELETE FROM candidat_texte WHERE rowid = 250').run();
  expect(store.scrub().ok).toBe(true);
  expect(isIndexed()).toBe(false);
  expect(db.prepare("SELECT count(*) FROM candidat_texte WHERE candidat_texte MATCH 'lyon'").pluck().get()).toBe(499);
});

describe('first sync', () => {
  test('one connection, rollback journal, no secondary index; then the ordinary shape', () => {
    const store = open('premiere');
    expect(store.bulk).toBe(store.persons);
    expect(pragma(store.persons, 'journal_mode')).toBe('truncate');
    const indexes = (): unknown =>
      store.persons.prepare("SELECT count(*) AS n FROM sqlite_master WHERE name = 'candidat_nom'").get();
    expect(indexes()).toEqual({ n: 0 });
    store.finishFirstSync();
    expect(readdirSync(folder).sort()).toEqual(['rappel.db', 'rappel.db-shm', 'rappel.db-wal']);
    expect(store.mode).toBe('normal');
    expect(store.bulk).not.toBe(store.persons);
    expect(indexes()).toEqual({ n: 1 });
    expect(readLocal(store.bulk, 'premiere', premiereLocale)).toBe('faite');
  });

  test('an unfinished one opens as unfinished whatever is asked, a finished one as finished', () => {
    open('premiere').close();
    opened.splice(0);
    const again = open('normal');
    expect(again.mode).toBe('premiere');
    again.finishFirstSync();
    again.close();
    opened.splice(0);
    expect(open('premiere').mode).toBe('normal');
  });
});

describe('a kill', () => {
  /** What a SIGKILL leaves: the files as they stand on disk, copied while the store is open. */
  function killed(store: Store, name: string): string {
    for (const suffix of ['', '-wal', '-journal']) {
      if (existsSync(store.file + suffix)) copyFileSync(store.file + suffix, path(name + suffix));
    }
    return path(name);
  }

  test('an answered acte is in the files; an unfinished transaction is not', () => {
    for (const mode of ['normal', 'premiere'] as const) {
      const store = open(mode, path(`${mode}.db`));
      store.writePersons((db) => success(writeDraft(db, 'answered', 'x')));
      let copy = '';
      store.writePersons((db) => {
        for (let i = 0; i < 50; i++) writeDraft(db, `c${i}`, 'x'.repeat(4000));
        copy = killed(store, `${mode}-copy.db`);
        return success(undefined);
      });
      const after = open(mode, copy);
      expect(countDrafts(after.persons)).toEqual({ n: 1 });
      expect(pragma(after.persons, 'integrity_check')).toBe('ok');
    }
  });

  test('a WAL cut anywhere gives the last whole transaction', () => {
    const store = open();
    for (let i = 0; i < 5; i++) store.writePersons((db) => success(writeDraft(db, `c${i}`, 'x')));
    const copy = killed(store, 'cut.db');
    const wal = readFileSync(`${copy}-wal`);
    writeFileSync(`${copy}-wal`, wal.subarray(0, wal.length - 100));
    expect(countDrafts(open('normal', copy).persons)).toEqual({ n: 4 });
  });
});

describe('local values', () => {
  test('are read back through their schema; what does not parse is absent', () => {
    const { persons } = open();
    writeLocal(persons, 'epoque', 'e1');
    expect(readLocal(persons, 'epoque', z.string())).toBe('e1');
    expect(readLocal(persons, 'epoque', z.number())).toBeNull();
    writeLocal(persons, 'epoque', null);
    expect(readLocal(persons, 'epoque', z.string())).toBeNull();
  });
});
