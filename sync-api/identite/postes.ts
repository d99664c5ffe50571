import type { Kysely, Selectable } from 'kysely';
import type { z } from 'zod';
import type { posteLigne } from '../../shared/contract/lignes.ts';
import type { Clock, Random } from '../context.ts';
import { audit } from '../store/audit.ts';
import { writeLignes } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';

export type Poste = Selectable<Tables['poste']>;

/** A poste handed back keeps a push-only right this long (PROTOCOL 5). */
export const handBackDays = 30;
const dayMs = 86_400_000;
const minuteMs = 60_000;
const defaultName = 'Poste sans nom';

/** A token about to be issued for a poste. */
export interface PosteGrant {
  grantId: string;
  jkt: string;
  compteId: string;
  nom: string | null;
  /** A person has just signed in, by browser or by code; false when the poste refreshes by itself. */
  isSignIn: boolean;
}

export type BindResult = { ok: true; posteId: string } | { ok: false; code: 'POSTE_REVOQUE' | 'CLE_AUTRE_COMPTE' };

/** A printable name of 1 to 60 characters, or null. Control characters would forge lines on a page. */
export function readPosteNom(value: string | undefined): string | null {
  const name = (value ?? '').normalize('NFC').trim();
  return name.length >= 1 && name.length <= 60 && !/\p{C}/u.test(name) ? name : null;
}

/** Enrolled PCs: each one is a DPoP key, bound to one account at its first grant. */
export class Postes {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(deps: { db: Kysely<Tables>; clock: Clock; random: Random }) {
    this.#db = deps.db;
    this.#clock = deps.clock;
    this.#random = deps.random;
  }

  findByGrant(grantId: string): Promise<Poste | undefined> {
    return this.#db.selectFrom('poste').selectAll().where('grant_id', '=', grantId).executeTakeFirst();
  }

  findByJkt(jkt: string): Promise<Poste | undefined> {
    return this.#db.selectFrom('poste').selectAll().where('jkt', '=', jkt).executeTakeFirst();
  }

  /** Those of an account that are not revoked, the newest first. */
  listActive(compteId: string): Promise<Poste[]> {
    return this.#db
      .selectFrom('poste')
      .selectAll()
      .where('compte_id', '=', compteId)
      .where('revoque_le', 'is', null)
      .orderBy('cree_le', 'desc')
      .orderBy('id')
      .execute();
  }

