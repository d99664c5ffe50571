import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { operateurLigne } from '../../shared/contract/lignes.ts';
import type { Clock, Random } from '../context.ts';
import { ensureFlux, lockFlux, writeLignes } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';
import type { Acces } from './acces.ts';

type Porteur = Omit<Acces['compte'], 'fluxCompte'>;

/** Who works on a poste: a declared display name, in the flux of each organisme the account serves. */
export class Operateurs {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(deps: { db: Kysely<Tables>; clock: Clock; random: Random }) {
    this.#db = deps.db;
    this.#clock = deps.clock;
    this.#random = deps.random;
  }

  /** Idempotent by id; the same id with another name renames. @returns how many organismes changed */
  save(compte: Porteur, operateur: { id: string; nomAffiche: string }): Promise<number> {
    const body: z.infer<typeof operateurLigne> = { nom_affiche: operateur.nomAffiche, actif: true };
    const corps = JSON.stringify(body);
    return this.#db.transaction().execute(async (trx) => {
      const fluxIds: string[] = [];
      for (const siretResponsable of await this.#responsables(trx, compte)) {
        fluxIds.push(await ensureFlux(trx, this.#random, { genre: 'organisme', siretResponsable }));
      }
      await lockFlux(trx, fluxIds);
      let changed = 0;
      for (const fluxId of fluxIds.sort()) {
        const known = await trx
          .selectFrom('ligne')
          .select('corps')
          .where('flux_id', '=', fluxId)
          .where('id', '=', operateur.id)
          .executeTakeFirst();
        if (known?.corps === corps) continue;
        const ligne = { id: operateur.id, type: 'operateur', v: 1, dossierId: null, corps };
        await writeLignes(trx, { fluxId, lignes: [ligne] });
        changed += 1;
      }
      return changed;
    });
  }

  async #responsables(trx: Kysely<Tables>, compte: Porteur): Promise<string[]> {
    if (compte.role === 'responsable') return compte.siret === null ? [] : [compte.siret];
    const now = this.#clock.now().toISOString();
    const rows = await trx
      .selectFrom('delegation')
      .innerJoin('relation', 'relation.id', 'delegation.relation_id')
      .select('relation.siret_responsable')
      .distinct()
      .where('delegation.compte_id', '=', compte.id)
      .where('delegation.debut_le', '<=', now)
      .where((where) => where.or([where('delegation.fin_le', 'is', null), where('delegation.fin_le', '>', now)]))
      .execute();
    return rows.map((row) => row.siret_responsable);
  }
}
