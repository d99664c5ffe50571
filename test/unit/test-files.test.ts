import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
/** What would still be there for the files that come after in the same worker (`isolate: false`). */
const leaves = /\bvi\.(mock|doMock|hoisted|stubGlobal|stubEnv|resetModules)\b|\bprocess\.(chdir|umask)\(/;

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('test-files.test.ts'),
);

test('no test changes what the others share', () => {
  expect(files.length).toBeGreaterThan(400);
  expect(files.filter((name) => leaves.test(readFileSync(join(folder, name), 'utf8')))).toEqual([]);
  expect(
    ["vi.mock('node:fs')", "vi.stubEnv('TZ', 'UTC')", "process.chdir('/')"].every((line) => leaves.test(line)),
  ).toBe(true);
});
