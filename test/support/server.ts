import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Kysely } from 'kysely';
import { type Config, readConfig } from '../../sync-api/config.ts';
import { type Clock, type Random, type ServerDeps, systemRandom } from '../../sync-api/context.ts';
import { createSigningKeys } from '../../sync-api/identite/cles.ts';
import { Comptes } from '../../sync-api/identite/comptes.ts';
import { Invitations } from '../../sync-api/identite/invitations.ts';
import { createJournal } from '../../sync-api/journal.ts';
import { buildServer, startServer } from '../../sync-api/server.ts';
import { openDatabase } from '../../sync-api/store/database.ts';
import { migrate } from '../../sync-api/store/migrate.ts';
import { ensureServeur } from '../../sync-api/store/serveur.ts';
import type { Tables } from '../../sync-api/store/tables.ts';

export { type SignedPoste, signInPoste } from './poste.ts';

/** A clock that starts now and only moves when told. */
export class TestClock implements Clock {
  #ms: number;

  constructor(ms: number = Date.now()) {
    this.#ms = ms;
  }

  now(): Date {
    return new Date(this.#ms);
  }

  advance(ms: number): void {
    this.#ms += ms;
  }
}

export interface TestServerOptions {
  clock?: Clock;
  random?: Random;
  /** Settings over the defaults of a test server: enrolment on, high limits. */
  config?: Partial<Config>;
  /** Keep the database in a file, encrypted as in production; default: in memory. */
  inFile?: boolean;
  /** Use a database that is already open: a server restarted on the same data. */
  db?: Kysely<Tables>;
}

export interface TestServer {
  url: string;
  app: FastifyInstance;
  deps: ServerDeps;
  db: Kysely<Tables>;
  clock: Clock;
  /** Every line the server logged. */
  logs: string[];
  comptes: Comptes;
  /** The folder of the database when `inFile`, removed by `stop`. */
  folder: string | null;
  /** Stops listening; closes the database unless it was given. */
  stop(): Promise<void>;
}

const databaseKey = '5a'.repeat(32);

/** The real server on real HTTP, 127.0.0.1 and a free port. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const clock = options.clock ?? new TestClock();
  const random = options.random ?? systemRandom;
  const folder = options.inFile === true ? mkdtempSync(join(tmpdir(), 'rappel-serveur-')) : null;
  const url = folder === null ? 'sqlite::memory:' : `sqlite:${join(folder, 'base.sqlite')}`;
  const db = options.db ?? (await openDatabase({ url, key: databaseKey }));
  await migrate(db);
  const serveur = await ensureServeur(db, clock, random);
  const read = readConfig({ DATABASE_URL: url, PORT: '0', ENROLEMENT: 'oui', ESSAIS_PAR_ADRESSE: '1000' });
  if (!read.ok) throw new Error(read.problems.map(({ sentence }) => sentence).join('\n'));
  const logs: string[] = [];
  const deps: ServerDeps = {
    db,
    clock,
    random,
    serveur,
    config: { ...read.config, ...options.config },
    journal: createJournal((line) => logs.push(line), clock),
  };
  const app = buildServer(deps, await createSigningKeys(random));
  const origin = await startServer(app, deps);
  return {
    url: origin,
    app,
    deps,
    db,
    clock,
    logs,
    comptes: new Comptes(deps),
    folder,
    async stop() {
      await app.close();
      if (options.db === undefined) await db.destroy();
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface TestCompte {
  id: string;
  identifiant: string;
  motDePasse: string;
}

export const testPassword = 'quatre mots sans rapport';

/** An active responsable with a password, made the way an operator and a director do it. */
export async function createResponsable(server: TestServer, siret: string, nom = 'CFA des tests'): Promise<TestCompte> {
  return createCompte(server, { identifiant: siret, email: null, role: 'responsable', nom, siret });
}

/** An active délégué; its relations are given by their ids. */
export async function createDelegue(
  server: TestServer,
  email: string,
  relationIds: readonly string[] = [],
): Promise<TestCompte> {
  const compte = await createCompte(server, {
    identifiant: email,
    email,
    role: 'delegue',
    nom: 'Délégué',
    siret: null,
  });
  for (const relationId of relationIds) {
    await server.db
      .insertInto('delegation')
      .values({
        id: server.deps.random.uuid(),
        compte_id: compte.id,
        relation_id: relationId,
        debut_le: server.clock.now().toISOString(),
        fin_le: null,
      })
      .execute();
  }
  return compte;
}

/** A relation of the responsable with some formateur. @returns its id */
export async function createRelation(
  server: TestServer,
  responsable: string,
  formateur = '99999999999999',
): Promise<string> {
  const id = server.deps.random.uuid();
  await server.db
    .insertInto('relation')
    .values({
      id,
      siret_responsable: responsable,
      siret_formateur: formateur,
      cree_le: server.clock.now().toISOString(),
      retiree_le: null,
    })
    .execute();
  return id;
}

async function createCompte(server: TestServer, compte: Parameters<Comptes['create']>[0]): Promise<TestCompte> {
  const id = await server.comptes.create(compte);
  if (id === null) throw new Error(`account already there: ${compte.identifiant}`);
  const invitations = new Invitations(server.deps);
  const { jeton } = await invitations.create(id);
  const accepted = await invitations.accept(jeton, testPassword, testPassword);
  if (!accepted.ok) throw new Error(accepted.code);
  return { id, identifiant: compte.identifiant, motDePasse: testPassword };
}
