import type { Kysely } from 'kysely';
import type { Clock, Random } from '../context.ts';
import { audit } from '../store/audit.ts';
import type { Tables } from '../store/tables.ts';

/** Which relations a délégué may read. */
export class Delegations {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(deps: { db: Kysely<Tables>; clock: Clock; random: Random }) {
    this.#db = deps.db;
    this.#clock = deps.clock;
    this.#random = deps.random;
  }

  /** @returns the ids of the couples, or null when one of them is unknown */
  async findRelations(couples: readonly { responsable: string; formateur: string }[]): Promise<string[] | null> {
    const ids: string[] = [];
    for (const { responsable, formateur } of couples) {
      const row = await this.#db
        .selectFrom('relation')
        .select('id')
        .where('siret_responsable', '=', responsable)
        .where('siret_formateur', '=', formateur)
        .where('retiree_le', 'is', null)
        .executeTakeFirst();
      if (row === undefined) return null;
      ids.push(row.id);
    }
    return ids;
  }

  /** The délégations of a compte that still run on a couple, even one the relations file has since withdrawn. */
  async findRunning(compteId: string, couple: { responsable: string; formateur: string }): Promise<string[]> {
    const now = this.#clock.now().toISOString();
    const rows = await this.#db
      .selectFrom('delegation')
      .innerJoin('relation', 'relation.id', 'delegation.relation_id')
      .select('delegation.id')
      .where('delegation.compte_id', '=', compteId)
      .where('relation.siret_responsable', '=', couple.responsable)
      .where('relation.siret_formateur', '=', couple.formateur)
      .where((where) => where.or([where('delegation.fin_le', 'is', null), where('delegation.fin_le', '>', now)]))
      .orderBy('delegation.id')
      .execute();
    return rows.map(({ id }) => id);
  }

  /** Adds those that are not already running. */
  async add(compteId: string, relationIds: readonly string[]): Promise<void> {
    const now = this.#clock.now();
    for (const relationId of relationIds) {
      const running = await this.#db
        .selectFrom('delegation')
        .select('id')
        .where('compte_id', '=', compteId)
        .where('relation_id', '=', relationId)
        .where('fin_le', 'is', null)
        .executeTakeFirst();
      if (running !== undefined) continue;
      await this.#db
        .insertInto('delegation')
        .values({
          id: this.#random.uuid(),
          compte_id: compteId,
          relation_id: relationId,
          debut_le: now.toISOString(),
          fin_le: null,
        })
        .execute();
      await audit(this.#db, { le: now, code: 'DELEGATION_DEBUT', objet: compteId });
    }
  }
}
