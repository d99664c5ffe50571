import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import type { ElectronRuntime } from './electron-runtime.ts';
import { repositoryFolder } from './repository.ts';

/** The whole truth about installers; below stands only what one machine adds to it. */
export const builderFile = join(repositoryFolder, 'electron-builder.yml');

/**
 * What an Electron without Node-API 10 needs besides: the file that names the Node of the core, the entry for that Node,
 * and on disk every script it reads, because another Node does not read inside app.asar. A release has none of these.
 */
const forNodeHost: Configuration = {
  files: ['dist/core-host.json', 'dist/core-on-node/**'],
  asarUnpack: ['**/*.node', 'dist/core-on-node/**', 'node_modules/**'],
};

export interface PackingChoices {
  coreHost: ElectronRuntime['coreHost'];
  output: string;
  /** A distribution on disk and its version; null to let electron-builder fetch the official one. */
  electron: { folder: string; version: string | null } | null;
}

export const configurationFor = ({ coreHost, output, electron }: PackingChoices): Configuration => ({
  extends: builderFile,
  directories: { output },
  ...(electron === null ? {} : { electronDist: electron.folder }),
  ...(electron === null || electron.version === null ? {} : { electronVersion: electron.version.replace(/^v/, '') }),
  ...(coreHost === 'node' ? forNodeHost : {}),
});

/** The installers of each system; each is built on the system it is for, whose addons npm has installed. */
export const installers: Readonly<Record<string, readonly string[]>> = {
  linux: ['deb', 'AppImage'],
  win32: ['nsis', 'msi'],
  darwin: ['dmg', 'zip'],
};

/** @returns the names that this system cannot build, in the order given. */
export const foreignTargets = (targets: readonly string[], platform: string): string[] =>
  targets.filter((target) => installers[platform]?.includes(target) !== true);

export interface PackedPlace {
  folder: string;
  executable: string;
}

/** Where electron-builder leaves the unpacked application, as electron-builder.yml names it. */
export const packedPlace = (output: string, platform: string, arch: string): PackedPlace => {
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  if (platform === 'win32') {
    const folder = join(output, `win${suffix}-unpacked`);
    return { folder, executable: join(folder, 'Rappel CFA.exe') };
  }
  if (platform === 'darwin') {
    const folder = join(output, `mac${suffix}`, 'Rappel CFA.app');
    return { folder, executable: join(folder, 'Contents', 'MacOS', 'Rappel CFA') };
  }
  const folder = join(output, `linux${suffix}-unpacked`);
  return { folder, executable: join(folder, 'rappel-cfa') };
};
