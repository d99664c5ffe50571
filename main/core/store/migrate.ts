import { rmSync, statSync } from 'node:fs';
import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { Sqlite } from './sqlite.ts';

/** One frozen step; `version` is what `user_version` says once it ran. */
export interface Migration {
  version: number;
  up: (db: Sqlite) => void;
}

/** Numbered by tens, in order, no gap, no duplicate: two branches that both add one are caught at start. */
export function assertNumbering(migrations: readonly Migration[]): void {
  for (const [index, migration] of migrations.entries()) {
    const expected = (index + 1) * 10;
    if (migration.version !== expected) {
      throw new Error(
        `Migration ${migration.version} stands where ${expected} is expected: renumber it and its file, by tens, without gap or duplicate.`,
      );
    }
  }
}

/** The one copy kept before a migration. */
export const copyOf = (file: string): string => `${file}.avant-migration`;

export const removeCopy = (file: string): void => rmSync(copyOf(file), { force: true });

const copyKeptMs = 7 * 86_400_000;

/** The copy serves a failed migration; what was erased or purged since must not outlive it there. */
export function removeOldCopy(file: string, nowMs: number): void {
  const copy = statSync(copyOf(file), { throwIfNoEntry: false });
  if (copy !== undefined && nowMs - copy.mtimeMs > copyKeptMs) removeCopy(file);
}

export function fileVersion(db: Sqlite): number {
  const value = db.pragma('user_version', { simple: true });
  return typeof value === 'number' ? value : 0;
}

/**
 * Brings a file to the newest version: each step and its number in one transaction, so that a kill leaves a whole
 * version. An existing file is first copied by VACUUM INTO, which keeps the cipher and the key; backup() would not.
 * The copy stays when a step fails: the start stops and the person is told.
 */
export function migrate(db: Sqlite, file: string, migrations: readonly Migration[]): Result<{ migrated: boolean }> {
  assertNumbering(migrations);
  const newest = migrations.at(-1)?.version ?? 0;
  const current = fileVersion(db);
  if (current > newest) return failure('BASE_PLUS_RECENTE', { version: current });
  if (current === newest) return success({ migrated: false });
  if (current > 0) {
    removeCopy(file);
    db.prepare<[string]>('VACUUM INTO ?').run(copyOf(file));
  }
  for (const migration of migrations) {
    if (migration.version <= current) continue;
    db.transaction(() => {
      migration.up(db);
      db.pragma(`user_version=${migration.version}`);
    }).immediate();
  }
  return success({ migrated: current > 0 });
}
