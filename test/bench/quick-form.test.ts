import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parts } from './registry.ts';
import { type BenchResult, benchResult } from './result.ts';

/** What the benchmark owes, part by part: each expression is found among the names of its figures and ratios. */
const owed: Record<string, readonly RegExp[]> = {
  'premiere-synchro': [
    /: first sync$/,
    /: bare inserts$/,
    /: WatermelonDB$/,
    /: PouchDB$/,
    /: memory above start, against/,
  ],
  envoi: [/accepted against pouchdb/i, /^PouchDB/],
  listes: [
    ...['nom', 'situation', 'prochaine-action', 'dernier-appel'].map((sort) => new RegExp(`^sorted by ${sort}, `)),
    /^sorted by nom, from the end/,
    /^sorted by nom, in the middle/,
    ...['to call now', 'late', 'to settle', 'situation', 'new in the last list', 'assigned to nobody'].map(
      (filter) => new RegExp(`^filter: ${filter}`),
    ),
    ...['assigned to one', 'formation', 'accueil', 'flux'].map((filter) => new RegExp(`^filter: ${filter}`)),
    ...['a name', 'a name and a first name', 'part of a phone', 'two words', 'nobody'].map(
      (search) => new RegExp(`^search: ${search}, `),
    ),
    /^counters, /,
    /^logging a call, .* candidats$/,
    ...['sorted pages', 'filtered pages', 'searches', 'counts', 'logging a call'].flatMap((family) => [
      new RegExp(`^${family}, .* against `),
      new RegExp(`^worst question of ${family}, .* against `),
    ]),
  ],
  saisie: [/^logging a call meanwhile$/, /^logging a call meanwhile, 95 of 100$/, /^rows received meanwhile$/],
  exports: ['ypareo', 'excel-csv', 'excel-xlsx'].flatMap((format) => [
    new RegExp(`^${format}: everybody$`),
    new RegExp(`^${format}: memory of the core above start`),
    new RegExp(`^${format}: memory above start, against 150 MB$`),
  ]),
  'import-national': [
    /^first import of \d+ vœux$/,
    /^of which the one transaction$/,
    /^rows written by bare inserts$/,
    /^longest wait of a push meanwhile$/,
    /^cost per row, .* against /,
    /^peak memory, .* against /,
    /^import against bare inserts$/,
    /^the same file again, against its first reading$/,
    /^the one transaction of a first import/,
  ],
  'import-main': [
    /^reading$/,
    /^reading: longest wait of a command$/,
    /^applying, everybody drawn$/,
    /^applying: longest wait of a command$/,
    /^reading: memory above start, against 150 MB$/,
  ],
  accueil: [
    /generated requests to every public route$/,
    /^taking one deposit, /,
    /^deposits taken, /,
    /^cost of a deposit, .* against /,
    ...['page of the inbox, to answer', 'page of the inbox, ended', 'counters of the inbox'].map(
      (question) => new RegExp(`^${question}, .* demandes against `),
    ),
  ],
  agenda: [
    'a booking settled by the server',
    'cancelling it',
    'a week of the agenda',
    'a créneau with everybody',
    'giving a place on a poste',
  ].flatMap((question) => [new RegExp(`^${question}, .* créneaux$`), new RegExp(`^${question}, .* against `)]),
  appels: [
    'the queue of everybody',
    'my queue',
    'the counters of the queue',
    'logging a call and its next action',
  ].flatMap((question) => [new RegExp(`^${question}, .* candidats$`), new RegExp(`^${question}, .* against `)]),
  demarrage: [/^app, fresh profile$/, /^empty window, fresh profile$/, /^app ready against an empty window/],
  taille: [/^whole folder$/, /^Electron itself$/, /^app\.asar/],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-bench-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Its temporary files go to a folder of this test alone, so that what it leaves behind is seen. */
const start = (parameters: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess =>
  spawn(process.execPath, [fileURLToPath(new URL('./run.ts', import.meta.url)), ...parameters], {
    env: { ...process.env, ...env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const run = async (parameters: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> => {
  const child = start(parameters, env);
  child.stdout?.resume();
  const [code] = await once(child, 'exit');
  return Number(code);
};

const read = (file: string): BenchResult => benchResult.parse(JSON.parse(readFileSync(file, 'utf8')));

test('every part runs on few rows, and its file holds every figure', async () => {
  const file = join(folder, 'figures.json');
  expect(await run(['--rapide', '--json', file])).toBe(0);
  const result = read(file);
  expect(result.refused).toEqual([]);
  expect(result.parts.map(({ name }) => name)).toEqual(parts.map(({ name }) => name));
  expect(result.machine).toMatchObject({ node: process.versions.node, electron: expect.any(String) });
  for (const { name, figures, ratios } of result.parts) {
    const names = [...figures, ...ratios].map((one) => one.name);
    for (const expression of owed[name] ?? []) expect(names).toContainEqual(expect.stringMatching(expression));
    expect(figures.length).toBeGreaterThan(0);
    for (const { median, rounds } of figures) {
      expect(rounds.length).toBeGreaterThan(0);
      expect(median).toBeGreaterThan(0);
    }
  }
  // Other tools keep their caches there.
  expect(readdirSync(folder).filter((name) => name.startsWith('rappel'))).toEqual([]);
});

describe('what goes wrong', () => {
  test('a part without its peers leaves its reason, no figure, and an exit code', async () => {
    const file = join(folder, 'figures.json');
    const unreachable = {
      XDG_CACHE_HOME: join(folder, 'cache'),
      npm_config_cache: join(folder, 'npm'),
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_fetch_retries: '0',
    };
    expect(await run(['--rapide', '--seul', 'envoi', '--json', file], unreachable)).toBe(1);
    const result = read(file);
    expect(result.parts).toEqual([]);
    expect(result.refused).toEqual([{ name: 'envoi', reason: expect.stringContaining('could not be installed') }]);
  });

  test('a wrong option runs nothing', async () => {
    expect(await run(['--seul', 'rien'])).toBe(2);
    expect(await run(['--json', join(folder, 'absent', 'figures.json')])).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('an interruption ends every process, writes nothing and leaves no folder', async () => {
    const child = start(['--seul', 'saisie', '--json', join(folder, 'figures.json')]);
    const { stdout } = child;
    // The part has made its own folder: it runs, in a process that this one started.
    const isAtWork = (): boolean =>
      readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith('saisie'));
    await expect.poll(isAtWork, { timeout: 20_000 }).toBe(true);
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(130);
    // Its standard output is closed only once nobody holds it any more.
    stdout?.resume();
    if (stdout !== null && !stdout.closed) await once(stdout, 'close');
    expect(readdirSync(folder)).toEqual([]);
  });
});
