import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { buildDemo } from '../../sync-api/cli/demo.ts';
import { type Config, readConfig } from '../../sync-api/config.ts';
import { type ServerDeps, systemClock, systemRandom } from '../../sync-api/context.ts';
import { finirDelegation } from '../../sync-api/flux/fins.ts';
import { createSigningKeys } from '../../sync-api/identite/cles.ts';
import { Enrolements } from '../../sync-api/identite/enrolements.ts';
import { Postes } from '../../sync-api/identite/postes.ts';
import { createJournal } from '../../sync-api/journal.ts';
import { buildServer, startServer } from '../../sync-api/server.ts';
import { openDatabase } from '../../sync-api/store/database.ts';
import { migrate } from '../../sync-api/store/migrate.ts';
import { ensureServeur } from '../../sync-api/store/serveur.ts';
import { importText } from './extraction.ts';
import type { Credentials } from './poste.ts';

const password = 'quatre mots sans rapport';

const acteCorps = z.object({
  type: z.string(),
  corps: z.object({ issue: z.string().nullish() }).nullish(),
});

/** One acte as the server holds it. */
export interface ActeRecu {
  id: string;
  type: string;
  /** What came of a call. */
  issue: string | null;
}

/** The real server on the fictional CFA, which a test may stop and start again on the same data and address. */
export class DemoCfa {
  readonly director: Credentials;
  readonly #deps: ServerDeps;
  readonly #keys: Awaited<ReturnType<typeof createSigningKeys>>;
  readonly #directorId: string;
  readonly #delegueId: string;
  /** Of the demo itself: they made its agenda. */
  #desDemo: ReadonlySet<string> = new Set();
  #app: FastifyInstance | null = null;
  #url = '';

  private constructor(
    deps: ServerDeps,
    keys: Awaited<ReturnType<typeof createSigningKeys>>,
    director: { id: string; identifiant: string },
    delegue: { id: string },
  ) {
    this.#deps = deps;
    this.#keys = keys;
    this.#directorId = director.id;
    this.#delegueId = delegue.id;
    this.director = { identifiant: director.identifiant, motDePasse: password };
  }

  static async open(changes: Partial<Config> = {}): Promise<DemoCfa> {
    const clock = systemClock;
    const db = await openDatabase({ url: 'sqlite::memory:', key: '5a'.repeat(32) });
    await migrate(db);
    const read = readConfig({ DATABASE_URL: 'sqlite::memory:', PORT: '0', ENROLEMENT: 'oui' });
    if (!read.ok) throw new Error(read.problems.map(({ sentence }) => sentence).join('\n'));
    const deps: ServerDeps = {
      db,
      clock,
      random: systemRandom,
      serveur: await ensureServeur(db, clock, systemRandom),
      config: { ...read.config, ...changes },
      journal: createJournal(() => undefined, clock),
    };
    const { comptes } = await buildDemo(deps, password);
    const director = comptes.find(({ role }) => role === 'responsable');
    const delegue = comptes.find(({ role }) => role === 'delegue');
    if (director === undefined || delegue === undefined) throw new Error('the demo lacks one of its accounts');
    const cfa = new DemoCfa(deps, await createSigningKeys(systemRandom), director, delegue);
    cfa.#desDemo = new Set((await cfa.actes()).map(({ id }) => id));
    await cfa.start();
    return cfa;
  }

  get url(): string {
    return this.#url;
  }

  async start(): Promise<void> {
    const port = this.#url === '' ? 0 : Number(new URL(this.#url).port);
    const deps = { ...this.#deps, config: { ...this.#deps.config, port } };
    this.#app = buildServer(deps, this.#keys);
    this.#url = await startServer(this.#app, deps);
  }

  /** From one request to the next nobody listens: to a poste the network is gone. */
  async stop(): Promise<void> {
    await this.#app?.close();
    this.#app = null;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.#deps.db.destroy();
  }

  /** A single-use enrolment code, as the director's page makes it. */
  async code(role: 'responsable' | 'delegue' = 'responsable'): Promise<string> {
    const compte = role === 'delegue' ? this.#delegueId : this.#directorId;
    return (await new Enrolements({ ...this.#deps, enabled: true }).create(compte)).code;
  }

  /** As the director does when somebody leaves. */
  async finirDelegations(): Promise<void> {
    const { db } = this.#deps;
    const running = await db.selectFrom('delegation').select('id').where('compte_id', '=', this.#delegueId).execute();
    for (const { id } of running) await finirDelegation(db, this.#deps, id);
  }

  /** The next list of the ministry, as the operator imports it. */
  importer(extraction: string): Promise<unknown> {
    return importText(this.#deps, extraction, { date: this.#deps.clock.now() });
  }

  /** Every body that a poste could be sent, as one text: what is nowhere in it is on no poste for long. */
  async corps(): Promise<string> {
    const rows = await this.#deps.db.selectFrom('ligne').select('corps').execute();
    return rows.map(({ corps }) => corps).join('\n');
  }

  /** A code that was made too long ago. The server's clock cannot be moved instead: proofs are judged by it. */
  async expiredCode(): Promise<string> {
    const code = await this.code();
    const past = new Date(this.#deps.clock.now().getTime() - 1_000).toISOString();
    await this.#deps.db.updateTable('enrolement').set({ expire_le: past }).where('utilise_le', 'is', null).execute();
    return code;
  }

  /** As the director does for a lost poste. */
  async revoke(nomPoste: string, how: 'rendu' | 'perdu'): Promise<void> {
    const poste = await this.#deps.db
      .selectFrom('poste')
      .select('id')
      .where('nom', '=', nomPoste)
      .executeTakeFirstOrThrow();
    await new Postes(this.#deps).revoke(poste.id, how);
  }

  /** Every acte that was accepted since the demo was built and not erased, in the order of acceptance. */
  async actes(type?: string): Promise<ActeRecu[]> {
    const rows = await this.#deps.db
      .selectFrom('acte')
      .innerJoin('ligne', (join) => join.onRef('ligne.id', '=', 'acte.id').onRef('ligne.flux_id', '=', 'acte.flux_id'))
      .select(['acte.id', 'ligne.corps'])
      // What was erased with its person is a tombstone.
      .where('ligne.type', '=', 'acte')
      .orderBy('acte.recu_le')
      .orderBy('acte.seq')
      .execute();
    const since = rows.filter(({ id }) => !this.#desDemo.has(id));
    const all = since.map(({ id, corps }) => {
      const acte = acteCorps.parse(JSON.parse(corps));
      return { id, type: acte.type, issue: acte.corps?.issue ?? null };
    });
    return type === undefined ? all : all.filter((acte) => acte.type === type);
  }
}
