/** What a log line may hold (SECURITY, Outside): a code, an opaque id, a count, a duration. Nothing else fits. */
export interface JournalEntry {
  code: string;
  id?: string;
  count?: number;
  durationMs?: number;
}

export interface Journal {
  note(entry: JournalEntry): void;
}

/** A code of ours, with the class of an error behind it; or a method with the *pattern* of a route and a status. */
const codePattern = /^(?:[A-Z][A-Z0-9_]{0,60}(?:[ _][A-Za-z_]{1,60})?|[A-Z]{3,7} [/*a-zA-Z0-9_:.-]{1,80} [1-5]\d\d)$/;
/** A UUID or a sha256. */
const idPattern = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64})$/;

/**
 * One JSON line per entry. A code or an id of another shape is replaced, so that a value slipped in by mistake
 * never reaches a file.
 */
export function createJournal(write: (line: string) => void, clock: { now(): Date }): Journal {
  return {
    note({ code, id, count, durationMs }) {
      const line: Record<string, string | number> = {
        le: clock.now().toISOString(),
        code: codePattern.test(code) ? code : 'CODE_ILLISIBLE',
      };
      if (id !== undefined) line.id = idPattern.test(id) ? id : 'ID_ILLISIBLE';
      if (count !== undefined) line.nombre = count;
      if (durationMs !== undefined) line.duree_ms = Math.round(durationMs);
      write(`${JSON.stringify(line)}\n`);
    },
  };
}
