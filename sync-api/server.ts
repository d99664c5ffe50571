import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import fastify, { type FastifyInstance } from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import { oauth } from '../shared/contract/sync.ts';
import { registerAbonnement } from './agenda/abonnement-routes.ts';
import type { ServerDeps } from './context.ts';
import { listeningOrigin } from './ecoute.ts';
import type { Direct } from './flux/direct.ts';
import { registerSynchronisation } from './flux/synchronisation.ts';
import type { SigningKeys } from './identite/cles.ts';
import { registerIdentite } from './identite/index.ts';
import { installReponses } from './reponses.ts';
import { registerStats } from './stats/routes.ts';

/** To receive a request whole: a push of 512 KiB on a poor line, not a connection held open for ever. */
const requestMs = 120_000;

/** What a page may load and where its form may end: sign-in ends on the poste's loopback (facts, section i). */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'", 'http://127.0.0.1:*'],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/**
 * Composes the HTTP server. It does not listen: `startServer` does.
 *
 * @param keys signing keys of the authorization server (`loadSigningKeys`)
 * @param onDirect given what announces heads, for whoever writes beside the requests
 */
export function buildServer(
  deps: ServerDeps,
  keys: SigningKeys,
  onDirect: (direct: Pick<Direct, 'annoncer'>) => void = () => {},
): FastifyInstance {
  const app = fastify({
    logger: false,
    // One hop: what stands further left in X-Forwarded-For was written by whoever asks, and the limits count by it.
    trustProxy: deps.config.trustProxy ? (_address, hop) => hop === 0 : false,
    requestTimeout: requestMs,
    // Live streams never end by themselves. What is cut here is taken again: every write is idempotent.
    forceCloseConnections: true,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  installReponses(app, deps.journal);

  const origin = (): string => deps.config.publicUrl ?? listeningOrigin(app, deps.config.host);
  app.register(helmet, {
    contentSecurityPolicy,
    frameguard: { action: 'deny' },
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: deps.config.publicUrl?.startsWith('https:') === true,
  });
  app.register(formbody, { bodyLimit: 16 * 1024 });
  app.register(rateLimit, { global: false });
  app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Rappel CFA – sync API', version: '1' } },
    transform: (document) => {
      const { schema, url } = jsonSchemaTransform(document);
      return url.startsWith('/v1/') ? { schema, url } : { schema: { ...schema, hide: true }, url };
    },
    transformObject: jsonSchemaTransformObject,
  });
  // Postes measure our clock by this header: it tells the time by which their actes and proofs are judged.
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith(`${oauth.issuerPath}/`)) reply.header('date', deps.clock.now().toUTCString());
  });
  registerIdentite(app, { deps, keys, origin });
  app.register(async (scope) => {
    onDirect(registerSynchronisation(scope, deps).direct);
    registerStats(scope, deps);
    registerAbonnement(scope, deps, origin);
  });
  return app;
}

/** Listens, and gives the public origin that postes must be told. */
export async function startServer(app: FastifyInstance, { config }: Pick<ServerDeps, 'config'>): Promise<string> {
  await app.listen({ host: config.host, port: config.port });
  return config.publicUrl ?? listeningOrigin(app, config.host);
}
