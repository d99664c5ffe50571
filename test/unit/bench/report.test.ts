import { describe, expect, test } from 'vitest';
import { figure, ratio } from '../../bench/measure.ts';
import type { Part } from '../../bench/registry.ts';
import { keptEnd, keptStart, keptText, refreshReport } from '../../bench/report.ts';
import type { BenchResult } from '../../bench/result.ts';
import { shown, tableOf } from '../../bench/table.ts';

const parts: Part[] = [
  {
    name: 'envoi',
    title: 'Sending calls',
    about: 'Ours against theirs.',
    needsDesktop: false,
    load: () => Promise.reject(new Error('not run here')),
  },
];

const result = (over: Partial<BenchResult> = {}): BenchResult => ({
  form: 'full',
  startedAt: '2026-06-08T06:00:00.000Z',
  seconds: 61.4,
  machine: {
    cpu: 'A processor',
    cores: 2,
    memoryMB: 2048,
    os: 'Linux 6',
    node: '24.21.0',
    sqlite: '3.53.4',
    electron: null,
    commit: 'abc',
  },
  parts: [
    {
      name: 'envoi',
      seconds: 12,
      figures: [figure('ours', 'actes/s', [1200, 1000, 1100])],
      ratios: [ratio('ours against theirs', 5.5, 'at_least', 6), ratio('told', 3, 'at_most', null)],
      notes: ['Ten thousand actes.'],
    },
  ],
  refused: [],
  ...over,
});

describe('the page', () => {
  test('holds the machine, the part, every round and what is not reached', () => {
    const page = refreshReport(result(), parts, null);
    expect(page).toContain('A processor, 2 cores');
    expect(page).toContain('Node 24.21.0, SQLite 3.53.4.');
    expect(page).toContain('### Sending calls');
    expect(page).toContain('| ours | 1,100 actes/s | 1,200 · 1,000 · 1,100 |');
    expect(page).toContain('| ours against theirs | × 5.50 | at least 6.00 | **not reached** |');
    expect(page).toContain('- Ten thousand actes.');
  });

  test('keeps what people wrote, however often it is made again', () => {
    const first = refreshReport(result(), parts, null);
    const written = first.replace(/(<!-- written by hand from here -->\n)[^<]*/, '$1PouchDB is one process.\n');
    expect(keptText(written)).toBe('PouchDB is one process.');
    const again = refreshReport(result({ seconds: 99 }), parts, written);
    expect(keptText(again)).toBe('PouchDB is one process.');
    expect(refreshReport(result({ seconds: 99 }), parts, again)).toBe(again);
    expect(again.split(keptStart)).toHaveLength(2);
    expect(again.split(keptEnd)).toHaveLength(2);
  });
});

describe('the table', () => {
  test('says loudly what is missed, and what has no figure', () => {
    const text = tableOf(result({ refused: [{ name: 'listes', reason: '3 rows of 4 came' }] }));
    expect(text).toContain('LIMITS NOT REACHED: 1\n  envoi, ours against theirs: × 5.50, at least 6.00');
    expect(text).toContain('REFUSED, without a figure: 1\n  listes: 3 rows of 4 came');
  });

  test('says nothing of limits when all are reached', () => {
    expect(tableOf(result({ parts: [] }))).not.toContain('LIMITS');
  });

  test.each([
    [0.01234, '0.012'],
    [1.2345, '1.23'],
    [12.345, '12.3'],
    [1234.5, '1,235'],
  ])('%d is shown as %s', (value, text) => {
    expect(shown(value)).toBe(text);
  });
});
