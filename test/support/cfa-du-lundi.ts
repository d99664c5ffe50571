import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { readFileBytes } from '../../sync-api/cli/import-file.ts';
import { readConfig } from '../../sync-api/config.ts';
import { type ServerDeps, systemClock, systemRandom } from '../../sync-api/context.ts';
import { createSigningKeys } from '../../sync-api/identite/cles.ts';
import { Comptes } from '../../sync-api/identite/comptes.ts';
import { Enrolements } from '../../sync-api/identite/enrolements.ts';
import { Invitations } from '../../sync-api/identite/invitations.ts';
import { Operateurs } from '../../sync-api/identite/operateurs.ts';
import { createJournal } from '../../sync-api/journal.ts';
import { importerEtablissements } from '../../sync-api/referentiels/etablissements.ts';
import { importerMef } from '../../sync-api/referentiels/mef.ts';
import { importerRelations } from '../../sync-api/referentiels/relations.ts';
import { buildServer, startServer } from '../../sync-api/server.ts';
import { openDatabase } from '../../sync-api/store/database.ts';
import { migrate } from '../../sync-api/store/migrate.ts';
import { ensureServeur } from '../../sync-api/store/serveur.ts';
import { villeurbanne } from '../../tools/demo/lieux.ts';
import { importText } from './extraction.ts';

const folder = new URL('../../resources/demo/', import.meta.url);
const file = (name: string): AsyncIterable<Uint8Array> => readFileBytes(new URL(name, folder));

const password = 'quatre mots sans rapport';

/** So many rows of one site, as the ministry writes them. */
export const extractionDe = (rows: number): string => {
  const [head = '', ...lines] = readFileSync(new URL('extraction-1.csv', folder), 'utf8').split('\n');
  const chosen = lines.filter((line) => line.includes(`"${villeurbanne.siret}"`)).slice(0, rows);
  return [head, ...chosen, ''].join('\n');
};

/** A CFA the day before its first list: an account, a team, a real server, and nobody to call yet. */
export class CfaDuLundi {
  readonly #deps: ServerDeps;
  readonly #app: FastifyInstance;
  readonly #compte: string;
  readonly url: string;

  private constructor(deps: ServerDeps, app: FastifyInstance, compte: string, url: string) {
    this.#deps = deps;
    this.#app = app;
    this.#compte = compte;
    this.url = url;
  }

  static async open(equipe: readonly string[]): Promise<CfaDuLundi> {
    const clock = systemClock;
    const random = systemRandom;
    const db = await openDatabase({ url: 'sqlite::memory:', key: '5a'.repeat(32) });
    await migrate(db);
    const read = readConfig({ DATABASE_URL: 'sqlite::memory:', PORT: '0', ENROLEMENT: 'oui' });
    if (!read.ok) throw new Error(read.problems.map(({ sentence }) => sentence).join('\n'));
    const { config } = read;
    const journal = createJournal(() => undefined, clock);
    const deps: ServerDeps = { db, clock, random, serveur: await ensureServeur(db, clock, random), config, journal };
    await importerMef(db, file('n_mef.csv'));
    await importerEtablissements(db, random, file('etablissements.csv'));
    await importerRelations(deps, file('relations.csv'), clock.now());
    const identifiant = '99998000600012';
    const nom = 'CFA des Trois Fourneaux';
    const comptes = new Comptes(deps);
    await comptes.create({ identifiant, email: 'direction@example.org', role: 'responsable', nom, siret: identifiant });
    const compte = await comptes.findByIdentifiant(identifiant);
    if (compte === undefined) throw new Error('the account that was made cannot be found');
    const { jeton } = await new Invitations(deps).create(compte.id);
    await new Invitations(deps).accept(jeton, password, password);
    for (const nomAffiche of equipe) await new Operateurs(deps).save(compte, { id: random.uuid(), nomAffiche });
    const app = buildServer(deps, await createSigningKeys(random));
    return new CfaDuLundi(deps, app, compte.id, await startServer(app, deps));
  }

  /** A single-use enrolment code, as the director's page makes it. */
  async code(): Promise<string> {
    return (await new Enrolements({ ...this.#deps, enabled: true }).create(this.#compte)).code;
  }

  /** The list of the ministry, as the operator of the server imports it. @returns its rows that were kept */
  async importer(extraction: string): Promise<number> {
    return (await importText(this.#deps, extraction, { date: this.#deps.clock.now() })).crees;
  }

  async close(): Promise<void> {
    await this.#app.close();
    await this.#deps.db.destroy();
  }
}
