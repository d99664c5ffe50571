import type { Kysely } from 'kysely';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { errors } from 'oidc-provider';
import { z } from 'zod';
import type { Clock } from '../context.ts';
import type { Tables } from '../store/tables.ts';
import { fingerprint } from './secret.ts';

/**
 * A refresh token that was rotated may be shown again this long: a poste whose connection dropped before the answer
 * came would otherwise look like a thief and be signed out. It stops as soon as its successor was used.
 */
export const graceMs = 60_000;

/** oidc-provider's own objects, written and read by it alone: only what we look at is described. */
const charge = z.looseObject({
  grantId: z.string().optional(),
  uid: z.string().optional(),
  userCode: z.string().optional(),
  rotations: z.number().optional(),
});

interface Row {
  id: string;
  charge: string;
  grant_id: string | null;
  consomme_le: string | null;
}

/**
 * oidc-provider's storage on one table. The value of a token *is* its id there, so only its fingerprint is kept and
 * `jti` is put back from the value that was presented.
 */
export class OidcAdapter implements Adapter {
  readonly #type: string;
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;

  constructor(type: string, db: Kysely<Tables>, clock: Clock) {
    this.#type = type;
    this.#db = db;
    this.#clock = clock;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const { jti: _jti, ...stored } = payload;
    // A grant is destroyed with its tokens, so it carries its own id as they do.
    const grantId = this.#type === 'Grant' ? id : (payload.grantId ?? null);
    const row = {
      type: this.#type,
      id: fingerprint(id),
      charge: JSON.stringify(stored),
      grant_id: grantId,
      uid: payload.uid ?? null,
      user_code: payload.userCode ?? null,
      consomme_le: null,
      expire_le: expiresIn === undefined ? null : this.#after(expiresIn * 1000),
    };
    const { type: _type, id: _id, consomme_le: _consommeLe, ...changes } = row;
    await this.#db
      .insertInto('oidc_objet')
      .values(row)
      .onConflict((conflict) => conflict.columns(['type', 'id']).doUpdateSet(changes))
      .execute();
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const row = await this.#row('id', fingerprint(id));
    if (row === undefined) return undefined;
    const consumed = row.consomme_le !== null && !(await this.#inGrace(row));
    return { ...charge.parse(JSON.parse(row.charge)), jti: id, ...(consumed ? { consumed: true } : {}) };
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const row = await this.#row('uid', uid);
    return row === undefined ? undefined : charge.parse(JSON.parse(row.charge));
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    const row = await this.#row('user_code', userCode);
    return row === undefined ? undefined : charge.parse(JSON.parse(row.charge));
  }

  /** @throws InvalidGrant when another request consumed it first: two parallel uses never both succeed */
  async consume(id: string): Promise<void> {
    const now = this.#clock.now().toISOString();
    const first = await this.#db
      .updateTable('oidc_objet')
      .set({ consomme_le: now })
      .where('type', '=', this.#type)
      .where('id', '=', fingerprint(id))
      .where('consomme_le', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (first !== undefined) return;
    const row = await this.#row('id', fingerprint(id));
    if (row === undefined || !(await this.#inGrace(row))) throw new errors.InvalidGrant('already consumed');
    // The answer that was lost carried this successor: nobody has it.
    for (const successor of await this.#successors(row)) {
      await this.#db.deleteFrom('oidc_objet').where('type', '=', this.#type).where('id', '=', successor.id).execute();
    }
  }

  async destroy(id: string): Promise<void> {
    await this.#db.deleteFrom('oidc_objet').where('type', '=', this.#type).where('id', '=', fingerprint(id)).execute();
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.#db.deleteFrom('oidc_objet').where('type', '=', this.#type).where('grant_id', '=', grantId).execute();
  }

  async #row(column: 'id' | 'uid' | 'user_code', value: string): Promise<Row | undefined> {
    const now = this.#clock.now().toISOString();
    return this.#db
      .selectFrom('oidc_objet')
      .select(['id', 'charge', 'grant_id', 'consomme_le'])
      .where('type', '=', this.#type)
      .where(column, '=', value)
      .where((where) => where.or([where('expire_le', 'is', null), where('expire_le', '>', now)]))
      .executeTakeFirst();
  }

  async #inGrace(row: Row): Promise<boolean> {
    if (this.#type !== 'RefreshToken' || row.consomme_le === null) return false;
    if (this.#clock.now().getTime() - Date.parse(row.consomme_le) > graceMs) return false;
    const successors = await this.#successors(row);
    return successors.every((successor) => successor.consomme_le === null);
  }

  /** Later tokens of the same family, told by their rotation count: two instants may be equal. */
  async #successors(row: Row): Promise<Row[]> {
    if (row.grant_id === null) return [];
    const rotation = (other: Row): number => charge.parse(JSON.parse(other.charge)).rotations ?? 0;
    const family = await this.#db
      .selectFrom('oidc_objet')
      .select(['id', 'charge', 'grant_id', 'consomme_le'])
      .where('type', '=', this.#type)
      .where('grant_id', '=', row.grant_id)
      .execute();
    return family.filter((other) => rotation(other) > rotation(row));
  }

  #after(delayMs: number): string {
    return new Date(this.#clock.now().getTime() + delayMs).toISOString();
  }
}

/**
 * Ends every sign-in of an account: browser and page sessions, sign-ins under way, tokens of its postes, open enrolment
 * codes. Its postes stay, and come back by a sign-in with the same key. One that was handed back keeps its tokens: it
 * can only push, and could not sign in again for that.
 */
export async function endSignIns(trx: Kysely<Tables>, compteId: string): Promise<void> {
  const handedBack = trx
    .selectFrom('poste')
    .select('poste.grant_id')
    .where('compte_id', '=', compteId)
    .where('revoque_le', 'is not', null);
  await trx
    .deleteFrom('oidc_objet')
    // oidc-provider keeps the account in the body only; an id is a UUID, so no other text can hold it.
    .where('charge', 'like', `%"accountId":"${compteId}"%`)
    .where((where) => where.or([where('grant_id', 'is', null), where('grant_id', 'not in', handedBack)]))
    .execute();
  await trx.deleteFrom('enrolement').where('compte_id', '=', compteId).where('utilise_le', 'is', null).execute();
}

/** Expired objects and seen proofs go; oidc-provider never asks for them again. @returns how many went */
export async function purgeExpired(db: Kysely<Tables>, clock: Clock): Promise<number> {
  const now = clock.now().toISOString();
  const objects = await db.deleteFrom('oidc_objet').where('expire_le', '<=', now).executeTakeFirst();
  const proofs = await db.deleteFrom('preuve_vue').where('expire_le', '<=', now).executeTakeFirst();
  return Number(objects.numDeletedRows + proofs.numDeletedRows);
}
