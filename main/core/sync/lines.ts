import { z } from 'zod';
import {
  type PullRow,
  pullColumns,
  pullHeader,
  pullLast,
  pullRow,
  readPullLine,
} from '../../../shared/contract/sync.ts';

/**
 * Reads the NDJSON of a pull (PROTOCOL 4). A line without its newline is dropped: it may have been cut. What is not
 * one of the three known shapes ends the response as `illisible`, and the saved cursor is where the next one resumes.
 */
export type PullPart =
  | { genre: 'entete'; epoque: string; suite: number | null }
  | { genre: 'lignes'; lignes: PullRow[] }
  | { genre: 'fin'; tete: number; nombre: number; empreinte: string }
  | { genre: 'suite'; apres: number }
  | { genre: 'illisible' };

/** Where each column that we know stands in the rows of this response; a newer server may declare more. */
export interface Columns {
  at: readonly number[];
  /** Exactly those we know, in our order. */
  areOurs: boolean;
}

/** Turns the complete lines of one chunk into parts, in order. */
export function parseLines(text: string, columns: Columns | null): { parts: PullPart[]; columns: Columns | null } {
  const parts: PullPart[] = [];
  let rows: PullRow[] = [];
  let known = columns;
  for (let start = 0, end = text.indexOf('\n'); end >= 0; start = end + 1, end = text.indexOf('\n', start)) {
    const line = text.slice(start, end);
    if (line.startsWith('[')) {
      const row = known === null ? null : readRow(line, known);
      if (row !== null) {
        rows.push(row);
        continue;
      }
    }
    if (rows.length > 0) parts.push({ genre: 'lignes', lignes: rows });
    rows = [];
    const other = readOther(line);
    if (other.columns !== null) known = other.columns;
    parts.push(other.part);
    if (other.part.genre === 'illisible') break;
  }
  if (rows.length > 0) parts.push({ genre: 'lignes', lignes: rows });
  return { parts, columns: known };
}

/** Our own order is read by its grammar: the body is a part of the line, not a string to decode. */
const readRow = (line: string, columns: Columns): PullRow | null =>
  (columns.areOurs ? readPullLine(line) : null) ?? readDeclared(line, columns);

const values = z.array(z.unknown());
const body = z.record(z.string(), z.unknown());

function readDeclared(line: string, columns: Columns): PullRow | null {
  const read = values.safeParse(json(line));
  if (!read.success) return null;
  const picked = columns.at.map((at) => read.data[at]);
  const corps = body.safeParse(picked.at(-1));
  if (!corps.success) return null;
  const row = pullRow.safeParse([...picked.slice(0, -1), JSON.stringify(corps.data)]);
  return row.success ? row.data : null;
}

/** undefined when it is not JSON. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readOther(line: string): { part: PullPart; columns: Columns | null } {
  const value = json(line);
  return readHeader(value) ?? { part: readLast(value), columns: null };
}

function readHeader(value: unknown): { part: PullPart; columns: Columns } | null {
  const header = pullHeader.safeParse(value);
  if (!header.success) return null;
  const { colonnes } = header.data;
  const at = pullColumns.map((name) => colonnes.indexOf(name));
  if (at.includes(-1)) return null;
  const columns = { at, areOurs: colonnes.join() === pullColumns.join() };
  return { part: { genre: 'entete', epoque: header.data.epoque, suite: header.data.suite }, columns };
}

function readLast(value: unknown): PullPart {
  const last = pullLast.safeParse(value);
  if (!last.success) return { genre: 'illisible' };
  return 'fin' in last.data ? { genre: 'fin', ...last.data.fin } : { genre: 'suite', apres: last.data.suite };
}

/** Streams the parts of one response; a cut simply ends the iteration (no `fin`, no `suite`). */
export async function* readParts(body: ReadableStream<Uint8Array>): AsyncGenerator<PullPart> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = body.getReader();
  let rest = '';
  let columns: Columns | null = null;
  try {
    for (;;) {
      let chunk: Awaited<ReturnType<typeof reader.read>>;
      try {
        chunk = await reader.read();
        if (chunk.done) return;
        rest += decoder.decode(chunk.value, { stream: true });
      } catch {
        return;
      }
      const end = rest.lastIndexOf('\n') + 1;
      const read = parseLines(rest.slice(0, end), columns);
      rest = rest.slice(end);
      columns = read.columns;
      for (const part of read.parts) {
        yield part;
        if (part.genre === 'illisible') return;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
