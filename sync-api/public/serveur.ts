import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance } from 'fastify';
import { listeningOrigin } from '../ecoute.ts';
import { refuse } from '../errors.ts';
import type { Accueil, PublicDeps } from './contexte.ts';
import { Defis } from './defi.ts';
import { registerDemande } from './demande.ts';
import { Envois } from './envois.ts';
import { createFreins } from './freins.ts';
import { chemins } from './pages/chemins.ts';
import { pageConfidentialite } from './pages/confidentialite.ts';
import { fichiersPublics } from './pages/fichiers.ts';
import { registerPartenaires } from './partenaires.ts';
import { registerPlaces } from './places.ts';
import { registerRendezVous } from './rendez-vous.ts';
import { installReponsesPubliques, sendPage } from './reponses.ts';
import { registerSuivi } from './suivi.ts';

/** A form of 2,000 characters, in any script that people write here, is less. */
const bodyLimit = 16 * 1024;
/** A poor line has time to send it; nobody holds a connection open with one byte a minute. */
const requestMs = 30_000;

const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    // The places that are left, asked by the form while it stands open.
    connectSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/**
 * Composes the public intake: a server of its own, with its own plugins (SECURITY, Outside). It sets no cookie, so that
 * a form sent from elsewhere carries nobody's rights. It does not listen: {@link startPublicServer} does.
 */
export function buildPublicServer(deps: PublicDeps): FastifyInstance {
  const { config, journal } = deps;
  const app = fastify({
    logger: false,
    // One hop: what stands further left in X-Forwarded-For was written by whoever asks, and the throttles count by it.
    trustProxy: config.trustProxy ? (_address, hop) => hop === 0 : false,
    bodyLimit,
    requestTimeout: requestMs,
    forceCloseConnections: true,
    // An address that is not even one: no part of it is repeated.
    frameworkErrors: (_error, _request, { raw }) => {
      raw.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end('Adresse illisible.\n');
    },
  });
  installReponsesPubliques(app, journal);
  app.register(helmet, {
    contentSecurityPolicy,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: config.accueilUrl?.startsWith('https:') === true,
  });
  // Forms only: JSON and plain text, that Fastify reads by itself, are refused.
  app.removeAllContentTypeParsers();
  app.register(formbody, { bodyLimit });
  app.register(rateLimit, { global: false, store: deps.memoire.magasin });
  refuseCrossSite(app);
  app.register(async (scope) => {
    const accueil: Accueil = {
      ...deps,
      freins: createFreins(scope, { parAdresse: config.depotsParAdresse, parFormation: config.depotsParFormation }),
      defis: new Defis(deps),
      envois: new Envois(deps),
      origin: () => config.accueilUrl ?? listeningOrigin(app, config.host),
    };
    registerDemande(scope, accueil);
    registerSuivi(scope, accueil);
    registerRendezVous(scope, accueil);
    registerPlaces(scope, accueil);
    registerPartenaires(scope, accueil);
    registerFichiers(scope);
    // Browsers ask for it by themselves: no line of an error for each visit.
    scope.get('/favicon.ico', (_request, reply) => reply.code(204).send());
    scope.get(chemins.confidentialite, async (request, reply) => {
      await accueil.freins.lire(request);
      return sendPage(reply, pageConfidentialite(config));
    });
  });
  return app;
}

/**
 * A form of ours sent by a page of another site: its visitors' addresses would pass our throttles for it. Older browsers
 * say nothing of where they come from, and are served.
 */
function refuseCrossSite(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (request.method === 'POST' && request.headers['sec-fetch-site'] === 'cross-site')
      throw refuse('REQUETE_INVALIDE', 400);
  });
}

/** The same for everybody, read once: no throttle. The button is loaded by pages of other sites. */
function registerFichiers(app: FastifyInstance): void {
  for (const [path, { type, texte }] of Object.entries(fichiersPublics)) {
    app.get(path, (_request, reply) =>
      reply
        .type(type)
        .header('cache-control', 'public, max-age=3600')
        .header('cross-origin-resource-policy', 'cross-origin')
        .send(texte),
    );
  }
}

/** Listens, and gives the public origin of the intake. */
export async function startPublicServer(app: FastifyInstance, { config }: Pick<PublicDeps, 'config'>): Promise<string> {
  await app.listen({ host: config.host, port: config.port });
  return config.accueilUrl ?? listeningOrigin(app, config.host);
}
