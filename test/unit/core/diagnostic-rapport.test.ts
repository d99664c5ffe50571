import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Host } from '../../../main/core/deps.ts';
import { saveRapport } from '../../../main/core/diagnostic/rapport.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-rapport-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hostOf = (path: string | null): Host => ({
  openExternal: async () => undefined,
  pathOfToken: async () => path,
});

it('a report replaces the file that the person chose, and leaves the files beside it alone', async () => {
  const path = join(folder, 'diagnostic.txt');
  writeFileSync(`${path}.part`, 'somebody else’s');
  writeFileSync(path, 'before');
  expect(await saveRapport(hostOf(path), 'jeton', 'after')).toEqual({ ok: true, value: null });
  expect(readFileSync(path, 'utf8')).toBe('after');
  expect(readFileSync(`${path}.part`, 'utf8')).toBe('somebody else’s');
  expect(readdirSync(folder).sort()).toEqual(['diagnostic.txt', 'diagnostic.txt.part']);
});

it('a report that cannot be written leaves nothing behind and takes nothing away', async () => {
  const path = join(folder, 'diagnostic.txt');
  mkdirSync(path);
  writeFileSync(`${path}.part`, 'somebody else’s');
  const saved = await saveRapport(hostOf(path), 'jeton', 'after');
  expect(saved).toMatchObject({ ok: false, error: { code: 'NON_AUTORISE' } });
  expect(readdirSync(folder).sort()).toEqual(['diagnostic.txt', 'diagnostic.txt.part']);
  expect(await saveRapport(hostOf(join(folder, 'absent', 'x.txt')), 'jeton', 'x')).toMatchObject({ ok: false });
});

it('a token that is none gives no file', async () => {
  expect(await saveRapport(hostOf(null), 'jeton', 'x')).toEqual({ ok: false, error: { code: 'JETON_INVALIDE' } });
  expect(readdirSync(folder)).toEqual([]);
});
