import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';

// The walls between the rooms are rules of the linter: a planted violation shows that each of them stands.

const repository = fileURLToPath(new URL('../..', import.meta.url));

const planted: Record<string, { line: string; rule: string }> = {
  'shared/domain/a.ts': { line: "import '../../main/core/x.ts';", rule: 'noRestrictedImports' },
  'shared/domain/b.ts': { line: "export type { App } from 'electron';", rule: 'noRestrictedImports' },
  'shared/domain/c.ts': { line: "import 'node:fs';", rule: 'noNodejsModules' },
  'shared/domain/e.ts': { line: "export type { Stats } from 'node:fs';", rule: 'noRestrictedImports' },
  'shared/domain/d.ts': { line: "export type { ParseResult } from 'papaparse';", rule: 'noRestrictedImports' },
  'renderer/a.ts': { line: "export * from '../main/core/x.ts';", rule: 'noRestrictedImports' },
  'renderer/b.ts': { line: "export const f = () => import('../sync-api/x.ts');", rule: 'noRestrictedImports' },
  'renderer/c.ts': { line: "import 'electron';", rule: 'noRestrictedImports' },
  'main/core/store/a.ts': { line: "import '../../shell/x.ts';", rule: 'noRestrictedImports' },
  'main/core/store/b.ts': { line: "import 'electron';", rule: 'noRestrictedImports' },
  'main/core/store/c.ts': { line: "import '../../../renderer/x.ts';", rule: 'noRestrictedImports' },
  'main/core/store/d.ts': { line: 'export const f = (db: { serialize(): void }) => db.serialize();', rule: 'plugin' },
  'main/core/store/e.ts': {
    line: "export const f = (db: { backup(to: string): void }) => db.backup('x');",
    rule: 'plugin',
  },
  'main/core/store/f.ts': { line: 'export const f = (x: unknown) => x as string;', rule: 'plugin' },
  'main/core/store/g.ts': { line: "console.log('x');", rule: 'noConsole' },
  'main/core/store/h.ts': { line: 'export const f = (x: any) => x;', rule: 'noExplicitAny' },
  'main/shell/a.ts': { line: "import '../../sync-api/x.ts';", rule: 'noRestrictedImports' },
  'main/shell/b.ts': { line: "import './c.ts';", rule: 'noImportCycles' },
  'main/shell/c.ts': { line: "import './b.ts';", rule: 'noImportCycles' },
  'sync-api/voeux/a.ts': { line: "import '../../main/core/x.ts';", rule: 'noRestrictedImports' },
  'sync-api/voeux/b.ts': { line: "import 'electron';", rule: 'noRestrictedImports' },
  'sync-api/public/a.ts': { line: "import '../voeux/x.ts';", rule: 'noRestrictedImports' },
  'sync-api/public/b.ts': { line: "import '../../renderer/x.ts';", rule: 'noRestrictedImports' },
  ...Object.fromEntries(
    [
      '../flux/x.ts',
      '../actes/x.ts',
      '../identite/x.ts',
      '../demandes/x.ts',
      '../courriels/x.ts',
      '../suivi/x.ts',
      '../stats/x.ts',
      '../referentiels/x.ts',
      '../store/database.ts',
      '../store/tables.ts',
      '../store/tables-demandes.ts',
      '../store/flux.ts',
      '../store/migrations/0010-initial.ts',
      '../guichet/cote-serveur.ts',
      '../guichet/ouvrir.ts',
      '../guichet/tables.ts',
      'kysely',
      'better-sqlite3',
    ].map((module, n) => [
      `sync-api/public/interdit-${n}.ts`,
      { line: `import '${module}';`, rule: 'noRestrictedImports' },
    ]),
  ),
  'sync-api/public/pages/a.ts': { line: "import '../../voeux/x.ts';", rule: 'noRestrictedImports' },
};

const allowed: Record<string, string> = {
  'shared/domain/ok.ts': "import './a.ts';",
  'renderer/ok.ts': "import '../shared/domain/ok.ts';",
  'main/core/store/ok.ts': "import '../../../shared/domain/ok.ts';\nexport const ok = ['a'] as const;",
  'main/shell/ok.ts': "import 'electron';\nimport '../core/deps.ts';",
  'sync-api/voeux/ok.ts': "import '../../shared/domain/ok.ts';",
  'sync-api/public/ok.ts': [
    "import '../../shared/domain/demandes/motifs.ts';",
    "import '../guichet/cote-public.ts';",
    "import '../guichet/depot.ts';",
    "import '../store/busy.ts';",
    "import './suivi.ts';",
  ].join('\n'),
  'sync-api/cli/ok.ts': "console.log('x');",
};

const report = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })),
});

let folder = '';
let found: { file: string; rule: string }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-cfa-zones-'));
  writeFileSync(join(folder, 'biome.json'), readFileSync(join(repository, 'biome.json')));
  cpSync(join(repository, 'tools', 'lint'), join(folder, 'tools', 'lint'), { recursive: true });
  const files = { ...allowed, ...Object.fromEntries(Object.entries(planted).map(([file, { line }]) => [file, line])) };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${text}\n`);
  }
  const biome = join(repository, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const run = promisify(execFile);
  const output = await run(process.execPath, [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'], {
    cwd: folder,
  }).then(
    ({ stdout }) => stdout,
    (failure: unknown) => z.object({ stdout: z.string() }).parse(failure).stdout,
  );
  found = report.parse(JSON.parse(output)).diagnostics.map(({ category, location }) => ({
    file: location.path.replaceAll('\\', '/').replace(/^\.\//, ''),
    rule: category,
  }));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(Object.entries(planted))('%s is refused', (file, { rule }) => {
  const rules = found.filter((entry) => entry.file === file).map((entry) => entry.rule);
  expect(rules.some((name) => name.endsWith(rule))).toBe(true);
});

it.each(Object.keys(allowed))('%s is allowed', (file) => {
  expect(found.filter((entry) => entry.file === file)).toEqual([]);
});
