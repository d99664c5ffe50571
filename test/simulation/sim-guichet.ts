import path from 'node:path';
import type { Kysely } from 'kysely';
import { direOffres, reparerOffres } from '../../sync-api/agenda/offres.ts';
import { expirerOffres } from '../../sync-api/agenda/promotion.ts';
import { type Courrier, createCourrier } from '../../sync-api/courriels/courrier.ts';
import { ReceptionDemandes, type ReceptionDeps } from '../../sync-api/demandes/reception.ts';
import { direSuivis, reparerSuivis } from '../../sync-api/demandes/suivi.ts';
import { GuichetPublic } from '../../sync-api/guichet/cote-public.ts';
import { GuichetServeur } from '../../sync-api/guichet/cote-serveur.ts';
import { openGuichet } from '../../sync-api/guichet/ouvrir.ts';
import type { TablesGuichet } from '../../sync-api/guichet/tables.ts';
import type { JournalEntry } from '../../sync-api/journal.ts';
import type { Seeded } from './seeded.ts';
import type { WorldClock } from './sim-clock.ts';
import { CrashWhileSending, SimMail } from './sim-mail.ts';
import type { SimServer } from './sim-server.ts';

/** The server's process died between the commit of the base and the guichet's. */
class CrashAfterCommit extends Error {}

interface Process {
  /** The base it was started on: after a restart there is another. */
  deps: SimServer['deps'];
  reception: ReceptionDemandes;
  courrier: Courrier;
  isRepaired: boolean;
}

const config = {
  courrielExpediteur: 'Rappel CFA <ne-pas-repondre@rappel.example>',
  accueilUrl: 'https://accueil.example',
};

/**
 * The guichet on a real encrypted file, with the product's own sides of it: the intake that deposits, the server that
 * takes and sends mail. The file is not the base: whatever happens to the one, the other goes on from where it is.
 */
export class SimGuichet {
  readonly intake: GuichetPublic;
  readonly db: Kysely<TablesGuichet>;
  readonly mail: SimMail;
  /** What the server noted, by deposit. */
  readonly notes: JournalEntry[] = [];
  /** The next passage dies between the two commits. */
  dies = false;
  crashes = 0;
  readonly #serveur: GuichetServeur;
  readonly #server: SimServer;
  readonly #clock: WorldClock;
  #process: Process | null = null;

  private constructor(db: Kysely<TablesGuichet>, parts: { server: SimServer; clock: WorldClock; random: Seeded }) {
    this.db = db;
    this.#server = parts.server;
    this.#clock = parts.clock;
    this.mail = new SimMail(parts.random, parts.clock);
    this.intake = new GuichetPublic({ db, clock: parts.clock.server, random: parts.random });
    this.#serveur = new GuichetServeur(db);
  }

  static async open(parts: {
    folder: string;
    server: SimServer;
    clock: WorldClock;
    random: Seeded;
  }): Promise<SimGuichet> {
    const db = await openGuichet({ url: `sqlite:${path.join(parts.folder, 'guichet.db')}`, key: 'ef'.repeat(32) });
    return new SimGuichet(db, parts);
  }

  /** The server as it runs now, started again when its base was, or when it died. */
  get #running(): Process {
    const { deps } = this.#server;
    if (this.#process?.deps === deps) return this.#process;
    const serveur = this.#serveur;
    const guichet: ReceptionDeps['guichet'] = {
      prendre: (limite) => serveur.prendre(limite),
      oublier: async (ids, gardes) => {
        if (this.dies && ids.length > 0) throw new CrashAfterCommit();
        await serveur.oublier(ids, gardes);
      },
      listerGardes: (depuis) => serveur.listerGardes(depuis),
      lireGarde: (id) => serveur.lireGarde(id),
    };
    const journal = { note: (entry: JournalEntry) => void this.notes.push(entry) };
    const parts = { db: deps.db, clock: this.#clock.server, random: deps.random, journal };
    this.#process = {
      deps,
      isRepaired: false,
      reception: new ReceptionDemandes({
        ...parts,
        guichet,
        config: { retentionMois: 12 },
        serveur: deps.serveur,
        annoncer: () => undefined,
      }),
      courrier: createCourrier({ ...parts, config, transport: this.mail, retours: null }),
    };
    return this.#process;
  }

  /** What the server does every two seconds. @returns whether it died */
  async recevoir(): Promise<boolean> {
    const running = this.#running;
    const { db, clock, random } = running.deps;
    const told = { db, clock, guichet: this.#serveur };
    try {
      if (!running.isRepaired) {
        await running.reception.reprendre();
        await reparerSuivis(told);
        await reparerOffres(told);
      }
      running.isRepaired = true;
      await running.reception.passer();
      await expirerOffres({ db, clock, random, annoncer: () => undefined });
      await direOffres(told);
      await direSuivis(told);
      return false;
    } catch (error: unknown) {
      if (!(error instanceof CrashAfterCommit)) throw error;
      this.#die();
      return true;
    } finally {
      this.dies = false;
    }
  }

  /** What the server does every five. */
  async envoyer(): Promise<void> {
    await this.#running.courrier.passer();
    // The courrier outlives any error of ours; the process would not have.
    if (this.notes.some(({ code }) => code.endsWith(CrashWhileSending.name))) {
      const kept = this.notes.filter(({ code }) => !code.endsWith(CrashWhileSending.name));
      this.notes.splice(0, this.notes.length, ...kept);
      this.#die();
    }
  }

  #die(): void {
    this.crashes += 1;
    this.#process = null;
  }

  async close(): Promise<void> {
    await this.db.destroy();
  }
}
