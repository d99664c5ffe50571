import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { texteEmpreinte } from '../../../shared/domain/empreinte.ts';
import type { Receipt } from './api.ts';

const rowsPerSlice = 2_000;
const modulus = 1n << 256n;
const slice = z.array(z.object({ rang: z.number(), id: z.string(), seq: z.number(), type: z.string() }));

/**
 * Re-reads this poste's own file (PROTOCOL 4, receipt): what was written is what is proved, not what was received.
 * Read in slices so that a person's command never waits for it. null when a row is quarantined: the receipt is withheld.
 */
export async function computeReceipt(
  db: Database,
  flux: { id: string; tete: number },
  breathe: () => Promise<void>,
): Promise<Receipt | null> {
  const quarantined = db
    .prepare("SELECT 1 FROM ligne WHERE flux = ? AND lecture <> 'lue' AND lecture = 'quarantaine' LIMIT 1")
    .get(flux.id);
  if (quarantined !== undefined) return null;
  // In the order of the index on (flux, type): a page costs its rows, whatever the size of the flux.
  const page = db.prepare(
    'SELECT rang, id, seq, type FROM ligne WHERE flux = ? AND (type, rang) > (?, ?) ORDER BY type, rang LIMIT ?',
  );
  let sum = 0n;
  let nombre = 0;
  for (let after = { type: '', rang: 0 }; ; ) {
    const rows = slice.parse(page.all(flux.id, after.type, after.rang, rowsPerSlice));
    for (const row of rows) {
      const hash = createHash('sha256').update(texteEmpreinte(row.id, row.seq)).digest('hex');
      sum = (sum + BigInt(`0x${hash}`)) % modulus;
      nombre += 1;
      after = row;
    }
    if (rows.length < rowsPerSlice) break;
    await breathe();
  }
  return { flux: flux.id, tete: flux.tete, nombre, empreinte: sum.toString(16).padStart(64, '0') };
}

/**
 * The server found this poste's proof equal up to `tete`: every list that came before it is held since `now` at the
 * latest. The hour of a list is the one of its first proof, whatever is rebuilt or proved again later.
 */
export function markVerified(db: Database, flux: string, tete: number, now: string): void {
  db.prepare('UPDATE flux SET verifie_tete = ? WHERE id = ?').run(tete, flux);
  db.prepare(
    `INSERT OR IGNORE INTO reception (transmission, flux, le)
     SELECT id, flux, ? FROM ligne WHERE flux = ? AND type = 'transmission' AND lecture = 'lue' AND seq <= ?`,
  ).run(now, flux, tete);
}
