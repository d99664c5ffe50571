import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../main/core/store/store.ts';

test('a file takes calls begun, one a person and opérateur', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rappel-migration-'));
  const opened = openStore({ file: join(folder, 'rappel.db'), keyHex: 'ef'.repeat(32), mode: 'normal' });
  if (!opened.ok) throw new Error(opened.error.code);
  const db = opened.value.persons;
  expect(db.pragma('user_version', { simple: true })).toBeGreaterThanOrEqual(110);
  const insert = db.prepare("INSERT INTO brouillon_appel VALUES (?, ?, '{}', '2026-06-03T09:00:00.000Z')");
  insert.run('candidat-1', 'operateur-1');
  insert.run('candidat-1', 'operateur-2');
  insert.run('candidat-1', '');
  insert.run('candidat-2', 'operateur-1');
  expect(() => insert.run('candidat-1', 'operateur-1')).toThrow(/UNIQUE/);
  expect(() => insert.run('candidat-1', null)).toThrow(/NOT NULL/);
  opened.value.close();
  rmSync(folder, { recursive: true, force: true });
});
