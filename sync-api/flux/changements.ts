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
    const lignes = await trx
      .selectFrom('ligne')
      .select(['seq', 'type', 'id', 'v', 'dossier_id', 'corps'])
      .where('flux_id', '=', fluxId)
      .where('seq', '>', apres)
      .orderBy('seq')
      .limit(limit)
      .execute();
    const flux = await trx
      .selectFrom('flux')
      .select(['tete', 'nombre', 'empreinte', 'plancher'])
      .where('id', '=', fluxId)
      .executeTakeFirst();
    return { lignes, flux };
  });

/** One line of the answer. */
const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

/** Type and ids are ours and need no escape; the stored body goes out as it is, unless it would break the line. */
const rowLine = (row: { seq: number; type: string; id: string; v: number; dossier_id: string | null; corps: string }) =>
  `[${row.seq},"${row.type}","${row.id}",${row.v},${row.dossier_id === null ? 'null' : `"${row.dossier_id}"`},${
    row.corps.includes('\n') ? JSON.stringify(JSON.parse(row.corps)) : row.corps
  }]\n`;

export async function* streamChangements(
  db: Kysely<Tables>,
  clock: Clock,
  { fluxId, apres, epoque }: DemandeChangements,
): AsyncGenerator<string, void, undefined> {
  const started = clock.now().getTime();
  let cursor = apres;
  let rows = 0;
  let bytes = 0;
  yield line({ colonnes: pullColumns, flux: fluxId, apres, epoque });
  for (;;) {
    const wanted = Math.min(limits.pullPageRows, limits.pullRows - rows);
    const { lignes, flux } = await readPage(db, fluxId, cursor, wanted);
    // Purged or raised since the last page: no last line, so the poste comes back and is told why.
    if (flux === undefined || isCurseurPerime(flux, cursor)) return;
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
      yield chunk + line({ fin: { tete, nombre, empreinte } });
      return;
    }
    if (full) {
      yield chunk + line({ suite: cursor });
      return;
    }
    yield chunk;
  }
}