  /**
   * Called when a token is issued: makes the poste, or moves the known one to its new grant and ends the old grant.
   * A revoked key never comes back, and a key never serves two accounts.
   */
  bind(grant: PosteGrant): Promise<BindResult> {
    return this.#db.transaction().execute(async (trx) => {
      const known = await trx.selectFrom('poste').selectAll().where('jkt', '=', grant.jkt).executeTakeFirst();
      if (known === undefined) return { ok: true, posteId: await this.#create(trx, grant) };
      const isSameGrant = known.grant_id === grant.grantId;
      if (known.revoque_le !== null && !(isSameGrant && this.remainingRight(known) === 'envoi_seul'))
        return { ok: false, code: 'POSTE_REVOQUE' };
      if (known.compte_id !== grant.compteId) return { ok: false, code: 'CLE_AUTRE_COMPTE' };
      if (!isSameGrant) {
        await deleteGrant(trx, known.grant_id);
        const nom = grant.nom ?? known.nom;
        await trx.updateTable('poste').set({ grant_id: grant.grantId, nom }).where('id', '=', known.id).execute();
        if (nom !== known.nom) await this.#writeLigne(trx, { ...known, nom });
      }
      if (grant.isSignIn) {
        const connecteLe = this.#clock.now().toISOString();
        await trx.updateTable('poste').set({ connecte_le: connecteLe }).where('id', '=', known.id).execute();
      }
      return { ok: true, posteId: known.id };
    });
  }

  /**
   * Ends a poste. `perdu`: its tokens die now. `rendu`: they live 30 days more, for pushing and acknowledging only.
   * Writes the order to erase, one per flux the poste proved it holds, which is also how a lost poste learns it.
   */
  revoke(posteId: string, revocation: 'rendu' | 'perdu'): Promise<boolean> {
    return this.#db.transaction().execute(async (trx) => {
      const now = this.#clock.now();
      const poste = await trx
        .updateTable('poste')
        .set({ revoque_le: now.toISOString(), revocation })
        .where('id', '=', posteId)
        .where('revoque_le', 'is', null)
        .returningAll()
        .executeTakeFirst();
      if (poste === undefined) return false;
      if (revocation === 'perdu') await deleteGrant(trx, poste.grant_id);
      const held = await trx.selectFrom('recu').select('flux_id').where('poste_id', '=', posteId).execute();
      for (const { flux_id } of held) {
        await trx
          .insertInto('ordre')
          .values({
            id: this.#random.uuid(),
            poste_id: posteId,
            flux_id,
            raison: 'poste_retire',
            des_le: now.toISOString(),
            accuse_le: null,
            lignes: null,
            actes_non_envoyes: null,
          })
          .execute();
      }
      await this.#writeLigne(trx, poste);
      await audit(trx, { le: now, code: revocation === 'perdu' ? 'POSTE_PERDU' : 'POSTE_RENDU', objet: posteId });
      return true;
    });
  }

  /**
   * At most one write a minute: an authenticated request is a read otherwise. Its first contact of a UTC hour is also
   * told to the account by the row of the poste, so at most postes × hours rows, each in the place of the former one.
   * Each moves the head of the flux, so the beat hints whoever listens: they run at once, which is their own first
   * contact, and all that falls between two beats is one hint. That makes two or three runs more an hour where a poste
   * makes sixty; beyond twenty listeners `etaler_s` spreads them, over as many more beats (flux/direct.ts).
   *
   * `vu_le` moves only from the value that was read: of two requests at once one writes, whatever the process, and
   * none that was held up brings back a former hour, which would then be told twice.
   */
  async markSeen(poste: Poste): Promise<void> {
    const now = this.#clock.now();
    const vuLe = now.toISOString();
    const former = poste.vu_le;
    if (former !== null && now.getTime() - Date.parse(former) < minuteMs) return;
    const move = (db: Kysely<Tables>) =>
      db
        .updateTable('poste')
        .set({ vu_le: vuLe })
        .where('id', '=', poste.id)
        .where((eb) => (former === null ? eb('vu_le', 'is', null) : eb('vu_le', '=', former)))
        .returningAll();
    if (poste.revoque_le !== null || utcHour(former) === utcHour(vuLe)) {
      await move(this.#db).execute();
      return;
    }
    await this.#db.transaction().execute(async (trx) => {
      const seen = await move(trx).executeTakeFirst();
      // Revoked since it was read: its last row has said so.
      if (seen !== undefined && seen.revoque_le === null) await this.#writeLigne(trx, seen);
    });
  }

  /** What a revoked poste may still do. */
  remainingRight(poste: Poste): 'complets' | 'envoi_seul' | 'aucun' {
    if (poste.revoque_le === null) return 'complets';
    const limit = Date.parse(poste.revoque_le) + handBackDays * dayMs;
    return poste.revocation === 'rendu' && this.#clock.now().getTime() <= limit ? 'envoi_seul' : 'aucun';
  }

  async #create(trx: Kysely<Tables>, grant: PosteGrant): Promise<string> {
    const now = this.#clock.now();
    const poste: Poste = {
      id: this.#random.uuid(),
      compte_id: grant.compteId,
      nom: grant.nom ?? defaultName,
      jkt: grant.jkt,
      grant_id: grant.grantId,
      cree_le: now.toISOString(),
      vu_le: null,
      connecte_le: grant.isSignIn ? now.toISOString() : null,
      revoque_le: null,
      revocation: null,
    };
    await trx.insertInto('poste').values(poste).execute();
    await this.#writeLigne(trx, poste);
    await audit(trx, { le: now, code: 'POSTE_CREE', objet: poste.id });
    return poste.id;
  }

  /** The poste as its account sees it: the hour in which it was last told to be seen ({@link markSeen}), and no minute. */
  async #writeLigne(trx: Kysely<Tables>, poste: Poste): Promise<void> {
    const compte = await trx
      .selectFrom('compte')
      .select('flux_compte')
      .where('id', '=', poste.compte_id)
      .executeTakeFirstOrThrow();
    const corps: z.infer<typeof posteLigne> = {
      nom: poste.nom,
      cree_le: poste.cree_le,
      vu_le: poste.vu_le === null ? null : `${utcHour(poste.vu_le)}:00:00.000Z`,
      revoque: poste.revoque_le !== null,
    };
    await writeLignes(trx, {
      fluxId: compte.flux_compte,
      lignes: [{ id: poste.id, type: 'poste', v: 1, dossierId: null, corps: JSON.stringify(corps) }],
    });
  }
}

/** « 2026-06-10T13 » of an ISO 8601 UTC instant. */
const utcHour = (instant: string | null): string | null => instant?.slice(0, 13) ?? null;

/** Every object of one grant: tokens, codes and the grant itself, whose key is its own fingerprint. */
async function deleteGrant(trx: Kysely<Tables>, grantId: string): Promise<void> {
  await trx.deleteFrom('oidc_objet').where('grant_id', '=', grantId).execute();
}
