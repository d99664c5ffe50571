import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSelfCheck } from '../../../main/core/diagnostic/self-check.ts';
import { selfCheckFacts, selfCheckStep } from '../../../main/core/diagnostic/self-check-step.ts';
import { systemRandom } from '../../../main/shell/core-deps.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { MemoryKeychain } from '../../support/memory-keychain.ts';

let dataFolder = '';
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'rappel-cfa-self-check-'));
});
afterEach(() => rm(dataFolder, { recursive: true, force: true }));

const make = (keychain = new MemoryKeychain()) => {
  const clock = new ManualClock();
  return { run: createSelfCheck({ dataFolder, random: systemRandom, clock, keychain }), clock, keychain };
};
const inFolder = (name: string): string => join(dataFolder, 'verification', name);
const refused = (cause: string) => ({ ok: false, error: { code: 'ERREUR_INTERNE', details: { cause } } });

it('passes every step on a sound installation, and tells the versions', async () => {
  const { run } = make();
  const facts: Record<string, string | undefined> = {};
  for (const step of selfCheckStep.options) {
    const result = await run(step);
    expect(result).toMatchObject({ ok: true });
    if (result.ok) Object.assign(facts, selfCheckFacts.parse(result.value));
  }
  expect(facts).toEqual({
    node: process.versions.node,
    sqlite: expect.stringMatching(/^3\.\d+\.\d+$/),
    chiffrement: expect.stringMatching(/^sqlcipher, SQLite3 Multiple Ciphers \d/),
    trousseau: 'present',
  });
});

it('writes below its data folder only, and changes no keychain', async () => {
  const { run, keychain } = make();
  for (const step of selfCheckStep.options) await run(step);
  expect(await readdir(dataFolder)).toEqual(['verification']);
  expect(keychain.calls).toEqual(['read verification']);
  expect((await readFile(inFolder('base.sqlite'))).subarray(0, 15).toString()).not.toBe('SQLite format 3');
});

it('refuses a file that stands in clear beside the base, whatever it is called', async () => {
  const { run } = make();
  await run('base');
  await writeFile(inFolder('base.sqlite-copie'), 'SQLite format 3\0…');
  expect(await run('chiffrement')).toEqual(refused('FICHIER_EN_CLAIR'));
  await writeFile(inFolder('base.sqlite-copie'), '…Témoin de vérification…');
  expect(await run('chiffrement')).toEqual(refused('FICHIER_EN_CLAIR'));
});

it('says that there is no file where none was made', async () => {
  expect(await make().run('chiffrement')).toEqual(refused('FICHIER_ABSENT'));
});

it('names what the disk refuses by its code, never by its message', async () => {
  const { run } = make();
  await run('base');
  const bytes = await readFile(inFolder('base.sqlite'));
  await writeFile(inFolder('base.sqlite'), bytes.fill(0x2a, 0, 4096));
  expect(await run('recherche')).toEqual(refused('BASE_ILLISIBLE'));
  await rm(join(dataFolder, 'verification'), { recursive: true });
  await writeFile(join(dataFolder, 'verification'), '');
  expect(await run('base')).toEqual(refused('EEXIST'));
});

it('reports a keychain that is absent or does not answer, and goes on', async () => {
  const keychain = new MemoryKeychain();
  keychain.mood = 'absent';
  expect(await make(keychain).run('trousseau')).toEqual({ ok: true, value: { trousseau: 'absent' } });
  const { run, clock } = make(Object.assign(new MemoryKeychain(), { read: () => new Promise<null>(() => undefined) }));
  const asked = run('trousseau');
  await expect.poll(() => clock.sleeperCount).toBe(1);
  await clock.advance(5_000);
  expect(await asked).toEqual({ ok: true, value: { trousseau: 'muet' } });
});
