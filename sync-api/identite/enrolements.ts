import type { Kysely } from 'kysely';
import type { Clock, Random } from '../context.ts';
import { audit } from '../store/audit.ts';
import type { Tables } from '../store/tables.ts';
import { fingerprint } from './secret.ts';

/** No vowel, so that no word appears; no letter that is read as another one on paper or over the phone. */
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ';
const codeLength = 8;
const codeMinutes = 10;
export const codeTries = 5;

export type EnrolementRefusal = 'CODE_INVALIDE' | 'CODE_EXPIRE' | 'CODE_DESACTIVE';

/** What a person typed, as it was printed: spaces, dashes and case do not count. */
export const normalizeCode = (typed: string): string => typed.toUpperCase().replace(/[^A-Z]/g, '');

const repereOf = (code: string): string => code.slice(0, 2);

/** Codes for postes without a usable browser: made by a signed-in director, used once. */
export class Enrolements {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #enabled: boolean;

  constructor(deps: { db: Kysely<Tables>; clock: Clock; random: Random; enabled: boolean }) {
    this.#db = deps.db;
    this.#clock = deps.clock;
    this.#random = deps.random;
    this.#enabled = deps.enabled;
  }

  get enabled(): boolean {
    return this.#enabled;
  }

  /** One open code per account: a new one closes the former. */
  async create(compteId: string): Promise<{ code: string; expireLe: string }> {
    const code = this.#draw();
    const now = this.#clock.now();
    const expireLe = new Date(now.getTime() + codeMinutes * 60_000).toISOString();
    await this.#db.transaction().execute(async (trx) => {
      await trx.deleteFrom('enrolement').where('compte_id', '=', compteId).where('utilise_le', 'is', null).execute();
      await trx
        .insertInto('enrolement')
        .values({
          empreinte_code: fingerprint(code),
          repere: repereOf(code),
          compte_id: compteId,
          expire_le: expireLe,
          essais: 0,
          utilise_le: null,
          poste_id: null,
        })
        .execute();
      await audit(trx, { le: now, code: 'CODE_CREE', objet: compteId });
    });
    return { code, expireLe };
  }

  /**
   * Uses a code up: two parallel tries, one wins. A wrong code counts against the open codes with the same first two
   * letters: the six others keep 64 million choices for five tries, and a stranger cannot close everyone's codes.
   */
  async use(
    typed: string,
  ): Promise<{ ok: true; compteId: string; empreinte: string } | { ok: false; code: EnrolementRefusal }> {
    if (!this.#enabled) return { ok: false, code: 'CODE_DESACTIVE' };
    const code = normalizeCode(typed);
    const empreinte = fingerprint(code);
    const now = this.#clock.now().toISOString();
    const used = await this.#db
      .updateTable('enrolement')
      .set({ utilise_le: now })
      .where('empreinte_code', '=', empreinte)
      .where('utilise_le', 'is', null)
      .where('expire_le', '>', now)
      .where('essais', '<', codeTries)
      .returning('compte_id')
      .executeTakeFirst();
    if (used !== undefined) return { ok: true, compteId: used.compte_id, empreinte };
    const known = await this.#db
      .selectFrom('enrolement')
      .select(['utilise_le', 'expire_le'])
      .where('empreinte_code', '=', empreinte)
      .executeTakeFirst();
    if (known !== undefined) return { ok: false, code: known.utilise_le === null ? 'CODE_EXPIRE' : 'CODE_INVALIDE' };
    await this.#db
      .updateTable('enrolement')
      .set((row) => ({ essais: row('essais', '+', 1) }))
      .where('repere', '=', repereOf(code))
      .where('utilise_le', 'is', null)
      .where('expire_le', '>', now)
      .execute();
    return { ok: false, code: 'CODE_INVALIDE' };
  }

  async setPoste(empreinte: string, posteId: string): Promise<void> {
    await this.#db
      .updateTable('enrolement')
      .set({ poste_id: posteId })
      .where('empreinte_code', '=', empreinte)
      .execute();
  }

  /** The last code of the account and the poste that used it: what the director's page shows. */
  findLast(compteId: string) {
    return this.#db
      .selectFrom('enrolement')
      .leftJoin('poste', 'poste.id', 'enrolement.poste_id')
      .select(['enrolement.expire_le', 'enrolement.essais', 'enrolement.utilise_le', 'poste.nom as poste_nom'])
      .where('enrolement.compte_id', '=', compteId)
      .orderBy('enrolement.expire_le', 'desc')
      .executeTakeFirst();
  }

  /** Rejection sampling: 256 is not a multiple of 20, a plain modulo would prefer the first letters. */
  #draw(): string {
    const limit = 256 - (256 % alphabet.length);
    let code = '';
    while (code.length < codeLength) {
      for (const byte of this.#random.bytes(16)) {
        if (byte < limit && code.length < codeLength) code += alphabet.charAt(byte % alphabet.length);
      }
    }
    return code;
  }
}
