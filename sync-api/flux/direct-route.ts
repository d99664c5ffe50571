import type { FastifyInstance } from 'fastify';
import type { ServerDeps } from '../context.ts';
import type { Direct, Sortie } from './direct.ts';
import { porteurDe } from './droits.ts';

/** GET /v1/direct: server-sent events. The stream lives as long as its access token, and not after the server. */
export const registerDirect = (app: FastifyInstance, { db }: ServerDeps, direct: Direct): void => {
  // Without this, closing the server waits for streams that never end by themselves.
  app.addHook('preClose', async () => direct.fermer());

  app.get('/v1/direct', { onRequest: app.requirePoste }, async (request, reply) => {
    const porteur = await porteurDe(db, request.acces);
    const { raw } = reply;
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
    reply.hijack();
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Proxies that gather answers would hold the hints back.
      'x-accel-buffering': 'no',
    });
    request.raw.socket.setTimeout(0);
    const sortie: Sortie = {
      write: (text) => {
        raw.write(text);
      },
      pending: () => raw.writableLength,
      end: () => {
        raw.end();
        // A client that reads nothing would keep an ended stream half open.
        if (raw.writableLength > 0) raw.destroy();
      },
    };
    const fermer = await direct.ouvrir(porteur, sortie, new Date(request.acces.expireLe));
    raw.on('close', fermer);
    raw.on('error', fermer);
    if (raw.destroyed) fermer();
  });
};
