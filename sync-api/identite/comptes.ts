import type { Kysely, Selectable } from 'kysely';
import type { Clock, Random } from '../context.ts';
import { audit } from '../store/audit.ts';
import { ensureFlux } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';
import { hashPassword, verifyPassword } from './mot-de-passe.ts';

export type Compte = Selectable<Tables['compte']>;

export interface NewCompte {
  identifiant: string;
  email: string | null;
  role: Compte['role'];
  nom: string;
  siret: string | null;
}

/** The form under which an identifiant is kept and looked up. */
export const normalizeIdentifiant = (value: string): string =>
  value.normalize('NFC').trim().toLowerCase().replace(/\s+/g, '');

export class Comptes {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;
  readonly #random: Random;
  /** Verified when the account is unknown, so that the answer takes as long as a wrong password. */
  readonly #decoy: Promise<string>;

  constructor(deps: { db: Kysely<Tables>; clock: Clock; random: Random }) {
    this.#db = deps.db;
    this.#clock = deps.clock;
    this.#random = deps.random;
    this.#decoy = hashPassword(this.#random.uuid());
  }

  findById(id: string): Promise<Compte | undefined> {
    return this.#db.selectFrom('compte').selectAll().where('id', '=', id).executeTakeFirst();
  }

  findByIdentifiant(identifiant: string): Promise<Compte | undefined> {
    return this.#db
      .selectFrom('compte')
      .selectAll()
      .where('identifiant', '=', normalizeIdentifiant(identifiant))
      .executeTakeFirst();
  }

  /** Makes an account without a password, and its flux. @returns its id, or null when the identifiant is taken */
  create(compte: NewCompte): Promise<string | null> {
    return this.#db.transaction().execute(async (trx) => {
      const identifiant = normalizeIdentifiant(compte.identifiant);
      const known = await trx
        .selectFrom('compte')
        .select('id')
        .where('identifiant', '=', identifiant)
        .executeTakeFirst();
      if (known !== undefined) return null;
      const id = this.#random.uuid();
      const fluxCompte = await ensureFlux(trx, this.#random, { genre: 'compte', compteId: id });
      await trx
        .insertInto('compte')
        .values({
          ...compte,
          id,
          identifiant,
          mot_de_passe: null,
          statut: 'invite',
          flux_compte: fluxCompte,
          cree_le: this.#clock.now().toISOString(),
        })
        .execute();
      return id;
    });
  }

  /** @returns the account when the password is right and the account may be used; `suspendu` only after a right password */
  async authenticate(identifiant: string, password: string): Promise<{ compte: Compte } | 'refuse' | 'suspendu'> {
    const compte = await this.findByIdentifiant(identifiant);
    const stored = compte?.mot_de_passe ?? (await this.#decoy);
    const matches = await verifyPassword(stored, password);
    if (compte === undefined || compte.mot_de_passe === null || !matches) return 'refuse';
    return compte.statut === 'suspendu' ? 'suspendu' : { compte };
  }

  /** Suspends an account at once, postes included, or lets it back in. @returns false when it is unknown */
  async setSuspendu(identifiant: string, isSuspendu: boolean): Promise<boolean> {
    const compte = await this.findByIdentifiant(identifiant);
    if (compte === undefined) return false;
    const open = compte.mot_de_passe === null ? 'invite' : 'actif';
    await this.#db
      .updateTable('compte')
      .set({ statut: isSuspendu ? 'suspendu' : open })
      .where('id', '=', compte.id)
      .execute();
    const code = isSuspendu ? 'COMPTE_SUSPENDU' : 'COMPTE_REPRIS';
    await audit(this.#db, { le: this.#clock.now(), code, objet: compte.id });
    return true;
  }
}
