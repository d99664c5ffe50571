import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sentenceOf } from '../../../sync-api/cli/phrases.ts';
import { systemRandom } from '../../../sync-api/context.ts';
import { openDatabase } from '../../../sync-api/store/database.ts';
import { loadDatabaseKey } from '../../../sync-api/store/key.ts';
import { migrate, migrations } from '../../../sync-api/store/migrate.ts';
import { ensureServeur, renewEpoque } from '../../../sync-api/store/serveur.ts';
import { TestClock } from '../../support/server.ts';

let folder: string;
let file: string;
const key = 'ab'.repeat(32);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-base-'));
  file = join(folder, 'base.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = async (withKey = key) => {
  const db = await openDatabase({ url: `sqlite:${file}`, key: withKey });
  await migrate(db);
  return db;
};

describe('database', () => {
  test('is encrypted, private to its user, and opens again with its key', async () => {
    const first = await open();
    const { epoque } = await ensureServeur(first, new TestClock(), systemRandom);
    await first.destroy();
    const bytes = readFileSync(file);
    expect(bytes.includes('SQLite format 3')).toBe(false);
    expect(bytes.includes(epoque)).toBe(false);
    expect(statSync(file).mode & 0o077).toBe(0);
    const second = await open();
    expect((await ensureServeur(second, new TestClock(), systemRandom)).epoque).toBe(epoque);
    await second.destroy();
  });

  test('with another key is BASE_ILLISIBLE and stays as it was', async () => {
    await (await open()).destroy();
    const before = readFileSync(file);
    await expect(open('cd'.repeat(32))).rejects.toMatchObject({ code: 'BASE_ILLISIBLE' });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('that is another kind of file is BASE_ILLISIBLE and stays as it was', async () => {
    writeFileSync(file, 'ceci est une lettre, pas une base'.repeat(200));
    const before = readFileSync(file);
    await expect(open()).rejects.toMatchObject({ code: 'BASE_ILLISIBLE' });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('gets a new epoch after a restore, and keeps the key of the INEs', async () => {
    const db = await open();
    const before = await ensureServeur(db, new TestClock(), systemRandom);
    const epoque = await renewEpoque(db, systemRandom);
    const after = await ensureServeur(db, new TestClock(), systemRandom);
    expect(after).toEqual({ epoque, secretIne: before.secretIne });
    expect(after.epoque).not.toBe(before.epoque);
    await db.destroy();
  });
});

describe('migrations', () => {
  test('run again change nothing', async () => {
    const db = await open();
    await migrate(db);
    expect((await db.introspection.getTables()).map(({ name }) => name)).toContain('ligne');
    await db.destroy();
  });

  test('of a newer server stop an older one', async () => {
    const db = await open();
    const newer = { ...migrations, '9999-demain': { up: async () => undefined } };
    await migrate(db, newer);
    await expect(migrate(db)).rejects.toMatchObject({ code: 'BASE_PLUS_RECENTE' });
    await db.destroy();
  });

  test('that fail leave nothing behind', async () => {
    const db = await open();
    const broken = {
      ...migrations,
      '9999-cassee': {
        up: async (schema: typeof db) => {
          await schema.schema.createTable('reste').addColumn('a', 'text').execute();
          await schema.schema.createTable('reste').addColumn('a', 'text').execute();
        },
      },
    };
    await expect(migrate(db, broken)).rejects.toMatchObject({ code: 'BASE_ILLISIBLE' });
    expect((await db.introspection.getTables()).map(({ name }) => name)).not.toContain('reste');
    await migrate(db);
    await db.destroy();
  });
});

describe('key of the database', () => {
  const source = (value: string | null = null) => ({
    value,
    file: join(folder, 'base.cle'),
    databaseFile: file,
    bytes: (count: number) => systemRandom.bytes(count),
  });

  test('is made once, for its user only', () => {
    const made = loadDatabaseKey(source());
    expect(made).toMatch(/^[0-9a-f]{64}$/);
    expect(loadDatabaseKey(source())).toBe(made);
    expect(statSync(join(folder, 'base.cle')).mode & 0o077).toBe(0);
  });

  test('given by the environment wins over the file', () => {
    loadDatabaseKey(source());
    expect(loadDatabaseKey(source(key.toUpperCase()))).toBe(key);
  });

  test('is never made for a database that already stands there', () => {
    writeFileSync(file, 'x');
    expect(() => loadDatabaseKey(source())).toThrow('CLE_ABSENTE');
  });

  test.skipIf(process.platform === 'win32')('that others may read is refused, and stays as it was', () => {
    loadDatabaseKey(source());
    const keyFile = join(folder, 'base.cle');
    const before = readFileSync(keyFile);
    for (const mode of [0o640, 0o604]) {
      chmodSync(keyFile, mode);
      expect(() => loadDatabaseKey(source())).toThrow(
        expect.objectContaining({ code: 'CLE_ABSENTE', details: { raison: 'CLE_LISIBLE_PAR_D_AUTRES' } }),
      );
    }
    expect(sentenceOf('CLE_ABSENTE', { raison: 'CLE_LISIBLE_PAR_D_AUTRES' })).toContain('chmod 600');
    expect(loadDatabaseKey(source(key))).toBe(key);
    chmodSync(keyFile, 0o600);
    expect(loadDatabaseKey(source())).toBe(before.toString().trim());
  });

  test('of another shape is refused', () => {
    writeFileSync(join(folder, 'base.cle'), 'abcd\n', { mode: 0o600 });
    expect(() => loadDatabaseKey(source())).toThrow('REQUETE_INVALIDE');
  });
});
