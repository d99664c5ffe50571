import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { localDataFolder } from '../../../main/shell/data-folder.ts';
import { prepareDataFolder } from '../../../main/shell/prepare-data-folder.ts';

describe('the data folder', () => {
  it('is local and never roams', () => {
    const windows = {
      platform: 'win32',
      env: { LOCALAPPDATA: 'C:\\Users\\lea\\AppData\\Local' },
      home: 'C:\\Users\\lea',
    };
    expect(localDataFolder(windows)).toBe('C:\\Users\\lea\\AppData\\Local\\Rappel CFA');
    expect(localDataFolder({ ...windows, env: {} })).toBe('C:\\Users\\lea\\AppData\\Local\\Rappel CFA');
    expect(localDataFolder({ platform: 'linux', env: {}, home: '/home/lea' })).toBe(
      '/home/lea/.local/share/rappel-cfa',
    );
    expect(localDataFolder({ platform: 'linux', env: { XDG_DATA_HOME: '/data' }, home: '/home/lea' })).toBe(
      '/data/rappel-cfa',
    );
    expect(localDataFolder({ platform: 'linux', env: { XDG_DATA_HOME: 'relative' }, home: '/home/lea' })).toBe(
      '/home/lea/.local/share/rappel-cfa',
    );
  });

  it('is refused on a network share', () => {
    const profile = mkdtempSync(join(tmpdir(), 'rappel-cfa-donnees-'));
    onTestFinished(() => rmSync(profile, { recursive: true, force: true }));
    const probe = { platform: 'linux', realpath: (path: string) => path, type: () => 0xff534d42 };
    expect(prepareDataFolder(profile, probe)).toEqual({ ok: false, problem: 'dossierReseau' });
    expect(prepareDataFolder(profile, { ...probe, type: () => 0xef53 }).ok).toBe(true);
  });

  it('is made for its owner only', () => {
    const profile = mkdtempSync(join(tmpdir(), 'rappel-cfa-donnees-'));
    onTestFinished(() => rmSync(profile, { recursive: true, force: true }));
    chmodSync(profile, 0o755);
    const result = prepareDataFolder(profile);
    expect(result.ok).toBe(true);
    expect(statSync(join(profile, 'donnees')).mode & 0o777).toBe(0o700);
  });

  it('is refused where it cannot be made', () => {
    const profile = mkdtempSync(join(tmpdir(), 'rappel-cfa-donnees-'));
    onTestFinished(() => rmSync(profile, { recursive: true, force: true }));
    const file = join(profile, 'file');
    writeFileSync(file, '');
    expect(prepareDataFolder(file)).toEqual({ ok: false, problem: 'dossierIllisible' });
  });
});
