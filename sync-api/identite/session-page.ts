import type { Kysely } from 'kysely';
import type { Clock, Random } from '../context.ts';
import type { Tables } from '../store/tables.ts';
import { OidcAdapter } from './adaptateur.ts';
import { newToken } from './secret.ts';

export const pageSessionMinutes = 15;

/**
 * The browser session of the account page, apart from oidc-provider's: it opens no sync, it only lets a signed-in
 * person make a code, and is never older than the quarter of an hour that SECURITY asks for such acts.
 */
export class PageSessions {
  readonly #store: OidcAdapter;
  readonly #random: Random;

  constructor(deps: { db: Kysely<Tables>; clock: Clock; random: Random }) {
    this.#store = new OidcAdapter('SessionPage', deps.db, deps.clock);
    this.#random = deps.random;
  }

  /** @returns the value of the cookie */
  async open(compteId: string): Promise<string> {
    const token = newToken(this.#random);
    await this.#store.upsert(token, { accountId: compteId }, pageSessionMinutes * 60);
    return token;
  }

  async find(token: string): Promise<string | null> {
    const session = await this.#store.find(token);
    return typeof session?.accountId === 'string' ? session.accountId : null;
  }

  close(token: string): Promise<void> {
    return this.#store.destroy(token);
  }
}
