import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../main/core/store/store.ts';

test('a file takes messages begun, and nothing but 0 and 1 for whether one left', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rappel-migration-'));
  const opened = openStore({ file: join(folder, 'rappel.db'), keyHex: 'ef'.repeat(32), mode: 'normal' });
  if (!opened.ok) throw new Error(opened.error.code);
  const db = opened.value.persons;
  expect(db.pragma('user_version', { simple: true })).toBeGreaterThanOrEqual(100);
  const insert = db.prepare(
    "INSERT INTO brouillon_message (cle, candidat, contenu, parti, ecrit_le) VALUES (?, NULL, 'x', ?, '2026-06-03T09:00:00.000Z')",
  );
  insert.run('groupe', 1);
  expect(() => insert.run('modele:nouveau', 2)).toThrow(/CHECK/);
  opened.value.close();
  rmSync(folder, { recursive: true, force: true });
});
