import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** Every module of ours that these load, as Node does: type imports are gone by then. */
const loaded = (entries: readonly string[]): string[] => {
  const seen = new Set<string>();
  const waiting = entries.map((entry) => join(repository, entry));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const imports = readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\s(?!type\b)(?:[^'";]*?\sfrom\s)?'(\.[^']+)';/gm,
    );
    for (const [, path = ''] of imports) waiting.push(join(dirname(file), path));
  }
  return [...seen].map((file) => relative(repository, file).replaceAll('\\', '/')).sort();
};

// The linter forbids the step; this forbids the way round.
test('the intake loads the guichet, its pages, and nothing that knows a table of the lists', () => {
  const files = loaded(['sync-api/public/serveur.ts']);
  expect(files).toContain('sync-api/guichet/depot.ts');
  expect(files.filter((file) => !existsSync(join(repository, file)))).toEqual([]);
  const strangers = files.filter(
    (file) =>
      file.startsWith('sync-api/') &&
      !/^sync-api\/(public\/|pages\/html\.ts|guichet\/(depot|jeton)\.ts)/.test(file) &&
      !['sync-api/adresse.ts', 'sync-api/ecoute.ts', 'sync-api/errors.ts', 'sync-api/store/busy.ts'].includes(file),
  );
  expect(strangers).toEqual([]);
});

test('this test sees what it forbids', () => {
  expect(loaded(['sync-api/server.ts'])).toContain('sync-api/store/flux.ts');
});
