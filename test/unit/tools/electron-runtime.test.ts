import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { cacheFolder, hasIntegrity, isDevelopmentRuntimeAvailable } from '../../../tools/development-runtime.ts';
import { coreHostOf, describeRuntime, findElectron, runtimeSentence } from '../../../tools/electron-runtime.ts';
import { ToolFailure } from '../../../tools/failure.ts';

const makeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rappel-cfa-runtime-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

it('an Electron without Node-API 10 has its core on the pinned Node', () => {
  for (const version of ['33.2.1', 'v35.0.0']) expect(coreHostOf(version)).toBe('node');
  for (const version of ['36.0.0', '45.4.1', null]) expect(coreHostOf(version)).toBe('utility');
});

it('the variable comes first, and must name an Electron', async () => {
  const folder = makeFolder();
  const env = { ELECTRON_OVERRIDE_DIST_PATH: folder };
  await expect(findElectron(env)).rejects.toBeInstanceOf(ToolFailure);
  const { executable } = describeRuntime(folder, 'variable');
  mkdirSync(join(executable, '..'), { recursive: true });
  writeFileSync(executable, '');
  writeFileSync(join(folder, 'version'), '33.2.1\n');
  const runtime = await findElectron(env);
  expect(runtime).toMatchObject({ folder, source: 'variable', version: '33.2.1', coreHost: 'node' });
  expect(runtimeSentence(runtime)).toContain('ELECTRON_OVERRIDE_DIST_PATH');
});

it('the cache is the one of the person, outside the repository', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/var/cache/lea' }, '/home/lea')).toBe('/var/cache/lea/rappel-cfa');
  expect(cacheFolder({ XDG_CACHE_HOME: 'relative' }, '/home/lea')).toBe('/home/lea/.cache/rappel-cfa');
  expect(cacheFolder({}, '/home/lea')).toBe('/home/lea/.cache/rappel-cfa');
});

it('a download is taken only with the expected bytes', async () => {
  const file = join(makeFolder(), 'archive');
  writeFileSync(file, 'abc');
  const good = 'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==';
  expect(await hasIntegrity(file, good)).toBe(true);
  writeFileSync(file, 'abd');
  expect(await hasIntegrity(file, good)).toBe(false);
});

it('the development runtime is for Linux on x64', () => {
  expect(isDevelopmentRuntimeAvailable('linux', 'x64')).toBe(true);
  for (const [platform, arch] of [
    ['linux', 'arm64'],
    ['darwin', 'x64'],
    ['win32', 'x64'],
  ] as const)
    expect(isDevelopmentRuntimeAvailable(platform, arch)).toBe(false);
});
