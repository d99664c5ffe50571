import { expect, test } from 'vitest';
import { recordOf, tables } from '../../../bench/peers/watermelon-tables.ts';
import { benchRows } from '../../../bench/rows.ts';

test('every field of our rows has a column of its kind, and no column is left without a field', () => {
  const kinds = new Map<string, Set<string>>();
  for (const row of benchRows(40)) {
    const { table, record } = recordOf(row);
    for (const { name, type, isOptional } of tables[table])
      expect(record[name] === null ? isOptional : typeof record[name] === type, `${table}.${name}`).toBe(true);
    const known = new Set(['id', ...tables[table].map(({ name }) => name)]);
    expect(Object.keys(record).filter((name) => !known.has(name))).toEqual([]);
    kinds.set(table, known);
  }
  expect([...kinds.keys()].sort()).toEqual(Object.keys(tables).sort());
});
