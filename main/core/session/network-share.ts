import { realpathSync, statfsSync } from 'node:fs';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';

/**
 * SQLite's locks are not kept by network file systems, and a roaming share would carry the file from PC to PC
 * (SECURITY, Keys and files). Best effort: known magic numbers on Linux, UNC paths on Windows (the native realpath
 * turns a mapped drive into one). FUSE is let through: home encryption uses it.
 */
/** NFS, SMB, CIFS, SMB2, AFS, Coda, Ceph. */
const networkFileSystems = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x73757245, 0x00c36400]);

export interface FileSystemProbe {
  platform: string;
  realpath(path: string): string;
  /** Type number of the file system, as statfs(2) gives it. */
  type(path: string): number;
}

export const systemProbe: FileSystemProbe = {
  platform: process.platform,
  realpath: (path) => realpathSync.native(path),
  type: (path) => statfsSync(path).type,
};

export function refuseNetworkShare(path: string, probe: FileSystemProbe): Result<null> {
  try {
    if (probe.platform === 'win32')
      return /^\\\\(?![?.]\\)|^\\\\\?\\UNC\\/i.test(probe.realpath(path)) ? failure('DOSSIER_RESEAU') : success(null);
    // statfs answers a signed 32-bit number on some systems.
    if (probe.platform === 'linux')
      return networkFileSystems.has(probe.type(path) >>> 0) ? failure('DOSSIER_RESEAU') : success(null);
  } catch {
    // A file system that cannot be asked is taken as local: opening the file will tell.
  }
  return success(null);
}
