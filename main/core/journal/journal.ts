import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../deps.ts';

/**
 * What the core writes about itself: a code, an opaque id, a count, a duration, and nothing else (SECURITY, Outside).
 * There is no free text to put a name in: a code or an id that has another shape is replaced by a mark.
 */
export interface JournalFields {
  id?: string;
  nombre?: number;
  dureeMs?: number;
}

export interface Journal {
  write(code: string, fields?: JournalFields): void;
  /** Last lines, oldest first, for the diagnostic. */
  tail(lines: number): string[];
}

export const journalFiles = 5;
export const journalBytes = 2 * 1024 * 1024;

const codeShape = /^[A-Z][A-Z0-9_]{1,39}$/;
const idShape = /^[0-9a-f]{8}(?:-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{24})?$/;

export interface JournalDeps {
  folder: string;
  clock: Clock;
  maxBytes?: number;
}

export function createJournal({ folder, clock, maxBytes = journalBytes }: JournalDeps): Journal {
  const path = (rank: number): string => join(folder, rank === 0 ? 'coeur.log' : `coeur.${rank}.log`);
  const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

  function rotate(): void {
    rmSync(path(journalFiles - 1), { force: true });
    for (let rank = journalFiles - 2; rank >= 0; rank -= 1)
      if (existsSync(path(rank))) renameSync(path(rank), path(rank + 1));
  }

  function lineOf(code: string, { id, nombre, dureeMs }: JournalFields): string {
    const parts = [new Date(clock.now()).toISOString(), codeShape.test(code) ? code : 'CODE_REFUSE'];
    if (id !== undefined) parts.push(`id=${idShape.test(id) ? id : 'refuse'}`);
    if (Number.isFinite(nombre)) parts.push(`nombre=${nombre}`);
    if (dureeMs !== undefined && Number.isFinite(dureeMs)) parts.push(`duree_ms=${Math.round(dureeMs)}`);
    return `${parts.join(' ')}\n`;
  }

  return {
    write(code, fields = {}) {
      const line = lineOf(code, fields);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (sizeOf(path(0)) + line.length > maxBytes) rotate();
        appendFileSync(path(0), line, { mode: 0o600 });
      } catch {
        // A full disk must not stop the work that was being logged.
      }
    },
    tail(lines) {
      try {
        return readFileSync(path(0), 'utf8').split('\n').filter(Boolean).slice(-lines);
      } catch {
        return [];
      }
    },
  };
}
