import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../main/core/store/store.ts';

test('a file takes the opérateur of a message begun, and nobody for what was begun before', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rappel-migration-'));
  const opened = openStore({ file: join(folder, 'rappel.db'), keyHex: 'ef'.repeat(32), mode: 'normal' });
  if (!opened.ok) throw new Error(opened.error.code);
  const db = opened.value.persons;
  expect(db.pragma('user_version', { simple: true })).toBeGreaterThanOrEqual(120);
  const columns = 'cle, candidat, contenu, parti, ecrit_le';
  db.exec(`INSERT INTO brouillon_message (${columns}) VALUES ('groupe', NULL, 'x', 1, '2026-06-03T09:00:00.000Z')`);
  db.exec(`INSERT INTO brouillon_message VALUES ('groupe@a', NULL, 'x', 1, '2026-06-03T09:00:00.000Z', 'a')`);
  const of = db.prepare('SELECT operateur FROM brouillon_message ORDER BY cle').pluck().all();
  expect(of).toEqual([null, 'a']);
  opened.value.close();
  rmSync(folder, { recursive: true, force: true });
});
