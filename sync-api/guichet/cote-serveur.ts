import { type Kysely, sql } from 'kysely';
import { enTranches } from '../../shared/domain/tranches.ts';
import {
  ecrireOffre,
  ecrireSuiviReservation,
  effacerLiens,
  listerOffres,
  listerSuivisReservation,
  type OffreDeCreneau,
  retirerOffres,
} from './agenda-serveur.ts';
import { type Depot, depot } from './depot.ts';
import { empreinteDeRow, type FormationOfferte, rowDe } from './formation.ts';
import { rowDeSuivi, type Suivi } from './suivi.ts';
import type { TablesGuichet } from './tables.ts';

/** Rows per transaction: the intake waits for none of them longer than its busy timeout. */
const rowsAtOnce = 400;

const slices = <T>(values: readonly T[]): T[][] => enTranches(values, rowsAtOnce);

/** A deposit that was taken, as it is kept. */
export type DepotGarde = Pick<TablesGuichet['depot_garde'], 'id' | 'scelle' | 'pris_le'>;

/** The side of the server that holds the lists: it publishes offers, and takes what was deposited. */
export class GuichetServeur {
  readonly #db: Kysely<TablesGuichet>;

  constructor(db: Kysely<TablesGuichet>) {
    this.#db = db;
  }

