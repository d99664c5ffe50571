import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bugCode } from '../../../main/core/bug.ts';
import { createJournal } from '../../../main/core/journal/journal.ts';
import { ManualClock } from '../../support/manual-clock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rappel-journal-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const clock = new ManualClock(Date.parse('2026-06-08T08:00:00.000Z'));
const everything = (): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');

describe('the journal', () => {
  it('writes a code, an opaque id, a count and a duration', () => {
    createJournal({ folder, clock }).write('BASE_MISE_DE_COTE', { id: '0123abcd', nombre: 3, dureeMs: 12.4 });
    expect(everything()).toBe('2026-06-08T08:00:00.000Z BASE_MISE_DE_COTE id=0123abcd nombre=3 duree_ms=12\n');
  });

  it.each(['DUPONT Léa', 'dupont', '0692123456', '+262692123456', '123456789AB', 'lea@exemple.fr', 'A\nB'])(
    'never takes %j, wherever it is planted',
    (planted) => {
      const journal = createJournal({ folder, clock });
      journal.write(planted);
      journal.write('CODE', { id: planted });
      expect(everything()).not.toContain(planted);
      expect(everything()).toContain('CODE_REFUSE');
      expect(everything().split('\n')).toHaveLength(3);
    },
  );

  it('turns over five files and no more, none larger than its bound', () => {
    const journal = createJournal({ folder, clock, maxBytes: 200 });
    for (let line = 0; line < 60; line += 1) journal.write('LIGNE', { nombre: line });
    const files = readdirSync(folder).sort();
    expect(files).toEqual(['coeur.1.log', 'coeur.2.log', 'coeur.3.log', 'coeur.4.log', 'coeur.log']);
    for (const name of files) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(200);
    expect(journal.tail(1)).toEqual(['2026-06-08T08:00:00.000Z LIGNE nombre=59']);
  });

  it('gives a bug a code that does not depend on what it said', () => {
    const [first, second] = ['DUPONT', 'MARTIN'].map((text) => bugCode(new TypeError(text)));
    expect(first).toBe(second);
    expect(first).toMatch(/^[0-9a-f]{8}$/);
    expect(bugCode(new RangeError('DUPONT'))).not.toBe(first);
    expect(bugCode('DUPONT')).toBe(bugCode('MARTIN'));
  });
});
