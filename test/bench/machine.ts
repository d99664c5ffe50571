import { spawnSync } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';
import Database from 'better-sqlite3';
import { repositoryFolder } from '../../tools/repository.ts';
import type { Machine } from './result.ts';

const git = (parameters: readonly string[]): string | null => {
  const answer = spawnSync('git', parameters, { cwd: repositoryFolder, encoding: 'utf8' });
  return answer.status === 0 ? answer.stdout.trim() : null;
};

/** The commit, and whether the files are still as it left them. */
function commitOf(): string | null {
  const commit = git(['rev-parse', '--short=12', 'HEAD']);
  const changes = git(['status', '--porcelain', '--untracked-files=no']);
  return commit === null || changes === '' ? commit : `${commit}, with local changes`;
}

function sqliteVersion(): string {
  const db = new Database(':memory:');
  try {
    const row = db.prepare<[], { version: string }>('SELECT sqlite_version() AS version').get();
    return row?.version ?? 'unknown';
  } finally {
    db.close();
  }
}

/** What a reader needs to compare figures with those of another machine. */
export const describeMachine = (electron: string | null): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryMB: Math.round(totalmem() / 1024 / 1024),
  os: `${type()} ${release()}`,
  node: process.versions.node,
  sqlite: sqliteVersion(),
  electron,
  commit: commitOf(),
});
