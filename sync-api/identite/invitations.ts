import type { Kysely } from 'kysely';
import type { Clock, Random } from '../context.ts';
import { audit } from '../store/audit.ts';
import type { Tables } from '../store/tables.ts';
import { endSignIns } from './adaptateur.ts';
import { hashPassword, type PasswordRefusal, passwordRefusal } from './mot-de-passe.ts';
import { fingerprint, newToken } from './secret.ts';

export const invitationHours = 72;
const hourMs = 3_600_000;

export type InvitationRefusal = 'LIEN_INVALIDE' | 'LIEN_EXPIRE' | 'LIEN_UTILISE' | 'COMPTE_SUSPENDU';

/** Single-use links by which an account gets its first password, or another one. */
export class Invitations {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(deps: { db: Kysely<Tables>; clock: Clock; random: Random }) {
    this.#db = deps.db;
    this.#clock = deps.clock;
    this.#random = deps.random;
  }

  /** A new link closes the older ones of the account. @returns the token, kept nowhere, and its end */
  async create(compteId: string): Promise<{ jeton: string; expireLe: string }> {
    const jeton = newToken(this.#random);
    const now = this.#clock.now();
    const expireLe = new Date(now.getTime() + invitationHours * hourMs).toISOString();
    await this.#db.transaction().execute(async (trx) => {
      await trx.deleteFrom('invitation').where('compte_id', '=', compteId).where('utilisee_le', 'is', null).execute();
      await trx
        .insertInto('invitation')
        .values({ empreinte_jeton: fingerprint(jeton), compte_id: compteId, expire_le: expireLe, utilisee_le: null })
        .execute();
      await audit(trx, { le: now, code: 'INVITATION_CREEE', objet: compteId });
    });
    return { jeton, expireLe };
  }

  /**
   * Sets the password and uses up the link, or says why not; a refused password leaves the link good. Whoever knew the
   * former one is out: its pages, its codes and its postes must sign in again; what a poste had not sent stays on it.
   */
  async accept(
    jeton: string,
    password: string,
    confirmation: string,
  ): Promise<{ ok: true; compteId: string } | { ok: false; code: InvitationRefusal | PasswordRefusal }> {
    const empreinte = fingerprint(jeton);
    const found = await this.#find(empreinte);
    if (!found.ok) return found;
    if (password !== confirmation) return { ok: false, code: 'DIFFERENTS' };
    const refusal = passwordRefusal(password, found.identifiant);
    if (refusal !== null) return { ok: false, code: refusal };
    const motDePasse = await hashPassword(password);
    const now = this.#clock.now();
    return this.#db.transaction().execute(async (trx) => {
      const used = await trx
        .updateTable('invitation')
        .set({ utilisee_le: now.toISOString() })
        .where('empreinte_jeton', '=', empreinte)
        .where('utilisee_le', 'is', null)
        // Hashing took a while: an account suspended meanwhile stays suspended, and its link unused.
        .where('compte_id', 'in', trx.selectFrom('compte').select('compte.id').where('statut', '<>', 'suspendu'))
        .returning('compte_id')
        .executeTakeFirst();
      if (used === undefined) {
        const why = await this.#find(empreinte, trx);
        return why.ok ? ({ ok: false, code: 'LIEN_UTILISE' } as const) : why;
      }
      await trx
        .updateTable('compte')
        .set({ mot_de_passe: motDePasse, statut: 'actif' })
        .where('id', '=', used.compte_id)
        .where('statut', '<>', 'suspendu')
        .returning('id')
        .executeTakeFirstOrThrow();
      await endSignIns(trx, used.compte_id);
      await audit(trx, { le: now, code: 'MOT_DE_PASSE_CREE', objet: used.compte_id });
      return { ok: true, compteId: used.compte_id } as const;
    });
  }

  async #find(
    empreinte: string,
    db = this.#db,
  ): Promise<{ ok: true; identifiant: string } | { ok: false; code: InvitationRefusal }> {
    const row = await db
      .selectFrom('invitation')
      .innerJoin('compte', 'compte.id', 'invitation.compte_id')
      .select(['invitation.expire_le', 'invitation.utilisee_le', 'compte.identifiant', 'compte.statut'])
      .where('empreinte_jeton', '=', empreinte)
      .executeTakeFirst();
    if (row === undefined) return { ok: false, code: 'LIEN_INVALIDE' };
    if (row.utilisee_le !== null) return { ok: false, code: 'LIEN_UTILISE' };
    if (row.expire_le <= this.#clock.now().toISOString()) return { ok: false, code: 'LIEN_EXPIRE' };
    if (row.statut === 'suspendu') return { ok: false, code: 'COMPTE_SUSPENDU' };
    return { ok: true, identifiant: row.identifiant };
  }
}
