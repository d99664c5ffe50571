import { describe, expect, it } from 'vitest';
import { macFileSystem, refuseNetworkShare } from '../../../main/core/session/network-share.ts';

const windows = (real: string) => ({ platform: 'win32', realpath: () => real, type: () => 0 });
const mountTable = [
  '/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)',
  'devfs on /dev (devfs, local, nobrowse)',
  '/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)',
  '//lea@serveur/partage%20cfa on /Volumes/partage cfa (smbfs, nodev, nosuid, mounted by lea)',
  'serveur:/export on /Users/lea (nfs)',
  '//serveur/vieux on /Volumes/vieux (afpfs, nodev)',
  '',
].join('\n');
const mac = {
  platform: 'darwin',
  realpath: (path: string) => path,
  type: (path: string) => macFileSystem(mountTable, path),
};
const linux = (type: number) => ({ platform: 'linux', realpath: (path: string) => path, type: () => type });

describe('a folder on a network share', () => {
  it.each([
    ['\\\\serveur\\partage\\Rappel CFA', windows('\\\\serveur\\partage\\Rappel CFA')],
    ['a mapped drive', windows('\\\\serveur\\partage')],
    ['a long UNC path', windows('\\\\?\\UNC\\serveur\\partage')],
    ['NFS', linux(0x6969)],
    ['CIFS, as a signed number', linux(0xff534d42 | 0)],
    ['SMB2', linux(0xfe534d42)],
    ['9P', linux(0x01021997)],
    ['a UNC path with slashes', windows('//serveur/partage')],
  ])('is refused: %s', (_what, probe) => {
    expect(refuseNetworkShare('Z:\\Rappel CFA', probe)).toEqual({ ok: false, error: { code: 'DOSSIER_RESEAU' } });
  });

  it.each([
    ['a local drive', windows('C:\\Users\\lea\\AppData\\Local\\Rappel CFA')],
    ['a long local path', windows('\\\\?\\C:\\Users\\lea')],
    ['ext4', linux(0xef53)],
    ['an encrypted home over FUSE', linux(0x65735546)],
    [
      'a system that cannot be asked',
      { platform: 'linux', realpath: (path: string) => path, type: () => unanswered() },
    ],
  ])('is not seen where there is none: %s', (_what, probe) => {
    expect(refuseNetworkShare('/home/lea', probe).ok).toBe(true);
  });

  it.each([
    '/Volumes/partage cfa/Rappel CFA',
    '/Volumes/partage cfa',
    '/Users/lea/Library/Application Support/Rappel CFA',
    '/Volumes/vieux/x',
  ])('is refused on macOS: %s', (path) => {
    expect(refuseNetworkShare(path, mac)).toEqual({ ok: false, error: { code: 'DOSSIER_RESEAU' } });
  });

  it.each(['/Users/leah/Library', '/Volumes/vieux disque', '/System/Volumes/Data/Users/max', '/dev/x'])(
    'is not seen on macOS where there is none: %s',
    (path) => {
      expect(refuseNetworkShare(path, mac).ok).toBe(true);
    },
  );
});

function unanswered(): number {
  throw new Error('not supported');
}
