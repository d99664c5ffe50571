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

/** Turns the complete lines of one chunk into parts, in order. */
export function parseLines(text: string, columns: readonly string[] | null): PullPart[] {
  if (text === '') return [];
  let parsed: unknown[];
  try {
    parsed = values.parse(JSON.parse(`[${text.slice(0, -1).replaceAll('\n', ',')}]`));
  } catch {
    return [{ genre: 'illisible' }];
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
      const row = known === null ? null : pullRow.safeParse(value);
      if (row === null || !row.success) return [...parts, ...closing(rows), { genre: 'illisible' }];
      rows.push(row.data);
      continue;
    }
    flush();
    const part = parseObject(value);
    parts.push(part);
    if (part.genre === 'illisible') return parts;
    if (part.genre === 'entete') known = pullColumns;
  }
  flush();
  return parts;
}

const closing = (rows: PullRow[]): PullPart[] => (rows.length > 0 ? [{ genre: 'lignes', lignes: rows }] : []);

function parseObject(value: unknown): PullPart {
  const last = pullLast.safeParse(value);
  if (last.success) {
    return 'fin' in last.data ? { genre: 'fin', ...last.data.fin } : { genre: 'suite', apres: last.data.suite };
  }
  const header = pullHeader.safeParse(value);
  if (!header.success || header.data.colonnes.join() !== pullColumns.join()) return { genre: 'illisible' };
  return { genre: 'entete', epoque: header.data.epoque };
}

/** Streams the parts of one response; a cut simply ends the iteration (no `fin`, no `suite`). */
export async function* readParts(body: ReadableStream<Uint8Array>): AsyncGenerator<PullPart> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = body.getReader();
  let rest = '';
  let columns: readonly string[] | null = null;
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
      const parts = parseLines(rest.slice(0, end), columns);
      rest = rest.slice(end);
      for (const part of parts) {
        if (part.genre === 'entete') columns = pullColumns;
        yield part;
        if (part.genre === 'illisible') return;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
