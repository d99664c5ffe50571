import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LangConfigurator } from 'app-builder-lib/out/targets/nsis/nsisLang.js';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import type { Configuration } from 'electron-builder';
import { describe, expect, it } from 'vitest';
import { builderFile, configurationFor, foreignTargets, packedPlace } from '../../../tools/package-config.ts';
import { repositoryFolder } from '../../../tools/repository.ts';

const read = (options: Configuration): Promise<Configuration> => getConfig(repositoryFolder, null, options);
const check = (config: Configuration): Promise<void> => validateConfiguration(config, new DebugLogger(false));

const release = () => read(configurationFor({ coreHost: 'utility', output: 'release', electron: null }));
const development = () =>
  read(configurationFor({ coreHost: 'node', output: 'release', electron: { folder: '/e', version: 'v33.2.1' } }));

/** Every pattern of `files`, in the order in which the last that matches wins. */
const patterns = (config: Configuration): string[] =>
  [config.files ?? []].flat().flatMap((entry) => (typeof entry === 'string' ? [entry] : [entry.filter ?? []].flat()));

describe('electron-builder.yml', () => {
  it('is valid by the schema of electron-builder, for a release and for the development runtime', async () => {
    await check(await release());
    await check(await development());
  });

  it('would be refused with a name that the schema does not know', async () => {
    await expect(check(Object.assign(await release(), { nsiss: {} }))).rejects.toThrow("unknown property 'nsiss'");
  });

  it('publishes nothing and leaves no fuse open', async () => {
    const config = await release();
    expect(config.publish).toBeNull();
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
      grantFileProtocolExtraPrivileges: false,
      loadBrowserProcessSpecificV8Snapshot: false,
      enableCookieEncryption: false,
    });
  });

  it('names files that are there', async () => {
    const { win, mac, linux, nsis, appImage } = await release();
    const named = [win?.icon, mac?.icon, mac?.entitlements, linux?.icon, nsis?.include, appImage?.license];
    for (const path of named) {
      if (typeof path !== 'string') throw new Error('a file is not named');
      const places = [join(repositoryFolder, 'resources', path), join(repositoryFolder, path)];
      expect(
        places.some((place) => existsSync(place)),
        path,
      ).toBe(true);
    }
  });

  it('installs in French', async () => {
    expect(new LangConfigurator((await release()).nsis ?? {}).langs).toEqual(['fr_FR']);
    expect(new LangConfigurator({ ...(await release()).nsis, multiLanguageInstaller: false }).langs).toEqual(['en_US']);
  });

  it('starts nothing by itself and keeps the data', async () => {
    const { nsis, msi } = await release();
    expect(nsis).toMatchObject({ oneClick: false, runAfterFinish: false, deleteAppDataOnUninstall: false });
    expect(msi).toMatchObject({ perMachine: true, runAfterFinish: false });
  });
});

describe('which Node hosts the core', () => {
  it('is no part of a release: neither the file, nor the entry, nor anything on disk but the addons', async () => {
    const config = await release();
    expect(patterns(config).filter((pattern) => /core-host|core-on-node|dist\/\*/.test(pattern))).toEqual([]);
    expect(config.asarUnpack).toEqual(['**/*.node']);
    expect(config.electronDist).toBeUndefined();
  });

  it('is added, and wins over what the file of the release leaves out, for the development runtime', async () => {
    const config = await development();
    expect(patterns(config)).toContain('dist/core-host.json');
    expect(patterns(config).indexOf('dist/core-host.json')).toBeGreaterThan(
      patterns(config).indexOf('!node_modules/**'),
    );
    expect(config.asarUnpack).toContain('dist/core-on-node/**');
    expect(config.electronVersion).toBe('33.2.1');
  });
});

it('only the system that an installer is for builds it', () => {
  expect(foreignTargets(['deb', 'AppImage'], 'linux')).toEqual([]);
  expect(foreignTargets(['nsis', 'deb', 'exe'], 'linux')).toEqual(['nsis', 'exe']);
  expect(foreignTargets(['nsis', 'msi'], 'win32')).toEqual([]);
  expect(foreignTargets(['dmg'], 'freebsd')).toEqual(['dmg']);
});

it('knows where the unpacked application lies', () => {
  expect(packedPlace('/r', 'linux', 'x64').executable).toBe('/r/linux-unpacked/rappel-cfa');
  expect(packedPlace('/r', 'linux', 'arm64').folder).toBe('/r/linux-arm64-unpacked');
});

it('names no machine', async () => {
  expect(await readFile(builderFile, 'utf8')).not.toMatch(/\/home\/|\/root\/|[A-Z]:\\/);
});
