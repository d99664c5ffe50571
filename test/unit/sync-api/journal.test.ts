import { expect, test } from 'vitest';
import { createJournal } from '../../../sync-api/journal.ts';
import { TestClock } from '../../support/server.ts';

const write = (entry: Parameters<ReturnType<typeof createJournal>['note']>[0]): unknown => {
  const lines: string[] = [];
  createJournal((line) => lines.push(line), new TestClock(0)).note(entry);
  expect(lines).toHaveLength(1);
  expect(lines[0]?.endsWith('\n')).toBe(true);
  return JSON.parse(lines[0] ?? '');
};

test('a line holds a code, an id, a count and a duration', () => {
  const id = '00000000-0000-4000-8000-00000000000a';
  expect(write({ code: 'POST /v1/actes 200', id, count: 3, durationMs: 12.4 })).toEqual({
    le: '1970-01-01T00:00:00.000Z',
    code: 'POST /v1/actes 200',
    id,
    nombre: 3,
    duree_ms: 12,
  });
});

test.each([
  'Élodie Durand',
  'Karim Durand',
  '0692123456',
  'marie@cfa.fr',
  '/invitation#jeton',
  'GET /v1/flux?apres=1',
  'x'.repeat(101),
  'a\nb',
])('the code %j is replaced', (code) => {
  expect(write({ code })).toMatchObject({ code: 'CODE_ILLISIBLE' });
});

test.each(['marie', '0692123456', '120890123AB', ''])('the id %j is replaced', (id) => {
  expect(write({ code: 'ESSAI', id })).toMatchObject({ id: 'ID_ILLISIBLE' });
});
