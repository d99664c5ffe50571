import type { Kysely } from 'kysely';
import { reglageLigne } from '../../shared/contract/lignes.ts';
import {
  fluxDuPartage,
  type GenreDePartage,
  isIdDePartage,
  partageBytes,
  partagesMax,
  texteDuPartage,
  valeursDePartage,
} from '../../shared/domain/partages.ts';
import type { Clock, Random } from '../context.ts';
import { refuse } from '../errors.ts';
import type { Acces } from '../identite/acces.ts';
import { fluxDesOrganismes, type LigneTenue, lignesDeLId, responsablesServis } from '../identite/organismes.ts';
import { lockFlux, writeLignes } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';

type Porteur = Pick<Acces['compte'], 'id' | 'role' | 'siret' | 'fluxCompte'>;

export interface PartageAEcrire {
  id: string;
  genre: GenreDePartage;
  /** Not parsed yet; null deletes. */
  valeur: unknown;
  /** Text of what the author had seen, null when nothing stood. */
  base: string | null;
}

export interface PartageEcrit {
  etat: 'ecrit' | 'depasse';
  /** New heads, to be announced. */
  tetes: { flux: string; tete: number }[];
}

/** Small documents shared in an organisme or in an account (shared/domain/partages.ts): rows of type `reglage`. */
export class Partages {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(deps: { db: Kysely<Tables>; clock: Clock; random: Random }) {
    this.#db = deps.db;
    this.#clock = deps.clock;
    this.#random = deps.random;
  }

  /**
   * Writes one document where it is held, in the flux of its kind that the account serves; one that none of them holds
   * is made in each. So what one organisme made stays its own, whoever of a délégué of several edits it. The text that
   * counts for the author is that of the first of them (in id order) that holds the document, which is the one a poste
   * shows; another organisme whose text differs from it keeps its own.
   *
   * @returns `depasse`, with nothing written, when somebody wrote what the author had not seen
   * @throws Refusal REQUETE_INVALIDE (400) for an invalid document or an id that names something else
   * @throws Refusal TROP_VOLUMINEUX (413) above 16 KiB, PARTAGES_TROP_NOMBREUX (409)
   * @throws Refusal NON_AUTORISE (403) when the account serves nobody any more
   */
  async ecrire(compte: Porteur, { id, genre, valeur, base }: PartageAEcrire): Promise<PartageEcrit> {
    const text = lireTexte(genre, id, valeur);
    const proposed = await this.#flux(this.#db, compte, genre);
    return this.#db.transaction().execute(async (trx) => {
      // First of all, and the rights once more behind it: one may have ended meanwhile.
      await lockFlux(trx, proposed);
      const served = new Set(await this.#flux(trx, compte, genre));
      const fluxIds = proposed.filter((flux) => served.has(flux));
      if (fluxIds.length === 0) throw refuse('NON_AUTORISE', 403);
      const held = await this.#held(trx, { id, genre }, fluxIds);
      const first = fluxIds.find((flux) => held.has(flux));
      const stands = first === undefined ? null : (held.get(first) ?? null);
      if (first !== undefined && stands !== base && stands !== text) return { etat: 'depasse', tetes: [] };
      const tetes: PartageEcrit['tetes'] = [];
      for (const fluxId of fluxIds) {
        const own = held.get(fluxId);
        if (own === undefined ? text === null || first !== undefined : own === text || own !== stands) continue;
        if (text !== null && (own ?? null) === null) await this.#checkPlace(trx, genre, fluxId);
        const ligne = { id, type: 'reglage', v: 1, dossierId: null, corps: corpsDe(genre, text) };
        const { tete } = await writeLignes(trx, { fluxId, lignes: [ligne] });
        tetes.push({ flux: fluxId, tete });
      }
      return { etat: 'ecrit', tetes };
    });
  }

  async #flux(db: Kysely<Tables>, compte: Porteur, genre: GenreDePartage): Promise<string[]> {
    if (fluxDuPartage[genre] === 'compte') return [compte.fluxCompte];
    return fluxDesOrganismes(db, this.#random, await responsablesServis(db, compte, this.#clock.now()));
  }

  /** The text of the document in each of these flux that holds it, null when it was deleted there. */
  async #held(
    trx: Kysely<Tables>,
    { id, genre }: { id: string; genre: GenreDePartage },
    fluxIds: readonly string[],
  ): Promise<Map<string, string | null>> {
    const rows = await lignesDeLId(trx, id);
    const texts = new Map<string, string | null>();
    for (const row of rows) {
      const reglage = lireReglage(row);
      if (reglage === null || reglage.cle !== genre) throw refuse('REQUETE_INVALIDE', 400, { champ: 'id' });
      if (fluxIds.includes(row.flux_id)) texts.set(row.flux_id, texteDuPartage(reglage.valeur));
    }
    // The labels have the same id everywhere; any other id belongs to those who already hold it.
    const isForeign = rows.length > 0 && texts.size === 0 && genre !== 'libelles';
    if (isForeign) throw refuse('REQUETE_INVALIDE', 400, { champ: 'id' });
    return texts;
  }

  /**
   * Only what stands takes a place: deleted ones keep their row, so that every poste hears of it, and whoever made and
   * deleted many would otherwise shut the door on the others of the organisme for good.
   */
  async #checkPlace(trx: Kysely<Tables>, genre: GenreDePartage, fluxId: string): Promise<void> {
    const { alive } = await trx
      .selectFrom('ligne')
      .select(({ fn }) => fn.countAll<number>().as('alive'))
      .where('flux_id', '=', fluxId)
      .where('type', '=', 'reglage')
      .where('corps', 'like', `${debut(genre)}%`)
      .where('corps', '!=', corpsDe(genre, null))
      .executeTakeFirstOrThrow();
    if (Number(alive) >= partagesMax[genre]) throw refuse('PARTAGES_TROP_NOMBREUX', 409);
  }
}

const debut = (genre: GenreDePartage): string => `{"cle":${JSON.stringify(genre)},"valeur":`;
/** @param text JSON, null once deleted */
const corpsDe = (genre: GenreDePartage, text: string | null): string => `${debut(genre)}${text ?? 'null'}}`;

function lireTexte(genre: GenreDePartage, id: string, valeur: unknown): string | null {
  if (!isIdDePartage(genre, id)) throw refuse('REQUETE_INVALIDE', 400, { champ: 'id' });
  if (valeur === null) return null;
  const parsed = valeursDePartage[genre].safeParse(valeur);
  const text = parsed.success ? texteDuPartage(parsed.data) : null;
  if (text === null) throw refuse('REQUETE_INVALIDE', 400, { champ: 'valeur' });
  if (Buffer.byteLength(text) > partageBytes) throw refuse('TROP_VOLUMINEUX', 413);
  return text;
}

const lireReglage = ({ type, corps }: LigneTenue) => {
  const parsed = type === 'reglage' ? reglageLigne.safeParse(JSON.parse(corps)) : null;
  return parsed?.success === true ? parsed.data : null;
};
