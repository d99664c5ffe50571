import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { abonnementCree, abonnementResponse, cheminDuFlux } from '../../shared/contract/sync.ts';
import { addressKey } from '../adresse.ts';
import type { ServerDeps } from '../context.ts';
import { refuse } from '../errors.ts';
import { createLimite } from '../limite.ts';
import { creerAbonnement, lireAbonnement, porteurDuJeton, retirerAbonnement } from './abonnement.ts';
import { lireFluxIcs } from './flux-ics.ts';

/** Per address and minute: a calendar service reads for many, a loop that tries tokens does not get far. */
export const lecturesParMinute = 120;

const params = z.object({ jeton: z.string() });

/**
 * The calendar feed of an account: its address is asked for by a signed-in poste, and read by calendars that cannot sign in.
 * The journal writes the pattern of a route, never its path (reponses.ts), so no token reaches it.
 * Needs @fastify/rate-limit and `requirePoste` on the instance.
 *
 * @param origin public origin, asked when an address is told
 */
export const registerAbonnement = (app: FastifyInstance, deps: ServerDeps, origin: () => string): void => {
  const { db, clock } = deps;
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const chemin = '/v1/agenda/abonnement';

  typed.post(
    chemin,
    { onRequest: app.requirePoste, schema: { response: { 200: abonnementCree } } },
    async (request) => {
      const jeton = await creerAbonnement(deps, request.acces.compte.id);
      return { url: `${origin()}${cheminDuFlux(jeton)}` };
    },
  );

  typed.get(
    chemin,
    { onRequest: app.requirePoste, schema: { response: { 200: abonnementResponse } } },
    async (request) => {
      const creeLe = await lireAbonnement(db, request.acces.compte.id);
      return { existe: creeLe !== null, cree_le: creeLe };
    },
  );

  typed.delete(chemin, { onRequest: app.requirePoste }, async (request, reply) => {
    await retirerAbonnement(deps, request.acces.compte.id);
    return reply.code(204).send();
  });

  const compter = createLimite(app, {
    max: lecturesParMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => `agenda:${addressKey(request.ip)}`,
  });

  app.get(cheminDuFlux(':jeton'), async (request, reply) => {
    await compter(request);
    const porteur = await porteurDuJeton(db, params.parse(request.params).jeton);
    if (porteur === null) throw refuse('INTROUVABLE', 404);
    const texte = await lireFluxIcs(db, porteur, clock.now());
    const etag = `"${createHash('sha256').update(texte).digest('base64url')}"`;
    reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type('text/calendar; charset=utf-8').send(texte);
  });
};
