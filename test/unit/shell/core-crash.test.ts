import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const shell = (name: string): string => JSON.stringify(new URL(`../../../main/shell/${name}`, import.meta.url).href);

/** A process of its own: what Node prints before it dies can be seen from outside only. */
function crash(how: string, keeps: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'rappel-plantage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const program = `
    import { watchCrashes } from ${shell('core-crash.ts')};
    import { systemClock } from ${shell('system-clock.ts')};
    const watch = watchCrashes({ process, clock: systemClock, exit: (code) => process.exit(code) });
    if (${keeps}) watch.keepIn(${JSON.stringify(folder)});
    setInterval(() => undefined, 60000);
    ${how}
  `;
  const ended = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  return { folder, status: ended.status, said: `${ended.stdout}${ended.stderr}` };
}

it.each([
  ['an exception', "setImmediate(() => { throw new Error('Maëlys 06 92 12 34 56'); });"],
  ['a rejection', "Promise.reject(new Error('Maëlys 06 92 12 34 56'));"],
  ['something that is no error', "Promise.reject('Maëlys 06 92 12 34 56');"],
])('%s that nobody caught ends the core with a code in its journal and no word printed', (_what, how) => {
  const { folder, status, said } = crash(how, true);
  expect(status).toBe(1);
  expect(said).toBe('');
  const journal = readFileSync(join(folder, 'journal', 'coeur.log'), 'utf8');
  expect(journal).toMatch(/^\S+ ARRET_ERREUR id=[0-9a-f]{8}\n$/);
});

it('before the core knows its folder it ends in silence', () => {
  const { status, said } = crash("throw new Error('Maëlys 06 92 12 34 56');", false);
  expect(status).toBe(1);
  expect(said).toBe('');
});
