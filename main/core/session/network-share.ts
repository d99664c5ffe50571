import { execFileSync } from 'node:child_process';
import { realpathSync, statfsSync } from 'node:fs';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';

/**
 * SQLite's locks are not kept by network file systems, and a roaming share would carry the file from PC to PC
 * (SECURITY, Keys and files). One rule for shell and core. Best effort: known file systems on Linux and macOS, UNC paths
 * on Windows (the native realpath turns a mapped drive into one). FUSE is let through: home encryption uses it.
 */
const networkFileSystems: ReadonlySet<number | string> = new Set([
  // Linux, statfs magic numbers: NFS, SMB, CIFS, SMB2, AFS, Coda, Ceph, 9P.
  ...[0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x73757245, 0x00c36400, 0x01021997],
  // macOS, names: there the numbers are given anew at each start of the system.
  ...['smbfs', 'nfs', 'afpfs', 'webdav', 'cifs'],
]);

/** `\\server\share`, `//server/share` or `\\?\UNC\server\share`, and not `\\?\C:\`. */
const uncPath = /^(\\\\|\/\/)(?![?.][\\/](?!UNC[\\/]))/i;

export interface FileSystemProbe {
  platform: string;
  realpath(path: string): string;
  /** Type of the file system: the number of statfs(2) on Linux, its name on macOS. */
  type(path: string): number | string;
}

/**
 * The type of the file system that holds a path, from the table that mount(8) of macOS prints:
 * `//lea@serveur/partage on /Volumes/partage (smbfs, nodev, nosuid)`.
 */
export function macFileSystem(mountTable: string, path: string): string {
  let holder = { point: '', type: '' };
  for (const line of mountTable.split('\n')) {
    const [, point = '', type = ''] = /^.* on (\/.*) \(([a-z0-9_]+)[,)]/.exec(line) ?? [];
    const isHeld = point !== '' && (path === point || path.startsWith(point.endsWith('/') ? point : `${point}/`));
    if (isHeld && point.length >= holder.point.length) holder = { point, type };
  }
  return holder.type;
}

const probeTimeMs = 3_000;

export const systemProbe: FileSystemProbe = {
  platform: process.platform,
  realpath: (path) => realpathSync.native(path),
  type: (path) =>
    process.platform === 'darwin'
      ? macFileSystem(
          execFileSync('/sbin/mount', { encoding: 'utf8', timeout: probeTimeMs }),
          realpathSync.native(path),
        )
      : statfsSync(path).type,
};

export function isNetworkShare(path: string, probe: FileSystemProbe): boolean {
  try {
    if (probe.platform === 'win32') return uncPath.test(probe.realpath(path));
    const type = probe.type(path);
    // statfs answers a signed 32-bit number on some systems.
    return networkFileSystems.has(typeof type === 'number' ? type >>> 0 : type);
  } catch {
    // A file system that cannot be asked is taken as local: opening the file will tell.
    return false;
  }
}

export const refuseNetworkShare = (path: string, probe: FileSystemProbe): Result<null> =>
  isNetworkShare(path, probe) ? failure('DOSSIER_RESEAU') : success(null);
