import { z } from 'zod';
import { type Result, success } from '../../../shared/contract/errors.ts';
import { lignes } from '../../../shared/contract/lignes.ts';
import { catalogue } from '../../../shared/domain/actes/catalogue.ts';
import { readLocal, writeLocal } from '../store/local.ts';
import * as rappels from '../store/migrations/0090-rappels.ts';
import { readLine } from '../store/read-line.ts';
import type { Store } from '../store/store.ts';

/**
 * After an update of the program (PROTOCOL 6): rows that the former version kept raw are read again, and everything is
 * folded again, since an acte of a type that was unknown yesterday now says something.
 */
export const dataVersion = [
  ...Object.entries(lignes).map(([type, { v }]) => `${type}:${v}`),
  ...Object.entries(catalogue).map(([type, { v }]) => `acte ${type}:${v}`),
  // A migration that empties the projection leaves it to be folded here.
  `projection:${rappels.version}`,
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
    type: z.string(),
    v: z.number(),
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
            `SELECT rang, type, v, corps FROM ligne JOIN ligne_corps USING (rang)
             WHERE lecture <> 'lue' AND rang > ? ORDER BY rang LIMIT ?`,
          )
          .all(after, rowsPerSlice),
      );
      const mark = db.prepare('UPDATE ligne SET lecture = ? WHERE rang = ?');
      for (const row of rows) {
        mark.run(readLine(row).lecture, row.rang);
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
