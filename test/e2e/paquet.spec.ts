import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { chromium } from 'playwright';
import { type ElectronRuntime, findElectron } from '../../tools/electron-runtime.ts';
import { type PackedApp, packApp } from '../../tools/package-app.ts';
import { sizesSentence } from '../../tools/packed-sizes.ts';
import { listAsar, loseInAsar } from '../support/asar.ts';
import { archiveOf, copyPacked, runPacked, selfCheck, startPacked } from '../support/packed-app.ts';

// The packed application, outside the repository: inside it, what was forgotten would be found in node_modules.

test.describe.configure({ mode: 'default' });

let work = '';
let runtime: ElectronRuntime;
/** As this machine can run it. */
let packed: PackedApp;
/** As a release is: no file names a Node. Where the official Electron runs, the same one. */
let release: PackedApp;

test.beforeAll(async () => {
  test.setTimeout(600_000);
  work = await mkdtemp(join(tmpdir(), 'rappel-cfa-paquet-test-'));
  runtime = await findElectron();
  packed = await packApp({ outputFolder: join(work, 'ici'), isBuilt: true });
  release =
    runtime.coreHost === 'utility'
      ? packed
      : await packApp({ outputFolder: join(work, 'livraison'), coreHost: 'utility', isBuilt: true });
  console.log(`packed application: ${sizesSentence(packed.sizes)}`);
});

test.afterAll(() => rm(work, { recursive: true, force: true, maxRetries: 5 }));

const target = `linux-${process.arch}`;
const allowed = [
  /^package\.json$/,
  /^dist\/(main|core)\/index\.mjs$/,
  /^dist\/preload\/index\.cjs$/,
  /^dist\/renderer\/((index|impression)\.html|assets\/[\w.-]+\.(js|css|woff2))$/,
  /^node_modules\/better-sqlite3\/(package\.json|LICENSE|lib\/[\w/-]+\.js)$/,
  /^node_modules\/(keytar|@node-rs\/argon2)\/(package\.json|LICENSE|index\.js)$/,
  new RegExp(`^node_modules/(@napi-rs/keyring|@node-rs/argon2)-${target}-gnu/(package\\.json|LICENSE[\\w.-]*)$`),
];
const addons = [
  `node_modules/@napi-rs/keyring-${target}-gnu/keyring.${target}-gnu.node`,
  `node_modules/@node-rs/argon2-${target}-gnu/argon2.${target}-gnu.node`,
  `node_modules/better-sqlite3/prebuilds/${target}.node`,
];
const forNodeHost = ['dist/core-host.json', 'dist/core-on-node/index.mjs'];

test('a release holds what is listed, with its three addons alone outside the archive', async () => {
  const files = await listAsar(archiveOf(release));
  const names = [...files.keys()];
  expect(names.filter((name) => !addons.includes(name) && !allowed.some((one) => one.test(name)))).toEqual([]);
  expect(names.filter((name) => files.get(name)).sort()).toEqual(addons);
  expect(names).not.toContain('dist/core-host.json');
  expect(await readdir(join(release.folder, 'resources'))).toEqual(['app.asar', 'app.asar.unpacked']);
});

test('for the development runtime come the file that names the Node, inside the archive, and its entry', async () => {
  const files = await listAsar(archiveOf(packed));
  const names = [...files.keys()];
  const others = names.filter((name) => !addons.includes(name) && !allowed.some((one) => one.test(name)));
  // The official Electron needs none.
  expect(others.sort()).toEqual(runtime.coreHost === 'node' ? forNodeHost : []);
  expect(files.get('dist/core-host.json')).not.toBe(true);
  expect(existsSync(`${archiveOf(packed)}.unpacked/dist/core-host.json`)).toBe(false);
});

test('the fuses that were asked for stand in each binary', async () => {
  const open = [FuseV1Options.OnlyLoadAppFromAsar, FuseV1Options.EnableEmbeddedAsarIntegrityValidation];
  const closed = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableCookieEncryption,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ];
  for (const { executable } of new Set([packed, release])) {
    const wire = await getCurrentFuseWire(executable);
    for (const fuse of open) expect(wire[fuse], `${executable} ${FuseV1Options[fuse]}`).toBe(FuseState.ENABLE);
    for (const fuse of closed) expect(wire[fuse], `${executable} ${FuseV1Options[fuse]}`).toBe(FuseState.DISABLE);
  }
});

test('it is sound by its own word, leaves nothing behind, and tells the versions', async () => {
  const temporary = join(work, 'tmp');
  const home = join(work, 'home');
  for (const folder of [temporary, home]) await mkdir(folder);
  const { code, report } = await selfCheck(packed, { env: { TMPDIR: temporary, HOME: home } });
  expect(report.etapes.map(({ etape, resultat }) => `${etape} ${resultat}`)).toEqual([
    'noyau bon',
    'base bon',
    'chiffrement bon',
    'recherche bon',
    'coffre bon',
    'trousseau bon',
    'page bon',
  ]);
  expect(report).toMatchObject({
    ok: true,
    etape: null,
    version: createRequire(import.meta.url)('../../package.json').version,
    electron: runtime.version?.replace(/^v/, ''),
    hote: runtime.coreHost === 'node' ? 'node' : 'utilitaire',
  });
  expect(code).toBe(0);
  expect(await readdir(temporary)).toEqual([]);
  expect((await readdir(home, { recursive: true })).filter((name) => /rappel/i.test(name))).toEqual([]);
});

