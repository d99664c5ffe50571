import { createHash, randomBytes, randomUUID } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Kysely } from 'kysely';
import { epochHeader } from '../../shared/contract/sync.ts';
import { readConfig } from '../../sync-api/config.ts';
import type { Random, ServerDeps } from '../../sync-api/context.ts';
import { refuse } from '../../sync-api/errors.ts';
import type { Direct } from '../../sync-api/flux/direct.ts';
import type { Minuterie } from '../../sync-api/flux/minuterie.ts';
import { registerSynchronisation } from '../../sync-api/flux/synchronisation.ts';
import type { Acces } from '../../sync-api/identite/acces.ts';
import { createJournal } from '../../sync-api/journal.ts';
import { installReponses } from '../../sync-api/reponses.ts';
import { openDatabase } from '../../sync-api/store/database.ts';
import { migrate } from '../../sync-api/store/migrate.ts';
import { ensureServeur } from '../../sync-api/store/serveur.ts';
import type { Tables } from '../../sync-api/store/tables.ts';

/** The flux API alone, on real HTTP, with the identity of each request given by name instead of by token. */

export class TestClock {
  #now: number;
  constructor(start = '2026-06-08T08:00:00.000Z') {
    this.#now = Date.parse(start);
  }
  now(): Date {
    return new Date(this.#now);
  }
  advance(ms: number): void {
    this.#now += ms;
  }
  set(instant: string): void {
    this.#now = Date.parse(instant);
  }
}

/** A beat that only the test gives. */
export class TestMinuterie implements Minuterie {
  readonly #runs = new Set<() => void>();
  every(_periodMs: number, run: () => void): () => void {
    this.#runs.add(run);
    return () => this.#runs.delete(run);
  }
  get isBeating(): boolean {
    return this.#runs.size > 0;
  }
}

export const testRandom: Random = { uuid: () => randomUUID(), bytes: (count) => randomBytes(count) };

export const openTestDatabase = async (
  url = 'sqlite::memory:',
  key = createHash('sha256').update('test').digest('hex'),
  busyTimeoutMs = 50,
): Promise<Kysely<Tables>> => {
  const db = await openDatabase({ url, key, busyTimeoutMs });
  await migrate(db);
  return db;
};

export interface FluxServer {
  app: FastifyInstance;
  db: Kysely<Tables>;
  clock: TestClock;
  minuterie: TestMinuterie;
  direct: Direct;
  journal: string[];
  origin: string;
  deps: ServerDeps;
  /** Lets a request carry `x-acces: <name>`. */
  allow(name: string, acces: Acces): void;
  fetch(name: string | null, path: string, init?: RequestInit): Promise<Response>;
  post(name: string | null, path: string, body: unknown): Promise<Response>;
  close(): Promise<void>;
}

export const startFluxServer = async (url?: string): Promise<FluxServer> => {
  const db = await openTestDatabase(url);
  const clock = new TestClock();
  const minuterie = new TestMinuterie();
  const journal: string[] = [];
  const config = readConfig({});
  if (!config.ok) throw new Error('the default configuration is valid');
  const deps: ServerDeps = {
    db,
    clock,
    random: testRandom,
    config: config.config,
    journal: createJournal((line) => journal.push(line), clock),
    serveur: await ensureServeur(db, clock, testRandom),
  };
  const acces = new Map<string, Acces>();
  const app = Fastify({ forceCloseConnections: true });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  installReponses(app, deps.journal);
  const guard =
    (mayBeHandedBack: boolean) =>
    async (...[request, reply]: Parameters<FastifyInstance['requirePoste']>): Promise<void> => {
      reply.header(epochHeader, deps.serveur.epoque);
      const found = acces.get(String(request.headers['x-acces']));
      if (found === undefined) throw refuse('SESSION_EXPIREE', 401);
      if (found.droits !== 'complets' && !mayBeHandedBack) throw refuse('POSTE_REVOQUE', 403);
      request.acces = found;
    };
  app.decorate('requirePoste', guard(false));
  app.decorate('requirePosteEnvoi', guard(true));
  app.decorate('requireVersion', async () => {});
  await app.register(rateLimit, { global: false });
  const { direct } = registerSynchronisation(app, deps, minuterie);
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const request = (name: string | null, path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (name !== null) headers.set('x-acces', name);
    return fetch(`${origin}${path}`, { ...init, headers });
  };
  return {
    app,
    db,
    clock,
    minuterie,
    direct,
    journal,
    origin,
    deps,
    allow: (name, found) => {
      acces.set(name, found);
    },
    fetch: request,
    post: (name, path, body) =>
      request(name, path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    close: async () => {
      await app.close();
      await db.destroy();
    },
  };
};