  /**
   * Makes the offers of the guichet these ones, and writes only what differs. Cut short, it is to be called again.
   *
   * @param formations every training that may be shown, closed ones included (`origines` empty)
   * @returns how many rows were written and removed
   */
  async publier(formations: readonly FormationOfferte[]): Promise<{ ecrites: number; retirees: number }> {
    const known = new Map(
      (await this.#db.selectFrom('formation').selectAll().execute()).map((row) => [
        row.cle_ministere_educatif,
        empreinteDeRow(row),
      ]),
    );
    const rows = new Map(formations.map((formation) => [formation.cleMinistereEducatif, rowDe(formation)]));
    const changed = [...rows.values()].filter((row) => known.get(row.cle_ministere_educatif) !== empreinteDeRow(row));
    const gone = [...known.keys()].filter((cle) => !rows.has(cle));
    for (const part of slices(changed)) {
      await this.#db.transaction().execute(async (trx) => {
        for (const row of part) await trx.replaceInto('formation').values(row).execute();
      });
    }
    for (const part of slices(gone)) {
      await this.#db.deleteFrom('formation').where('cle_ministere_educatif', 'in', part).execute();
    }
    return { ecrites: changed.length, retirees: gone.length };
  }

  /**
   * The deposits that wait, oldest first, without removing them: {@link oublier} does, once what they say is committed.
   * One that this version cannot read (a newer intake wrote it) is left for a newer server, and hides no other.
   *
   * @param limite at most so many
   */
  async prendre(limite: number): Promise<Depot[]> {
    const taken: Depot[] = [];
    let after = 0;
    while (taken.length < limite) {
      const rows = await this.#db
        .selectFrom('depot')
        .select([sql<number>`rowid`.as('rang'), 'id', 'genre', 'corps', 'depose_le'])
        // In order of arrival: two clocks, or two deposits in one millisecond, have none.
        .where(sql<boolean>`rowid > ${after}`)
        .orderBy(sql`rowid`)
        .limit(limite - taken.length)
        .execute();
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.rang;
      for (const { id, genre, corps, depose_le } of rows) {
        const read = depot.safeParse({ id, genre, depose_le, corps: parsedJson(corps) });
        if (read.success) taken.push(read.data);
      }
    }
    return taken;
  }

  /** How many deposits this version cannot read. */
  async compterIllisibles(): Promise<number> {
    const { n } = await this.#db
      .selectFrom('depot')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return n - (await this.prendre(n)).length;
  }

  /**
   * Removes deposits that were taken, and their pages from the journal of the file.
   *
   * @param gardes what is kept of them, sealed; kept before any is removed
   */
  async oublier(ids: readonly string[], gardes: readonly DepotGarde[] = []): Promise<void> {
    if (ids.length === 0) return;
    for (const part of slices(gardes))
      await this.#db
        .insertInto('depot_garde')
        .values(part)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    for (const part of slices(ids)) await this.#db.deleteFrom('depot').where('id', 'in', part).execute();
    await this.#emptyJournal();
  }

  /** Ids of what is kept, in the order it was taken. @param depuis taken after this instant */
  async listerGardes(depuis: Date): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('depot_garde')
      .select('id')
      .where('pris_le', '>', depuis.toISOString())
      .orderBy('rang')
      .execute();
    return rows.map(({ id }) => id);
  }

  async lireGarde(id: string): Promise<DepotGarde | undefined> {
    return this.#db
      .selectFrom('depot_garde')
      .select(['id', 'scelle', 'pris_le'])
      .where('id', '=', id)
      .executeTakeFirst();
  }

  /** What was kept of deposits whose person is erased. */
  async retirerGardes(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    for (const part of slices(ids)) await this.#db.deleteFrom('depot_garde').where('id', 'in', part).execute();
    await this.#emptyJournal();
  }

  /** @returns how many were taken too long ago to be kept */
  async retirerGardesAvant(instant: Date): Promise<number> {
    const done = await this.#db
      .deleteFrom('depot_garde')
      .where('pris_le', '<=', instant.toISOString())
      .executeTakeFirst();
    if (done.numDeletedRows > 0n) await this.#emptyJournal();
    return Number(done.numDeletedRows);
  }

  /** Writes what the page of a personal link may show, new or changed. */
  async ecrireSuivi(suivi: Suivi): Promise<void> {
    await this.#db.replaceInto('suivi').values(rowDeSuivi(suivi)).execute();
  }

  /** Personal links, of demandes and of réservations, that lead nowhere any more (erasure, purge). */
  async retirerSuivi(empreintes: readonly string[]): Promise<void> {
    if (empreintes.length === 0) return;
    for (const part of slices(empreintes))
      for (const table of ['suivi', 'suivi_reservation'] as const)
        await this.#db.deleteFrom(table).where('empreinte_jeton', 'in', part).execute();
    await this.#emptyJournal();
  }

  /** Every personal link that leads somewhere, with the state its page says, for the repair at start. */
  async listerSuivis(): Promise<Pick<TablesGuichet['suivi'], 'empreinte_jeton' | 'etat'>[]> {
    return this.#db.selectFrom('suivi').select(['empreinte_jeton', 'etat']).execute();
  }

  /** Offers a créneau, or says what changed in it: its hours, the places that are left, the trainings it is for. */
  async ecrireOffre(offre: OffreDeCreneau): Promise<void> {
    await ecrireOffre(this.#db, offre);
  }

  /** Créneaux that families may book no more: cancelled, not offered, about to begin. */
  async retirerOffres(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await retirerOffres(this.#db, ids);
  }

  /** Ids of the créneaux that are offered. @param jusqua those that begin by this instant only (ISO 8601 UTC) */
  async listerOffres(jusqua?: string): Promise<string[]> {
    return listerOffres(this.#db, jusqua);
  }

  /** Writes what the page of the link of a réservation may show; {@link retirerSuivi} removes it. */
  async ecrireSuiviReservation(suivi: TablesGuichet['suivi_reservation']): Promise<void> {
    await ecrireSuiviReservation(this.#db, suivi);
  }

  /** The address of an online meeting is of use to nobody once it is over. @param maintenant ISO 8601 UTC */
  async effacerLiens(maintenant: string): Promise<void> {
    await effacerLiens(this.#db, maintenant);
  }

  /** Every link of a réservation that leads somewhere, with the state its page says. */
  async listerSuivisReservation(): Promise<Pick<TablesGuichet['suivi_reservation'], 'empreinte_jeton' | 'etat'>[]> {
    return listerSuivisReservation(this.#db);
  }

  /** Says that the server came by. */
  async passer(now: Date): Promise<void> {
    await this.#db.replaceInto('passage').values({ id: 1, vu_le: now.toISOString() }).execute();
  }

  /** `secure_delete` blanks the page, the journal still holds the former one. A reader only puts it off. */
  async #emptyJournal(): Promise<void> {
    await sql`pragma wal_checkpoint(truncate)`.execute(this.#db);
  }
}

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
