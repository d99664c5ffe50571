import type { Kysely } from 'kysely';
import type { Clock, Random } from '../context.ts';
import { refuse } from '../errors.ts';
import { quitterScene } from '../store/flux.ts';
import { viderJournal } from '../store/nettoyage.ts';
import type { Tables } from '../store/tables.ts';

/**
 * The right to write of an import (PROTOCOL 7): one row, which says since when its holder was not heard of. What an
 * import puts beyond heads belongs to the holder of that row, and is only ever removed by whoever holds it.
 */

/** An import tells that it lives far more often, but for its longest questions. */
const vivantMs = 60_000;
const pulsationMs = 5_000;
/** Nobody comes back to it after that: what it prepared is people's data without an end. */
const mortMs = 15 * 60_000;
const clearedAtOnce = 20;

/** @returns false when somebody holds it who was heard of since `silenceMs` */
async function prendre(db: Kysely<Tables>, extractionId: string, clock: Clock, silenceMs: number): Promise<boolean> {
  const now = clock.now().getTime();
  const before = new Date(now - silenceMs).toISOString();
  const after = new Date(now + silenceMs).toISOString();
  const vuLe = new Date(now).toISOString();
  const taken = await db
    .insertInto('import_en_cours')
    .values({ id: 1, extraction_id: extractionId, vu_le: vuLe })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ extraction_id: extractionId, vu_le: vuLe })
        // After: a clock that was set back must not keep every import out.
        .where((eb) =>
          eb.or([
            eb('import_en_cours.vu_le', 'is', null),
            eb('import_en_cours.vu_le', '<=', before),
            eb('import_en_cours.vu_le', '>', after),
          ]),
        ),
    )
    .returning('id')
    .executeTakeFirst();
  return taken !== undefined;
}

/**
 * Takes the right to write. Whatever an import that is heard of no more had prepared goes.
 *
 * @throws Refusal IMPORT_CONCURRENT while another one is alive
 */
export async function prendreLaMain(db: Kysely<Tables>, extractionId: string, clock: Clock): Promise<void> {
  if (!(await prendre(db, extractionId, clock, vivantMs))) throw refuse('IMPORT_CONCURRENT', 409);
  await retirerDesAutres(db, extractionId);
}

/**
 * First statement of a transaction of the import: it writes, so that SQLite gives the writer lock before any read.
 *
 * @throws Refusal IMPORT_CONCURRENT when the right is another one's by now
 */
export async function verifierLaMain(trx: Kysely<Tables>, extractionId: string): Promise<void> {
  if (!(await tientLaMain(trx, extractionId))) throw refuse('IMPORT_CONCURRENT', 409);
}

async function tientLaMain(trx: Kysely<Tables>, extractionId: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('import_en_cours')
    .set({ extraction_id: extractionId })
    .where('extraction_id', '=', extractionId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Tells that the import lives. @throws Refusal IMPORT_CONCURRENT when the right is another one's by now */
export async function garderLaMain(db: Kysely<Tables>, extractionId: string, clock: Clock): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('import_en_cours')
    .set({ vu_le: clock.now().toISOString() })
    .where('extraction_id', '=', extractionId)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw refuse('IMPORT_CONCURRENT', 409);
}

/** Tells now and then that the import lives, however often it is called. */
export const tenirLaMain = (db: Kysely<Tables>, extractionId: string, clock: Clock): (() => Promise<void>) => {
  let told = clock.now().getTime();
  return async () => {
    const now = clock.now().getTime();
    if (now - told < pulsationMs) return;
    told = now;
    await garderLaMain(db, extractionId, clock);
  };
};

/** Gives the right back, after what this import still hides is removed. Nothing when another one took it since. */
export async function rendreLaMain(db: Kysely<Tables>, extractionId: string): Promise<void> {
  const clear = (trx: Kysely<Tables>): Promise<boolean> => rendre(trx, extractionId);
  while (await db.transaction().execute(clear));
}

async function rendre(trx: Kysely<Tables>, extractionId: string): Promise<boolean> {
  if (!(await tientLaMain(trx, extractionId))) return false;
  const own = await trx
    .selectFrom('flux')
    .select(['id', 'tete', 'relation_id'])
    .where('en_scene', '=', extractionId)
    .limit(clearedAtOnce)
    .execute();
  for (const flux of own) await abandonner(trx, flux);
  if (own.length > 0) return true;
  await trx.deleteFrom('import_en_cours').where('extraction_id', '=', extractionId).execute();
  return false;
}

/** Removes what other imports put beyond heads, some flux at a time. @returns how many flux */
async function retirerDesAutres(db: Kysely<Tables>, extractionId: string): Promise<number> {
  const clear = async (trx: Kysely<Tables>): Promise<number> => {
    await verifierLaMain(trx, extractionId);
    const some = await trx
      .selectFrom('flux')
      .select(['id', 'tete', 'relation_id'])
      .where('en_scene', 'is not', null)
      .where('en_scene', '<>', extractionId)
      .limit(clearedAtOnce)
      .execute();
    for (const flux of some) await abandonner(trx, flux);
    return some.length;
  };
  let removed = 0;
  for (;;) {
    const count = await db.transaction().execute(clear);
    if (count === 0) return removed;
    removed += count;
  }
}

/** Takes the right away from whoever holds it, with all that is prepared: for a base that was put back. */
export async function reprendreLaMain(trx: Kysely<Tables>): Promise<void> {
  await trx.deleteFrom('import_en_cours').execute();
  const all = await trx
    .selectFrom('flux')
    .select(['id', 'tete', 'relation_id'])
    .where('en_scene', 'is not', null)
    .execute();
  for (const flux of all) await abandonner(trx, flux);
}

/** Forgets what was prepared for one flux, and the flux itself when it was made for that. */
export async function abandonner(
  trx: Kysely<Tables>,
  flux: { id: string; tete: number; relation_id: string | null },
): Promise<void> {
  await quitterScene(trx, flux);
  if (flux.relation_id === null) await trx.deleteFrom('flux').where('id', '=', flux.id).execute();
}

/**
 * Removes what a killed import had prepared, a quarter of an hour after it was last heard of. To be called now and then.
 *
 * @returns how many flux were emptied
 * @throws the database's own error when the writer lock cannot be had: to be called again later
 */
export async function retirerImportMort(
  db: Kysely<Tables>,
  { clock, random }: { clock: Clock; random: Pick<Random, 'uuid'> },
): Promise<number> {
  const held = await db.selectFrom('import_en_cours').select('id').executeTakeFirst();
  const hidden = await db.selectFrom('flux').select('id').where('en_scene', 'is not', null).executeTakeFirst();
  if (held === undefined && hidden === undefined) return 0;
  const id = random.uuid();
  if (!(await prendre(db, id, clock, mortMs))) return 0;
  let removed = 0;
  try {
    removed = await retirerDesAutres(db, id);
  } finally {
    await rendreLaMain(db, id);
  }
  if (removed > 0) await viderJournal(db);
  return removed;
}
