import { setImmediate as turn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { Accidents } from '../accidents.ts';
import type { Clock, Random } from '../context.ts';
import type { Tete } from '../flux/direct.ts';
import type { DepotGarde, GuichetServeur } from '../guichet/cote-serveur.ts';
import type { Depot } from '../guichet/depot.ts';
import type { Journal } from '../journal.ts';
import { isBusy } from '../store/busy.ts';
import type { Tables } from '../store/tables.ts';
import { reprendreAttendues } from './attendues.ts';
import { confirmer, mettreEnAttente } from './confirmation.ts';
import { desceller, type Garde, gardeMs, sceller, tientEncore } from './garde.ts';
import { annuler, changer } from './lien-personnel.ts';
import { findParJeton, suivreLienDeReservation } from './lien-reservation.ts';
import { recevoirDemande } from './nouvelle.ts';
import type { Issue, Passage } from './passage.ts';

/**
 * Takes what the intake deposited in the guichet into the base. One short transaction a deposit, in order of arrival;
 * the deposit leaves the guichet once that transaction is committed. A crash between the two finds it again in the
 * guichet, and in `depot_pris`: taking it twice changes nothing. What was made something of stays there for some days,
 * sealed (garde.ts).
 */

export interface ReceptionDeps {
  db: Kysely<Tables>;
  guichet: Pick<GuichetServeur, 'prendre' | 'oublier' | 'listerGardes' | 'lireGarde'>;
  clock: Clock;
  random: Random;
  journal: Journal;
  config: { retentionMois: number };
  serveur: { secretIne: string };
  /** Tells postes that heads moved, once it is committed. */
  annoncer(tetes: readonly Tete[]): void;
}

/** Deposits of one pass: what waits behind them is a push of a poste at most. */
export const depotsParPassage = 100;
/** Passes one after the other, before anything else is done: what waits behind them is told to families. */
const passagesDeSuite = 20;
/** A deposit that failed by accident is tried again after this, and hides no other meanwhile. */
const repriseMs = 60_000;

const traiter = (passage: Passage, depot: Depot): Promise<Issue> => {
  // The clock of the intake may be ahead; a deadline never starts in the future.
  const now = passage.clock.now().toISOString();
  const recueLe = depot.depose_le < now ? depot.depose_le : now;
  switch (depot.genre) {
    case 'demande':
      return depot.corps.a_confirmer
        ? mettreEnAttente(passage, depot.id, depot.corps)
        : recevoirDemande(passage, depot.corps, recueLe);
    case 'confirmation':
      return confirmer(passage, depot.corps.empreinte_jeton, recueLe);
    case 'changement':
      return changer(passage, depot.corps, recueLe);
    case 'annulation':
      return annuler(passage, depot.corps.empreinte_jeton, recueLe);
    case 'reservation':
      return suivreLienDeReservation(passage, depot.corps, recueLe);
  }
};

export class ReceptionDemandes {
  readonly #deps: ReceptionDeps;
  /** Deposits that failed by accident, and when they may be tried again (milliseconds since the epoch). */
  readonly #accidents = new Map<string, number>();
  readonly #attendues: Accidents;
  /** Buttons of réservations that this base does not know again yet, in the order of then. */
  #differes: Garde[] = [];

  constructor(deps: ReceptionDeps) {
    this.#deps = deps;
    this.#attendues = new Accidents(deps.clock);
  }

  /**
   * Takes what waits, {@link depotsParPassage} at most. When another process holds the base, the rest waits for the next
   * pass.
   *
   * @returns how many deposits left the guichet
   * @throws the error of the guichet's own database when it cannot be read or written
   */
  async passer(): Promise<number> {
    return (await this.#unPassage()).pris;
  }

  /**
   * Takes all that waits, pass after pass.
   *
   * @returns how many deposits left the guichet, and whether none is left behind that could have been taken: what ends
   * with time waits for that, since somebody may have answered in time
   * @throws as {@link passer}
   */
  async vider(): Promise<{ pris: number; estVide: boolean }> {
    let pris = 0;
    for (let fois = 0; fois < passagesDeSuite; fois += 1) {
      const passage = await this.#unPassage();
      pris += passage.pris;
      if (passage.estVide) return { pris, estVide: true };
      if (passage.pris === 0) break;
    }
    return { pris, estVide: false };
  }

  async #unPassage(): Promise<{ pris: number; estVide: boolean }> {
    const { guichet, clock, journal } = this.#deps;
    const limite = depotsParPassage + this.#accidents.size;
    const depots = await guichet.prendre(limite);
    let estVide = depots.length < limite;
    this.#oublierAccidents(new Set(depots.map(({ id }) => id)));
    const pris: string[] = [];
    const gardes: DepotGarde[] = [];
    for (const depot of depots) {
      if ((this.#accidents.get(depot.id) ?? 0) > clock.now().getTime()) continue;
      try {
        const tenu = await this.#prendre({ depot, fluxId: null });
        if (tenu !== undefined) gardes.push(this.#garder({ depot, ...tenu }));
        pris.push(depot.id);
        this.#accidents.delete(depot.id);
      } catch (error: unknown) {
        if (isBusy(error)) {
          estVide = false;
          break;
        }
        this.#accidents.set(depot.id, clock.now().getTime() + repriseMs);
        journal.note({ code: 'DEPOT_EN_ACCIDENT', id: depot.id });
      }
      // The database answers at once: without a turn, postes would wait for the whole queue.
      await turn();
    }
    await guichet.oublier(pris, gardes);
    await this.#reprendreLaSuite();
    return { pris: pris.length, estVide };
  }

  /**
   * To be called at start, before postes are answered: a base that was put back from a backup takes again what it lacks
   * of the last days, in the order of then. The same demandes and réservations come of it, under the same ids and links;
   * what stands on créneaux or réservations that only a poste can bring back waits for them (reservation.ts).
   *
   * @returns how many deposits were taken again
   * @throws the error of either database when it is busy: to be called again
   */
  async reprendre(): Promise<number> {
    const { db, guichet, clock, journal, serveur } = this.#deps;
    let repris = 0;
    for (const id of await guichet.listerGardes(new Date(clock.now().getTime() - gardeMs))) {
      const pris = await db.selectFrom('depot_pris').select('id').where('id', '=', id).executeTakeFirst();
      if (pris !== undefined) continue;
      const garde = await guichet.lireGarde(id);
      const lue = garde === undefined ? null : desceller(serveur.secretIne, garde);
      try {
        if (lue === null) journal.note({ code: 'DEPOT_GARDE_ILLISIBLE', id });
        else if (!(await this.#differer(lue))) {
          await this.#prendre(lue, true);
          repris += 1;
        }
      } catch (error: unknown) {
        if (isBusy(error)) throw error;
        journal.note({ code: 'DEPOT_EN_ACCIDENT', id });
      }
      await turn();
    }
    if (repris > 0) journal.note({ code: 'DEPOTS_REPRIS', count: repris });
    return repris;
  }

  /** @returns whether a deposit waits for the réservation that it is about */
  async #differer(garde: Garde): Promise<boolean> {
    const { depot } = garde;
    if (depot.genre !== 'reservation') return false;
    if ((await findParJeton({ trx: this.#deps.db }, depot.corps.empreinte_jeton)) !== undefined) return false;
    if (!this.#differes.some((une) => une.depot.id === depot.id)) this.#differes.push(garde);
    return true;
  }

  /** What waited since a restore, and can be done now. */
  async #reprendreLaSuite(): Promise<void> {
    await reprendreAttendues({ ...this.#deps, accidents: this.#attendues });
    for (const garde of [...this.#differes]) {
      const { id } = garde.depot;
      if (await this.#differer(garde)) continue;
      try {
        await this.#prendre(garde, true);
      } catch (error: unknown) {
        if (isBusy(error)) return;
        this.#deps.journal.note({ code: 'DEPOT_EN_ACCIDENT', id });
      }
      this.#differes = this.#differes.filter(({ depot }) => depot.id !== id);
    }
  }

  #garder(garde: Garde): DepotGarde {
    const { clock, random, serveur } = this.#deps;
    return {
      id: garde.depot.id,
      scelle: sceller(serveur.secretIne, random, garde),
      pris_le: clock.now().toISOString(),
    };
  }

  #oublierAccidents(presents: ReadonlySet<string>): void {
    for (const id of this.#accidents.keys()) if (!presents.has(id)) this.#accidents.delete(id);
  }

  /** @returns what stands of it, so that it is kept; undefined when nothing does */
  async #prendre({ depot, fluxId }: Garde, estReprise = false): ReturnType<typeof tientEncore> {
    const { db, clock, random, journal, config, serveur } = this.#deps;
    const tetes = new Map<string, number>();
    const { issue, tenu } = await db.transaction().execute(async (trx) => {
      // A write first: SQLite then gives the writer lock at once.
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto('depot_pris')
        .values({ id: depot.id, pris_le: clock.now().toISOString() })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst();
      const { retentionMois } = config;
      const secret = serveur.secretIne;
      const passage: Passage = {
        ...{ trx, clock, random, journal, tetes, secret, retentionMois, estReprise },
        depotId: depot.id,
        fluxRepris: fluxId,
      };
      const issue: Issue = numInsertedOrUpdatedRows === 0n ? 'prise' : await traiter(passage, depot);
      return { issue, tenu: await tientEncore(trx, depot.id) };
    });
    if (issue !== 'prise') journal.note({ code: issue, id: depot.id });
    this.#deps.annoncer([...tetes].map(([flux, tete]) => ({ flux, tete })));
    return tenu;
  }
}