test('it runs no other code than its own, whatever stands around it', async () => {
  const proof = join(work, 'proof');
  const script = join(work, 'intruder.cjs');
  await writeFile(script, `require('node:fs').writeFileSync(${JSON.stringify(proof)}, '')`);
  const planted = join(packed.folder, 'resources', 'app');
  await mkdir(planted);
  await writeFile(join(planted, 'package.json'), JSON.stringify({ name: 'intruder', main: 'main.cjs' }));
  await writeFile(join(planted, 'main.cjs'), `require(${JSON.stringify(script)})`);
  await writeFile(join(packed.folder, 'resources', 'core-host.json'), JSON.stringify({ node: '/nonexistent/node' }));
  const env = {
    ELECTRON_RUN_AS_NODE: '1',
    NODE_OPTIONS: `--require ${script}`,
    NAPI_RS_NATIVE_LIBRARY_PATH: script,
    npm_node_execpath: '/nonexistent/node',
    NODE: '/nonexistent/node',
  };
  const { code, report, complained } = await selfCheck(packed, { env, options: ['--inspect=127.0.0.1:0'] });
  expect(report.ok).toBe(true);
  expect(code).toBe(0);
  expect(existsSync(proof)).toBe(false);
  expect(complained).not.toContain('Debugger listening');
  await rm(planted, { recursive: true });
  await rm(join(packed.folder, 'resources', 'core-host.json'));
});

test('it opens on its first question, and can be checked meanwhile without being touched', async () => {
  test.setTimeout(180_000);
  const profile = join(work, 'profil');
  const running = startPacked(packed, { options: [`--user-data-dir=${profile}`, '--remote-debugging-port=0'] });
  const ended = new Promise<number | null>((resolve) => running.once('exit', (code) => resolve(code)));
  const address = await new Promise<string>((resolve, reject) => {
    let text = '';
    running.once('close', (code) => reject(new Error(`ended before DevTools listened (code ${code}): ${text}`)));
    running.once('error', reject);
    running.stderr?.on('data', (chunk) => {
      text += String(chunk);
      const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const browser = await chromium.connectOverCDP(address);
  const context = browser.contexts()[0];
  if (context === undefined) throw new Error('the packed application has no window');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  await expect(page.getByRole('heading').first()).toBeVisible({ timeout: 60_000 });

  const { code, report } = await selfCheck(packed, { options: [`--user-data-dir=${profile}`] });
  expect({ code, ok: report.ok }).toEqual({ code: 0, ok: true });
  expect(running.exitCode).toBeNull();
  await expect(page.getByRole('heading').first()).toBeVisible();
  expect(existsSync(join(profile, 'donnees', 'verification'))).toBe(false);
  running.kill('SIGTERM');
  expect(await ended).toBe(0);
  await browser.close();
});

test('a release has its core in a process of Electron, read inside the archive, and no variable changes that', async () => {
  const env = { NODE: process.execPath, npm_node_execpath: process.execPath, ELECTRON_RUN_AS_NODE: '1' };
  const { code, report } = await selfCheck(release, { env });
  expect(report.hote).toBe('utilitaire');
  expect(report.etapes[0]).toMatchObject({ etape: 'noyau', resultat: 'bon' });
  // Electron 33 is too old for the SQLite addon, which ends the process: the check names the step it died on.
  const expected = runtime.coreHost === 'utility' ? { code: 0, etape: null } : { code: 1, etape: 'base' };
  expect({ code, etape: report.etape }).toEqual(expected);
});

test('what is damaged is named, in words and by the exit code', async () => {
  test.setTimeout(180_000);
  const damaged = await copyPacked(packed, join(work, 'abime'));
  const archive = archiveOf(damaged);
  const addon = join(`${archive}.unpacked`, `node_modules/better-sqlite3/prebuilds/${target}.node`);
  const sound = await readFile(addon);
  await writeFile(addon, 'no addon');
  const spoken = await runPacked(damaged, { options: ['--self-check'] });
  expect(spoken.code).toBe(1);
  expect(spoken.said).toContain('Installation défectueuse : échec à l’étape « base » (ERR_DLOPEN_FAILED).');
  await writeFile(addon, sound);

  const script = [...(await listAsar(archive)).keys()].find((name) => /assets\/start-[\w-]+\.js$/.test(name));
  await loseInAsar(archive, script?.split('/').at(-1) ?? '');
  const inPieces = await selfCheck(damaged);
  expect(inPieces.code).toBe(1);
  expect(inPieces.report.etapes.at(-1)).toMatchObject({ etape: 'page', cause: 'PAGE_INCOMPLETE' });
  await loseInAsar(archive, 'index.html');
  const missing = await selfCheck(damaged);
  expect(missing.code).toBe(1);
  expect(missing.report).toMatchObject({ ok: false, etape: 'page' });
  expect(missing.report.etapes.at(-1)?.cause).toBe('PAGE_ABSENTE');
});
