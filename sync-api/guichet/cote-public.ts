import { setImmediate as turn } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Origine } from '../../shared/domain/demandes/origines.ts';
import type { Clock, Random } from '../context.ts';
import { refuse } from '../errors.ts';
import { isBusy } from '../store/busy.ts';
import {
  type ApresCreneau,
  type CreneauOffert,
  lireOffre,
  lireReservationMontree,
  listerOffres,
  type ReservationMontree,
} from './creneaux-publics.ts';
import {
  type DepotDemande,
  type DepotReservation,
  depotAnnulation,
  depotChangement,
  depotConfirmation,
  depotDemande,
  depotReservation,
} from './depot.ts';
import { type FormationOfferte, formationDe } from './formation.ts';
import { type Suivi, suiviDe } from './suivi.ts';
import type { TablesGuichet } from './tables.ts';

/** Bodies by genre, as depot.ts parses them. */
export interface CorpsDeDepot {
  demande: DepotDemande;
  confirmation: { empreinte_jeton: string };
  changement: {
    empreinte_jeton: string;
    mode?: Exclude<DepotDemande['mode'], 'creneau'> | undefined;
    souhaits?: DepotDemande['souhaits'] | undefined;
    message?: string | undefined;
  };
  annulation: { empreinte_jeton: string };
  reservation: DepotReservation;
}
export type GenreDepot = keyof CorpsDeDepot;

const schemas = {
  demande: depotDemande,
  confirmation: depotConfirmation,
  changement: depotChangement,
  annulation: depotAnnulation,
  reservation: depotReservation,
} as const;

/** How somebody names a training: one of the three. */
export type NomDeFormation = { cle: string } | { parcoursupId: string } | { onisepId: string };

/** Deposits that may wait: beyond, the server has been away for days or somebody fills the disk. */
export const depotsEnAttenteMax = 20_000;

/** Each waits for the busy timeout; other requests are served in between. */
const essaisDeDepot = 5;

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

  /**
   * The training of a clé that was cut at its « # » by a link that did not encode it.
   *
   * @returns null when none begins so, or several: the place makes two trainings
   */
  async trouverParDebut(cle: string): Promise<FormationOfferte | null> {
    const rows = await this.#db
      .selectFrom('formation')
      .selectAll()
      // « $ » follows « # »: every clé that goes on with « # », by its index.
      .where('cle_ministere_educatif', '>', `${cle}#`)
      .where('cle_ministere_educatif', '<', `${cle}$`)
      .limit(2)
      .execute();
    const [row, other] = rows;
    return row === undefined || other !== undefined ? null : formationDe(row);
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
    const row = { id, genre, corps: JSON.stringify(parsed), depose_le: this.#clock.now().toISOString() };
    for (let essai = 1; ; essai += 1) {
      try {
        await this.#db.insertInto('depot').values(row).execute();
        return id;
      } catch (error: unknown) {
        // What somebody took ten minutes to write is worth more than one busy timeout.
        if (!isBusy(error) || essai === essaisDeDepot) throw error;
        await turn();
      }
    }
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

  /**
   * Créneaux that this training offers to whoever comes from there, in order of beginning; full ones are among them.
   *
   * @param apres where the list goes on; from the first one without
   * @param limite at most so many
   */
  async listerCreneaux(
    cle: string,
    origine: Origine,
    { apres, limite }: { apres?: ApresCreneau | undefined; limite: number },
  ): Promise<CreneauOffert[]> {
    return listerOffres(this.#db, { cle, origine, maintenant: this.#clock.now() }, { apres, limite });
  }

  /** One of {@link listerCreneaux}; null when it may not be booked, or no more. */
  async lireCreneau(cle: string, origine: Origine, id: string): Promise<CreneauOffert | null> {
    return lireOffre(this.#db, { cle, origine, maintenant: this.#clock.now() }, id);
  }

  /** What the page of the link of a réservation may show; null for a link that leads nowhere, or no more. */
  async lireReservation(empreinteJeton: string): Promise<ReservationMontree | null> {
    return lireReservationMontree(this.#db, empreinteJeton);
  }

  /** When the server last came by; null before the first time. */
  async dernierPassage(): Promise<Date | null> {
    const row = await this.#db.selectFrom('passage').select('vu_le').executeTakeFirst();
    return row === undefined ? null : new Date(row.vu_le);
  }
}
