import type { Kysely } from 'kysely';
import { limits, pullColumns } from '../../shared/contract/sync.ts';
import type { Clock } from '../context.ts';
import type { Tables } from '../store/tables.ts';

/**
 * The body of a pull (PROTOCOL 4), as text chunks of whole lines, one chunk a page.
 *
 * Pages are found by key (`seq > N ORDER BY seq`): a row that changes while we read only moves to a higher
 * number, so it is seen again, never missed. `fin` is read in the transaction of the last page: head, count and
 * empreinte then describe exactly the rows the poste has just been given.
 */

export interface DemandeChangements {
  fluxId: string;
  apres: number;
  epoque: string;
}

/** A cursor of a history this flux no longer has: pull again from 0 (PROTOCOL 4). */
export const isCurseurPerime = ({ tete, plancher }: { tete: number; plancher: number }, apres: number): boolean =>
  apres > tete || (apres > 0 && apres <= plancher);

const readPage = async (db: Kysely<Tables>, fluxId: string, apres: number, limit: number) =>
  db.transaction().execute(async (trx) => {
    const flux = await trx
      .selectFrom('flux')
      .select(['tete', 'nombre', 'empreinte', 'plancher'])
      .where('id', '=', fluxId)
      .executeTakeFirst();
    const lignes = await trx
      .selectFrom('ligne')
      .select(['seq', 'type', 'id', 'v', 'dossier_id', 'corps'])
      .where('flux_id', '=', fluxId)
      .where('seq', '>', apres)
      // Beyond the head stands what an import prepares: nobody's until the head moves.
      .where('seq', '<=', flux?.tete ?? 0)
      .orderBy('seq')
      .limit(limit)
      .execute();
    return { lignes, flux };
  });

/** One line of the answer. */
const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

/** Type and ids are ours and need no escape; the stored body goes out as it is, unless it would break the line. */
const rowLine = (row: { seq: number; type: string; id: string; v: number; dossier_id: string | null; corps: string }) =>
  `[${row.seq},"${row.type}","${row.id}",${row.v},${row.dossier_id === null ? 'null' : `"${row.dossier_id}"`},${
    row.corps.includes('\n') ? JSON.stringify(JSON.parse(row.corps)) : row.corps
  }]\n`;

/** One answer, of at most 1 MiB but for a single larger row: its rows, and where the next one starts. */
interface Reponse {
  chunks: string[];
  /** null when the head is reached, or when the answer has no end. */
  suite: number | null;
}

/**
 * The whole answer is read before its first line, which can then say where the next one starts: the poste asks for it
 * while it reads this one, and nobody waits for the other.
 */
export async function* streamChangements(
  db: Kysely<Tables>,
  clock: Clock,
  demande: DemandeChangements,
): AsyncGenerator<string, void, undefined> {
  const { fluxId, apres, epoque } = demande;
  const { chunks, suite } = await readReponse(db, clock, demande);
  yield line({ colonnes: pullColumns, flux: fluxId, apres, epoque, suite });
  yield* chunks;
}

async function readReponse(db: Kysely<Tables>, clock: Clock, { fluxId, apres }: DemandeChangements): Promise<Reponse> {
  const started = clock.now().getTime();
  const chunks: string[] = [];
  let cursor = apres;
  let rows = 0;
  let bytes = 0;
  for (;;) {
    const wanted = Math.min(limits.pullPageRows, limits.pullRows - rows);
    const { lignes, flux } = await readPage(db, fluxId, cursor, wanted);
    // Purged or raised since the last page: no last line, so the poste comes back and is told why.
    if (flux === undefined || isCurseurPerime(flux, cursor)) return { chunks, suite: null };
    let chunk = '';
    let cut = false;
    for (const row of lignes) {
      const text = rowLine(row);
      const size = Buffer.byteLength(text);
      // At least one row a response, or a row larger than the limit would stop the flux for ever.
      cut = rows > 0 && bytes + size > limits.pullBytes;
      if (cut) break;
      chunk += text;
      bytes += size;
      rows += 1;
      cursor = row.seq;
    }
    const full = cut || rows >= limits.pullRows || clock.now().getTime() - started >= limits.pullMs;
    if (!cut && lignes.length < wanted) {
      const { tete, nombre, empreinte } = flux;
      chunks.push(chunk + line({ fin: { tete, nombre, empreinte } }));
      return { chunks, suite: null };
    }
    if (full) {
      chunks.push(chunk + line({ suite: cursor }));
      return { chunks, suite: cursor };
    }
    chunks.push(chunk);
  }
}
