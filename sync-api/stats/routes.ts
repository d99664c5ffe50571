import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { addressKey } from '../adresse.ts';
import type { ServerDeps } from '../context.ts';
import { refuse } from '../errors.ts';
import { createLimite } from '../limite.ts';
import { statsStyleSheet } from '../pages/stats-fichiers.ts';
import { codesAcademies } from './chiffres.ts';
import { PagePublique, pageMinutes } from './page-publique.ts';

/** Per address and minute: a whole office behind one address reads freely, a loop does not. */
export const pagesParMinute = 120;

const query = z.object({ academie: z.enum(codesAcademies).optional() });

/** GET /stats: public, nobody signed in, nothing but rounded counts. Needs @fastify/rate-limit on the instance. */
export const registerStats = (app: FastifyInstance, deps: ServerDeps): void => {
  const page = new PagePublique(deps);
  const compter = createLimite(app, {
    max: pagesParMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => `stats:${addressKey(request.ip)}`,
  });

  app.get('/pages/stats.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(statsStyleSheet),
  );

  app.get('/stats', async (request, reply) => {
    await compter(request);
    const asked = query.safeParse(request.query);
    if (!asked.success) throw refuse('INTROUVABLE', 404);
    const { text, version } = await page.read(asked.data.academie ?? 'ALL');
    const etag = `"${version}"`;
    reply.header('etag', etag).header('cache-control', `public, max-age=${pageMinutes * 20}`);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type('text/html; charset=utf-8').send(text);
  });
};
