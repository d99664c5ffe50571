import { z } from 'zod';
import { type Result, success } from '../../../shared/contract/errors.ts';
import { lignes } from '../../../shared/contract/lignes.ts';
import { catalogue } from '../../../shared/domain/actes/catalogue.ts';
import { readLocal, writeLocal } from '../store/local.ts';
import type { Store } from '../store/store.ts';
import { readLine } from './read-line.ts';

/**
 * After an update of the program (PROTOCOL 6): rows that the former version kept raw are read again, and everything is
 * folded again, since an acte of a type that was unknown yesterday now says something.
 */
export const dataVersion = [
  ...Object.entries(lignes).map(([type, { v }]) => `${type}:${v}`),
  ...Object.entries(catalogue).map(([type, { v }]) => `acte ${type}:${v}`),
].join(' ');

export interface ReplayDeps {
  store: Store;
  projectAll: () => Iterable<number>;
  breathe: () => Promise<void>;
  onFolded: () => void;
}

const rowsPerSlice = 500;
const raw = z.array(
  z.object({
    rang: z.number(),
    seq: z.number(),
    type: z.string(),
    id: z.string(),
    v: z.number(),
    dossier: z.string().nullable(),
    corps: z.string(),
  }),
);

/** Does nothing when this file was last read by this version. A crash in between starts it again. */
export async function replayAfterUpdate(deps: ReplayDeps): Promise<Result<null>> {
  const { store } = deps;
  const known = readLocal(store.persons, 'version-donnees', z.string());
  if (known === dataVersion) return success(null);
  if (known !== null) {
    const read = await readAgain(deps);
    if (!read.ok) return read;
    for (const _folded of deps.projectAll()) await deps.breathe();
    deps.onFolded();
  }
  return store.writePersons((db) => {
    writeLocal(db, 'version-donnees', dataVersion);
    return success(null);
  });
}

async function readAgain({ store, breathe }: ReplayDeps): Promise<Result<null>> {
  for (let after = 0; ; ) {
    const slice = store.writeBulk((db) => {
      const rows = raw.parse(
        db
          .prepare(
            `SELECT rang, seq, type, id, v, dossier, corps FROM ligne
             WHERE lecture <> 'lue' AND rang > ? ORDER BY rang LIMIT ?`,
          )
          .all(after, rowsPerSlice),
      );
      const mark = db.prepare('UPDATE ligne SET lecture = ? WHERE rang = ?');
      for (const row of rows) {
        mark.run(readLine([row.seq, row.type, row.id, row.v, row.dossier, row.corps]), row.rang);
      }
      return success(rows);
    });
    if (!slice.ok) return slice;
    const last = slice.value.at(-1);
    if (last === undefined) return success(null);
    after = last.rang;
    await breathe();
  }
}
