import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { oauth } from '../../shared/contract/sync.ts';
import type { Limites } from './limites.ts';

const sessionCookie = /(?:^|;\s*)rappel_oidc(?:\.sig)?=[^;]*/g;

/**
 * Mounts oidc-provider, a Koa application, under /oidc. It must read the body itself, wants its own paths, and
 * writes on the raw response, so Fastify's headers (the security ones) are copied there first.
 *
 * @returns the Fastify request behind a raw one, for the grants that count tries
 */
export function mountProvider(
  app: FastifyInstance,
  provider: () => Provider,
  limites: Pick<Limites, 'countConnexion'>,
): (raw: IncomingMessage) => FastifyRequest {
  const requests = new WeakMap<IncomingMessage, FastifyRequest>();
  app.register(
    async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      scope.all('/*', async (request, reply) => {
        const path = (request.raw.url ?? '/').slice(oauth.issuerPath.length);
        const isConnexion = /^\/auth(?:[/?]|$)/.test(path);
        // Each one writes what the sign-in page needs: a stranger may not fill the disk with them.
        if (isConnexion) await limites.countConnexion(request);
        requests.set(request.raw, request);
        for (const [name, value] of Object.entries(reply.getHeaders())) {
          if (value !== undefined) reply.raw.setHeader(name, value);
        }
        reply.hijack();
        const url = request.raw.url ?? '/';
        Object.assign(request.raw, { originalUrl: url });
        request.raw.url = path;
        // Each sign-in starts from nothing: an account left over in the browser would send the person through
        // oidc-provider's own sign-out page, in English.
        if (isConnexion) forgetSession(request.raw);
        await provider().callback()(request.raw, reply.raw);
      });
    },
    { prefix: oauth.issuerPath },
  );
  return (raw) => {
    const request = requests.get(raw);
    if (request === undefined) throw new Error('request came from elsewhere than the mount');
    return request;
  };
}

function forgetSession(raw: IncomingMessage): void {
  if (raw.headers.cookie !== undefined) raw.headers.cookie = raw.headers.cookie.replace(sessionCookie, '');
}
