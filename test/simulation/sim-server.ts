import { copyFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import { hasZodFastifySchemaValidationErrors, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { type Kysely, sql } from 'kysely';
import { readConfig } from '../../sync-api/config.ts';
import type { ServerDeps } from '../../sync-api/context.ts';
import { httpErrorBody, Refusal, refuse } from '../../sync-api/errors.ts';
import { restaurer } from '../../sync-api/flux/fins.ts';
import { registerSynchronisation } from '../../sync-api/flux/synchronisation.ts';
import type { Acces } from '../../sync-api/identite/acces.ts';
import { createJournal } from '../../sync-api/journal.ts';
import { openDatabase } from '../../sync-api/store/database.ts';
import { migrate } from '../../sync-api/store/migrate.ts';
import { ensureServeur } from '../../sync-api/store/serveur.ts';
import type { Tables } from '../../sync-api/store/tables.ts';
import { importerVoeux } from '../../sync-api/voeux/import.ts';
import { drainPassages, type Passage, watchPassages } from './passages.ts';
import { Seeded } from './seeded.ts';
import type { WorldClock } from './sim-clock.ts';

const key = 'cd'.repeat(32);

/**
 * The real server on a real encrypted file: its services, routes and database. Only identity is given by name instead
 * of by token (the contract tests hold the real one), and requests are injected instead of sent over a socket.
 */
export class SimServer {
  readonly #folder: string;
  readonly #clock: WorldClock;
  readonly #random: Seeded;
  readonly #acces = new Map<string, Acces>();
  #app: FastifyInstance | null = null;
  #deps: ServerDeps | null = null;
  #backups = 0;
  #histoire = 0;
  /** Everything that happened to réservations, in every history of this server. */
  readonly passages: Passage[] = [];

  constructor(folder: string, clock: WorldClock, seed: number) {
    this.#folder = folder;
    this.#clock = clock;
    this.#random = new Seeded(seed);
  }

  get deps(): ServerDeps {
    if (this.#deps === null) throw new Error('the server is stopped');
    return this.#deps;
  }

  get db(): Kysely<Tables> {
    return this.deps.db;
  }

  get now(): Date {
    return this.#clock.server.now();
  }

  get #file(): string {
    return path.join(this.#folder, 'serveur.db');
  }

  async start(): Promise<void> {
    const config = readConfig({});
    if (!config.ok) throw new Error('the default configuration is valid');
    const db = await openDatabase({ url: `sqlite:${this.#file}`, key });
    await migrate(db);
    await watchPassages(db);
    // What is measured here is truth, not the disk: the poste's files are the ones that crash.
    await sql`pragma synchronous = off`.execute(db);
    const clock = this.#clock.server;
    this.#deps = {
      db,
      clock,
      random: this.#random,
      config: config.config,
      journal: createJournal(() => undefined, clock),
      serveur: await ensureServeur(db, clock, this.#random),
    };
    this.#app = this.#build(this.#deps);
  }

  #build(deps: ServerDeps): FastifyInstance {
    const app = Fastify({ forceCloseConnections: true });
    app.setValidatorCompiler(validatorCompiler);
    app.setSerializerCompiler(serializerCompiler);
    app.setErrorHandler((error, _request, reply) => {
      if (error instanceof Refusal) return reply.code(error.status).send(httpErrorBody(error.code, error.details));
      if (hasZodFastifySchemaValidationErrors(error)) return reply.code(400).send(httpErrorBody('REQUETE_INVALIDE'));
      return reply.code(500).send(httpErrorBody('ERREUR_INTERNE'));
    });
    const guard = async (...[request]: Parameters<FastifyInstance['requirePoste']>): Promise<void> => {
      const acces = this.#acces.get(String(request.headers['x-acces']));
      if (acces === undefined) throw refuse('SESSION_EXPIREE', 401);
      request.acces = acces;
    };
    app.decorate('requirePoste', guard);
    app.decorate('requirePosteEnvoi', guard);
    app.decorate('requireVersion', async () => {});
    app.register(rateLimit, { global: false });
    app.register(async (scope) => void registerSynchronisation(scope, deps, { every: () => () => undefined }));
    return app;
  }

  allow(name: string, acces: Acces): void {
    this.#acces.set(name, acces);
  }

  async request(
    name: string,
    url: string,
    method: string,
    body: string | undefined,
  ): Promise<{ status: number; body: Buffer }> {
    if (this.#app === null) throw new Error('the server is stopped');
    const answer = await this.#app.inject({
      url,
      method: method === 'POST' || method === 'PUT' ? method : 'GET',
      headers: { 'x-acces': name, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { payload: body }),
    });
    return { status: answer.statusCode, body: answer.rawPayload };
  }

  async import(csv: string): Promise<void> {
    const source = (async function* () {
      yield new TextEncoder().encode(csv);
    })();
    await importerVoeux(this.deps, { source, date: this.#clock.server.now(), confirmation: 'tous' });
  }

  /** To be called before what was noted is looked at. */
  async note(): Promise<void> {
    if (this.#deps !== null) this.passages.push(...(await drainPassages(this.#deps.db, this.#histoire)));
  }

  async stop(): Promise<void> {
    await this.note();
    await this.#app?.close();
    await this.#deps?.db.destroy();
    this.#app = null;
    this.#deps = null;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** @returns the file of a complete, encrypted copy. */
  async backup(): Promise<string> {
    this.#backups += 1;
    const file = path.join(this.#folder, `sauvegarde-${this.#backups}.db`);
    await sql`vacuum into ${file}`.execute(this.db);
    return file;
  }

  /** What an operator does after a disaster: the older file is put back, then the epoch is renewed. */
  async restore(file: string): Promise<void> {
    await this.stop();
    this.#histoire += 1;
    for (const suffix of ['-wal', '-shm']) rmSync(this.#file + suffix, { force: true });
    copyFileSync(file, this.#file);
    await this.start();
    await restaurer(this.db, { clock: this.#clock.server, random: this.#random });
    await this.restart();
  }
}
