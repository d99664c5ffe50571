import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type OpenStore, openStore, type Store } from '../../../../main/core/store/store.ts';

let folder: string;
let store: Store;
const open = (mode: OpenStore['mode'] = 'normal'): Store => {
  const opened = openStore({ file: join(folder, 'rappel.db'), keyHex: '7f'.repeat(32), mode });
  if (!opened.ok) throw new Error(opened.error.code);
  store = opened.value;
  return store;
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-vue-'));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (candidat: string): void => {
  store.bulk.prepare("INSERT INTO brouillon (candidat, texte, ecrit_le) VALUES (?, 'x', '')").run(candidat);
};
const count = (db: Store['persons']): unknown => db.prepare('SELECT count(*) FROM brouillon').pluck().get();

describe('a view of the file', () => {
  test('does not see what is written after it, and lets it be written', () => {
    open();
    put('a');
    const snapshot = store.snapshot();
    put('b');
    expect(count(snapshot.db)).toBe(1);
    expect(count(store.persons)).toBe(2);
    snapshot.close();
    const next = store.snapshot();
    expect(count(next.db)).toBe(2);
  });

  test('writes nothing', () => {
    open();
    const { db } = store.snapshot();
    expect(() => db.exec('DELETE FROM brouillon')).toThrow(/readonly/);
  });

  test('is closed by an erasure, which then leaves the journal empty at once', () => {
    open();
    put('a');
    const snapshot = store.snapshot();
    store.bulk.exec('DELETE FROM brouillon');
    expect(store.scrub()).toMatchObject({ ok: true });
    expect(snapshot.isOpen()).toBe(false);
    expect(() => count(snapshot.db)).toThrow();
    snapshot.close();
    const checkpoint: unknown = store.persons.pragma('wal_checkpoint(PASSIVE)');
    expect(checkpoint).toMatchObject([{ busy: 0, log: 0 }]);
  });

  test('is closed with the file', () => {
    open();
    const snapshot = store.snapshot();
    store.close();
    expect(snapshot.isOpen()).toBe(false);
    open();
  });

  test('does not exist during a first sync', () => {
    open('premiere');
    expect(() => store.snapshot()).toThrow(/first sync/);
  });
});
