import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newestChange } from '../../../tools/fresh-build.ts';
import { runInGroup } from '../../../tools/process-group.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rappel-tools-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe.skipIf(process.platform === 'win32')('a command and what it starts', () => {
  it('end together, whatever the command left behind', async () => {
    const file = join(folder, 'pid');
    const code = await runInGroup('sh', ['-c', `sleep 60 & echo $! > '${file}'; exit 3`], process.env, 'ignore');
    expect(code).toBe(3);
    expect(isAlive(Number(await readFile(file, 'utf8')))).toBe(false);
  });

  it('say in one sentence that the command is missing', async () => {
    await expect(runInGroup('no-such-command-here', [], process.env, 'ignore')).rejects.toThrow(
      'no-such-command-here is missing',
    );
  });
});

describe('what was built', () => {
  it('is compared with the newest file, however deep', async () => {
    await writeFile(join(folder, 'old.ts'), '');
    await utimes(join(folder, 'old.ts'), 1, 1);
    await utimes(folder, 2, 2);
    expect(await newestChange(folder)).toBe(2_000);
    expect(await newestChange(join(folder, 'old.ts'))).toBe(1_000);
    expect(await newestChange(join(folder, 'absent'))).toBe(0);
  });
});
