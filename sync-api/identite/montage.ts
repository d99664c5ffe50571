import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { oauth } from '../../shared/contract/sync.ts';

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
): (raw: IncomingMessage) => FastifyRequest {
  const requests = new WeakMap<IncomingMessage, FastifyRequest>();
  app.register(
    async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      scope.all('/*', async (request, reply) => {
        requests.set(request.raw, request);
        for (const [name, value] of Object.entries(reply.getHeaders())) {
          if (value !== undefined) reply.raw.setHeader(name, value);
        }
        reply.hijack();
        const url = request.raw.url ?? '/';
        Object.assign(request.raw, { originalUrl: url });
        request.raw.url = url.slice(oauth.issuerPath.length);
        // Each sign-in starts from nothing: an account left over in the browser would send the person through
        // oidc-provider's own sign-out page, in English.
        if (/^\/auth(?:[/?]|$)/.test(request.raw.url)) forgetSession(request.raw);
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
