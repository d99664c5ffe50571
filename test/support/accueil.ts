import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Kysely } from 'kysely';
import { type Clock, type Random, systemRandom } from '../../sync-api/context.ts';
import { GuichetPublic } from '../../sync-api/guichet/cote-public.ts';
import { GuichetServeur } from '../../sync-api/guichet/cote-serveur.ts';
import type { FormationOfferte } from '../../sync-api/guichet/formation.ts';
import { openGuichet } from '../../sync-api/guichet/ouvrir.ts';
import type { TablesGuichet } from '../../sync-api/guichet/tables.ts';
import { createJournal } from '../../sync-api/journal.ts';
import type { PublicConfig, PublicDeps } from '../../sync-api/public/contexte.ts';
import { MemoireFreins } from '../../sync-api/public/memoire-freins.ts';
import { versionConsentement } from '../../sync-api/public/pages/confidentialite.ts';
import { buildPublicServer, startPublicServer } from '../../sync-api/public/serveur.ts';
import { TestClock } from './server.ts';

export const cleGuichet = '6b'.repeat(32);

/** The keys of these trainings are those of the fictional CFA of the tests. */
export const formationOuverte: FormationOfferte = {
  cleMinistereEducatif: '900001P01210000001090001700000010900017-69123#L01',
  parcoursupId: '99901',
  onisepId: 'FOR.9901',
  intitule: 'BTS Support à l’action managériale',
  cfd: '32032409',
  siretFormateur: '00000010900017',
  raisonSociale: 'CFA du Rhône',
  adresse: '1 rue de l’Essai',
  codePostal: '69003',
  ville: 'Lyon',
  origines: ['PARCOURSUP', 'SITE_CFA', 'LBA'],
};
export const formationFermee: FormationOfferte = {
  ...formationOuverte,
  cleMinistereEducatif: '900002P01210000001090001700000010900017-69123#L01',
  parcoursupId: '99902',
  onisepId: null,
  intitule: 'CAP Cuisine',
  origines: [],
};

export interface TestAccueilOptions {
  clock?: Clock;
  random?: Random;
  config?: Partial<PublicConfig>;
  /** Keep the guichet in a file, encrypted as in production; default: in memory. */
  inFile?: boolean;
  /** Use a guichet that is already open: the server of the same test holds it. */
  db?: Kysely<TablesGuichet>;
  /** What is published; default: one training that is open, one that is closed. */
  formations?: readonly FormationOfferte[];
}

export interface TestAccueil {
  url: string;
  app: FastifyInstance;
  deps: PublicDeps;
  db: Kysely<TablesGuichet>;
  /** The other side of the guichet, on the same handle. */
  serveur: GuichetServeur;
  clock: Clock;
  logs: string[];
  /** The folder of the guichet when `inFile`, removed by `stop`. */
  folder: string | null;
  get(path: string): Promise<Reponse>;
  post(path: string, champs: Champs, headers?: Record<string, string>): Promise<Reponse>;
  stop(): Promise<void>;
}

export interface Reponse {
  status: number;
  text: string;
  headers: Headers;
}
export type Champs = Readonly<Record<string, string | readonly string[]>>;

/** The real intake on real HTTP, 127.0.0.1 and a free port. */
export async function startTestAccueil(options: TestAccueilOptions = {}): Promise<TestAccueil> {
  const clock = options.clock ?? new TestClock();
  const random = options.random ?? systemRandom;
  const folder = options.inFile === true ? mkdtempSync(join(tmpdir(), 'rappel-accueil-')) : null;
  const url = folder === null ? 'sqlite::memory:' : `sqlite:${join(folder, 'guichet.sqlite')}`;
  const db = options.db ?? (await openGuichet({ url, key: cleGuichet }));
  const serveur = new GuichetServeur(db);
  await serveur.publier(options.formations ?? [formationOuverte, formationFermee]);
  const logs: string[] = [];
  const deps: PublicDeps = {
    guichet: new GuichetPublic({ db, clock, random }),
    clock,
    random,
    journal: createJournal((line) => logs.push(line), clock),
    memoire: new MemoireFreins({ clock, random }),
    config: {
      host: '127.0.0.1',
      port: 0,
      trustProxy: false,
      accueilUrl: null,
      depotsParAdresse: 10_000,
      depotsParFormation: 10_000,
      retentionMois: 6,
      ...options.config,
    },
  };
  const app = buildPublicServer(deps);
  const origin = await startPublicServer(app, deps);
  const read = async (response: Response): Promise<Reponse> => ({
    status: response.status,
    text: await response.text(),
    headers: response.headers,
  });
  return {
    url: origin,
    app,
    deps,
    db,
    serveur,
    clock,
    logs,
    folder,
    get: async (path) => read(await fetch(`${origin}${path}`, { redirect: 'manual' })),
    post: async (path, champs, headers = {}) => {
      const sent = await fetch(`${origin}${path}`, {
        method: 'POST',
        body: encode(champs),
        headers,
        redirect: 'manual',
      });
      const location = sent.headers.get('location');
      // As a browser does of a form that was taken.
      return read(sent.status === 303 && location !== null ? await fetch(`${origin}${location}`) : sent);
    },
    async stop() {
      await app.close();
      if (options.db === undefined) await db.destroy();
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As a browser encodes a form. */
export function encode(champs: Champs): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(champs)) {
    for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
  }
  return body;
}

/** A form that is right, as the page posts it. */
export const formulaireJuste = (autres: Champs = {}): Champs => ({
  cle: formationOuverte.cleMinistereEducatif,
  origine: 'PARCOURSUP',
  consentement: versionConsentement,
  mode: 'rappel',
  auteur: 'etudiant',
  prenom: 'Inès',
  nom: 'Vauquelin',
  prenom_jeune: '',
  nom_jeune: '',
  courriel: 'ines.vauquelin@example.org',
  telephone: '06 39 98 01 12',
  motif: ['modalite', 'place'],
  autre: '',
  souhait: ['lundi:matin'],
  message: '',
  site_web: '',
  ...autres,
});

/** The attributes and the field of a challenge, read from a form as the browser gets it. */
export function lireDefi(text: string): { jeton: string; sel: string; empreinte: string; max: number } | null {
  const of = (pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';
  const jeton = of(/name="defi" value="([^"]+)"/);
  if (jeton === '') return null;
  return {
    jeton,
    sel: of(/data-sel="([^"]+)"/),
    empreinte: of(/data-empreinte="([^"]+)"/),
    max: Number(of(/data-max="([^"]+)"/)),
  };
}
