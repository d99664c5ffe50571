import { z } from 'zod';
import { type PullRow, pullColumns, pullHeader, pullLast, pullRow } from '../../../shared/contract/sync.ts';

/**
 * Reads the NDJSON of a pull (PROTOCOL 4). A line without its newline is dropped: it may have been cut. What is not
 * one of the three known shapes ends the response as `illisible`, and the saved cursor is where the next one resumes.
 */
export type PullPart =
  | { genre: 'entete'; epoque: string }
  | { genre: 'lignes'; lignes: PullRow[] }
  | { genre: 'fin'; tete: number; nombre: number; empreinte: string }
  | { genre: 'suite'; apres: number }
  | { genre: 'illisible' };

const values = z.array(z.unknown());

/** Where each column that we know stands in the rows of this response; a newer server may declare more. */
export type Columns = readonly number[];

/** Turns the complete lines of one chunk into parts, in order. */
export function parseLines(text: string, columns: Columns | null): { parts: PullPart[]; columns: Columns | null } {
  if (text === '') return { parts: [], columns };
  let parsed: unknown[];
  try {
    parsed = values.parse(JSON.parse(`[${text.slice(0, -1).replaceAll('\n', ',')}]`));
  } catch {
    return { parts: [{ genre: 'illisible' }], columns };
  }
  const parts: PullPart[] = [];
  let rows: PullRow[] = [];
  const flush = (): void => {
    if (rows.length > 0) parts.push({ genre: 'lignes', lignes: rows });
    rows = [];
  };
  let known = columns;
  for (const value of parsed) {
    if (Array.isArray(value)) {
      const row = known === null ? null : pullRow.safeParse(known.map((index) => value[index]));
      if (row?.success === true) {
        rows.push(row.data);
        continue;
      }
      flush();
      parts.push({ genre: 'illisible' });
      break;
    }
    flush();
    const header = readHeader(value);
    if (header !== null) known = header.columns;
    const part = header?.part ?? readLast(value);
    parts.push(part);
    if (part.genre === 'illisible') break;
  }
  flush();
  return { parts, columns: known };
}

function readHeader(value: unknown): { part: PullPart; columns: Columns } | null {
  const header = pullHeader.safeParse(value);
  if (!header.success) return null;
  const columns = pullColumns.map((name) => header.data.colonnes.indexOf(name));
  if (columns.includes(-1)) return null;
  return { part: { genre: 'entete', epoque: header.data.epoque }, columns };
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
