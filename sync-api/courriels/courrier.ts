import { setImmediate } from 'node:timers/promises';
import type { Ecriture } from '../actes/ecriture.ts';
import type { Config } from '../config.ts';
import type { ServerDeps } from '../context.ts';
import type { Tete } from '../flux/direct.ts';
import { isBusy } from '../store/busy.ts';
import { type Depart, listerAPreparer, preparer } from './depart.ts';
import { effacerFinis, listerDus, reprendreEnCours } from './file.ts';
import { noterIssue } from './issue.ts';
import { listerGroupes, repartir, reunir } from './repartition.ts';
import type { LectureRetours } from './retours/lecture.ts';
import type { Issue, Transport } from './transport.ts';

export interface CourrierDeps extends Pick<ServerDeps, 'db' | 'clock' | 'random' | 'journal'> {
  config: Pick<Config, 'courrielExpediteur' | 'accueilUrl'>;
  /** null: no mail server is set; mails wait. */
  transport: Transport | null;
  /** null: bounces are not read. */
  retours: LectureRetours | null;
  /** Told of the heads that a refusal moved, once committed. */
  annoncer?: (tetes: readonly Tete[]) => void;
}

export interface Courrier {
  /**
   * Reads the bounces, then sends what is due. Never two at once: asked again meanwhile, it is the same pass. Does not
   * throw: what went wrong is in the journal, and stays for the next pass.
   *
   * @returns how many mails left
   */
  passer(): Promise<number>;
  /** Ends after the mail that is leaving, and gives the connection back. */
  fermer(): Promise<void>;
}

/** Between two tries of a mail server that does not answer: every mail would meet the same silence. */
const reposMs = [30_000, 60_000, 120_000, 300_000];
const menageMs = 3_600_000;
const repartisAlaFois = 50;

export const createCourrier = (deps: CourrierDeps): Courrier => new Facteur(deps);

class Facteur implements Courrier {
  readonly #deps: CourrierDeps;
  /** Mails that were sent or refused, and that the base could not be told of yet (OCCUPE): told before anything else. */
  readonly #aNoter: { depart: Depart; issue: Issue }[] = [];
  #passage: Promise<number> | null = null;
  #ferme = false;
  #echecs = 0;
  #reprendreMs = 0;
  #menageMs = 0;

  constructor(deps: CourrierDeps) {
    this.#deps = deps;
  }

  passer(): Promise<number> {
    if (this.#ferme) return Promise.resolve(0);
    this.#passage ??= this.#passer().finally(() => {
      this.#passage = null;
    });
    return this.#passage;
  }

  async fermer(): Promise<void> {
    this.#ferme = true;
    await this.#passage;
    this.#deps.transport?.fermer();
  }

  async #passer(): Promise<number> {
    const { journal } = this.#deps;
    let envoyes = 0;
    try {
      await this.#noter();
      await reprendreEnCours(this.#deps.db);
      await this.#menage();
      await this.#deps.retours?.lire((work) => this.#dansUneTransaction(work));
      envoyes = await this.#envoyerDus();
    } catch (error: unknown) {
      // An import holds the base for a moment: everything is tried again at the next pass.
      if (!isBusy(error)) journal.note({ code: `COURRIER_ECHEC ${error instanceof Error ? error.name : 'inconnu'}` });
    }
    if (envoyes > 0) journal.note({ code: 'COURRIELS_ENVOYES', count: envoyes });
    return envoyes;
  }

  async #dansUneTransaction<T>(work: (ecriture: Ecriture) => Promise<T>): Promise<T> {
    const { db, clock, random, annoncer } = this.#deps;
    const tetes = new Map<string, number>();
    const done = await db.transaction().execute((trx) => work({ trx, clock, random, tetes }));
    if (tetes.size > 0) annoncer?.([...tetes].map(([flux, tete]) => ({ flux, tete })));
    return done;
  }

  async #menage(): Promise<void> {
    const now = this.#deps.clock.now();
    if (now.getTime() < this.#menageMs) return;
    const count = await effacerFinis(this.#deps.db, now);
    if (count > 0) this.#deps.journal.note({ code: 'COURRIELS_EFFACES', count });
    this.#menageMs = now.getTime() + menageMs;
  }

  async #envoyerDus(): Promise<number> {
    const { transport, config, clock } = this.#deps;
    // Without the address of the intake, a mail would hold a link that leads nowhere: it waits.
    if (transport === null || config.accueilUrl === null) return 0;
    if (clock.now().getTime() < this.#reprendreMs) return 0;
    await this.#repartirDus();
    let envoyes = 0;
    while (!this.#ferme) {
      const depart = await this.#prochain(config.accueilUrl);
      if (depart === null) break;
      const issue = await transport.envoyer(depart.mail);
      this.#aNoter.push({ depart, issue });
      await this.#noter();
      if (issue.genre === 'envoye') envoyes += 1;
      if (issue.genre === 'indisponible') {
        this.#reposer(issue.code);
        break;
      }
      this.#echecs = 0;
    }
    return envoyes;
  }

  #reposer(code: string): void {
    const { clock, journal } = this.#deps;
    if (this.#echecs === 0) journal.note({ code: codeJournal('COURRIEL_INDISPONIBLE', code) });
    this.#reprendreMs = clock.now().getTime() + (reposMs[Math.min(this.#echecs, reposMs.length - 1)] ?? 0);
    this.#echecs += 1;
  }

  async #repartirDus(): Promise<void> {
    const { db, clock } = this.#deps;
    const maintenant = clock.now().toISOString();
    for (;;) {
      const rows = await listerDus(db, maintenant, true, repartisAlaFois);
      if (rows.length === 0 || this.#ferme) break;
      await this.#dansUneTransaction(async (ecriture) => {
        for (const row of rows) await repartir(ecriture, row);
      });
      // The base answers at once: without a turn, the server would answer nobody meanwhile.
      await setImmediate();
    }
    for (const rows of await listerGroupes(db, clock.now().toISOString())) {
      await this.#dansUneTransaction((ecriture) => reunir(ecriture, rows));
      await setImmediate();
    }
  }

  /** The next mail, `en_cours` and committed; null when nothing is due. */
  async #prochain(accueil: string): Promise<Depart | null> {
    const { clock, config } = this.#deps;
    for (;;) {
      const depart = await this.#dansUneTransaction(async (ecriture) => {
        const row = await listerAPreparer(ecriture.trx, clock.now().toISOString());
        if (row === undefined) return null;
        return preparer(ecriture, row, { expediteur: config.courrielExpediteur, accueil });
      });
      if (depart !== 'passe') return depart;
    }
  }

  async #noter(): Promise<void> {
    for (;;) {
      const [premier] = this.#aNoter;
      if (premier === undefined) return;
      const { depart, issue } = premier;
      const refuse = await this.#dansUneTransaction((ecriture) => noterIssue(ecriture, depart.row, issue));
      this.#aNoter.shift();
      if (refuse !== null) this.#deps.journal.note({ code: codeJournal('COURRIEL_REFUSE', refuse), id: depart.row.id });
    }
  }
}

const codeJournal = (quoi: string, code: string): string => `${quoi}_${code.replace(/[^A-Z0-9]/g, '_').slice(0, 20)}`;
