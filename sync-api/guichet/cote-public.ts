import { type Kysely, sql } from 'kysely';
import type { Clock, Random } from '../context.ts';
import { refuse } from '../errors.ts';
import { type DepotDemande, depotAnnulation, depotChangement, depotConfirmation, depotDemande } from './depot.ts';
import { type FormationOfferte, formationDe } from './formation.ts';
import { type Suivi, suiviDe } from './suivi.ts';
import type { TablesGuichet } from './tables.ts';

/** Bodies by genre, as depot.ts parses them. */
export interface CorpsDeDepot {
  demande: DepotDemande;
  confirmation: { empreinte_jeton: string };
  changement: {
    empreinte_jeton: string;
    mode?: DepotDemande['mode'] | undefined;
    souhaits?: DepotDemande['souhaits'] | undefined;
    message?: string | undefined;
  };
  annulation: { empreinte_jeton: string };
}
export type GenreDepot = keyof CorpsDeDepot;

const schemas = {
  demande: depotDemande,
  confirmation: depotConfirmation,
  changement: depotChangement,
  annulation: depotAnnulation,
} as const;

/** How somebody names a training: one of the three. */
export type NomDeFormation = { cle: string } | { parcoursupId: string } | { onisepId: string };

/** Deposits that may wait: beyond, the server has been away for days or somebody fills the disk. */
export const depotsEnAttenteMax = 20_000;

/** The side of the public intake: it reads offers and states, it leaves deposits, and reads none back. */
export class GuichetPublic {
  readonly #db: Kysely<TablesGuichet>;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(deps: { db: Kysely<TablesGuichet>; clock: Clock; random: Random }) {
    this.#db = deps.db;
    this.#clock = deps.clock;
    this.#random = deps.random;
  }

  /** @returns null when no training has that name; one without an origine is closed */
  async trouverFormation(nom: NomDeFormation): Promise<FormationOfferte | null> {
    const query = this.#db.selectFrom('formation').selectAll().orderBy('cle_ministere_educatif').limit(1);
    const row = await ('cle' in nom
      ? query.where('cle_ministere_educatif', '=', nom.cle)
      : 'parcoursupId' in nom
        ? query.where('parcoursup_id', '=', nom.parcoursupId)
        : query.where('onisep_id', '=', nom.onisepId)
    ).executeTakeFirst();
    return row === undefined ? null : formationDe(row);
  }

  /** The `parcoursup_id` of every training that is open for Parcoursup, in order. */
  async listerParcoursup(): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('formation')
      .select('parcoursup_id')
      .distinct()
      .where('parcoursup_id', 'is not', null)
      .where(sql<boolean>`exists (select 1 from json_each(origines) where value = 'PARCOURSUP')`)
      .orderBy('parcoursup_id')
      .execute();
    return rows.flatMap(({ parcoursup_id }) => parcoursup_id ?? []);
  }

  /**
   * Leaves one deposit: it is on the disk when this returns.
   *
   * @returns its id
   * @throws Refusal OCCUPE when too many wait already
   */
  async deposer<G extends GenreDepot>(genre: G, corps: CorpsDeDepot[G]): Promise<string> {
    const parsed = schemas[genre].parse(corps);
    const { n } = await this.#db
      .selectFrom('depot')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    if (n >= depotsEnAttenteMax) throw refuse('OCCUPE', 503, undefined, 600);
    const id = this.#random.uuid();
    await this.#db
      .insertInto('depot')
      .values({ id, genre, corps: JSON.stringify(parsed), depose_le: this.#clock.now().toISOString() })
      .execute();
    return id;
  }

  /** What the page of this personal link may show; null for a link that leads nowhere, or no more. */
  async lireSuivi(empreinteJeton: string): Promise<Suivi | null> {
    const row = await this.#db
      .selectFrom('suivi')
      .selectAll()
      .where('empreinte_jeton', '=', empreinteJeton)
      .executeTakeFirst();
    return row === undefined ? null : suiviDe(row);
  }

  /** When the server last came by; null before the first time. */
  async dernierPassage(): Promise<Date | null> {
    const row = await this.#db.selectFrom('passage').select('vu_le').executeTakeFirst();
    return row === undefined ? null : new Date(row.vu_le);
  }
}
