import type { Kysely } from 'kysely';
import { type OperateurLigne, operateurLigne } from '../../shared/contract/lignes.ts';
import type { Clock, Random } from '../context.ts';
import { refuse } from '../errors.ts';
import { lockFlux, writeLignes } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';
import type { Acces } from './acces.ts';
import { fluxDesOrganismes, type LigneTenue, lignesDeLId, responsablesServis } from './organismes.ts';

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

  /**
   * Idempotent by id. An unknown id is declared; a known one is renamed by the responsable or by the compte that made
   * it, and stays as active as it was: only the display name is anybody's to declare.
   *
   * @returns how many organismes changed
   * @throws Refusal REQUETE_INVALIDE (400) when the id is that of a row of another type
   * @throws Refusal NON_AUTORISE (403) when the opérateur was made by somebody else
   */
  save(compte: Porteur, operateur: { id: string; nomAffiche: string }): Promise<number> {
    return this.#db.transaction().execute(async (trx) => {
      const responsables = await responsablesServis(trx, compte, this.#clock.now());
      const fluxIds = await fluxDesOrganismes(trx, this.#random, responsables);
      await lockFlux(trx, fluxIds);
      const known = await lignesDeLId(trx, operateur.id);
      await this.#authorize(trx, compte, operateur.id, known, fluxIds);
      const byFlux = new Map(known.map((ligne) => [ligne.flux_id, ligne]));
      let changed = 0;
      for (const fluxId of fluxIds) {
        const before = byFlux.get(fluxId);
        const body: OperateurLigne = { nom_affiche: operateur.nomAffiche, actif: isActif(before) };
        const corps = JSON.stringify(body);
        if (before?.corps === corps) continue;
        const ligne = { id: operateur.id, type: 'operateur', v: 1, dossierId: null, corps };
        await writeLignes(trx, { fluxId, lignes: [ligne] });
        changed += 1;
      }
      return changed;
    });
  }

  async #authorize(
    trx: Kysely<Tables>,
    compte: Porteur,
    id: string,
    known: readonly LigneTenue[],
    fluxIds: readonly string[],
  ): Promise<void> {
    if (known.some(({ type }) => type !== 'operateur')) throw refuse('REQUETE_INVALIDE', 400, { champ: 'id' });
    const author = await trx.selectFrom('operateur').select('compte_id').where('id', '=', id).executeTakeFirst();
    if (author === undefined && known.length === 0) {
      const creeLe = this.#clock.now().toISOString();
      await trx.insertInto('operateur').values({ id, compte_id: compte.id, cree_le: creeLe }).execute();
      return;
    }
    const isOfResponsable = compte.role === 'responsable' && known.some(({ flux_id }) => fluxIds.includes(flux_id));
    if (author?.compte_id !== compte.id && !isOfResponsable) throw refuse('NON_AUTORISE', 403);
  }
}

const isActif = (ligne: LigneTenue | undefined): boolean =>
  ligne === undefined || operateurLigne.parse(JSON.parse(ligne.corps)).actif;
