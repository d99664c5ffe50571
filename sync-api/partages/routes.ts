import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { httpError } from '../../shared/contract/errors.ts';
import { uuid } from '../../shared/contract/primitives.ts';
import { partageRequest, partageResponse } from '../../shared/contract/sync.ts';
import type { ServerDeps } from '../context.ts';
import type { Direct } from '../flux/direct.ts';
import { createLimite } from '../limite.ts';
import { Partages } from './partages.ts';

const params = z.object({ id: uuid });
/** A document and the text its author had seen, 16 KiB each, where JSON may write a character with six. */
const requestBytes = 256 * 1024;

/**
 * Per account and hour. Two hundred modèles and a hundred views written offline leave in one go; whoever makes and deletes
 * without end, each deletion being a row that every poste must hear of, is slowed down.
 */
export const ecrituresParHeure = 600;
const hourMs = 3_600_000;

/**
 * PUT /v1/partages/:id. Needs @fastify/rate-limit and `requirePoste` on the instance; what was written is announced to
 * whoever listens.
 */
export const registerPartages = (app: FastifyInstance, deps: ServerDeps, direct: Pick<Direct, 'annoncer'>): void => {
  const partages = new Partages(deps);
  const compter = createLimite(app, {
    max: ecrituresParHeure,
    timeWindow: hourMs,
    keyGenerator: ({ acces }) => `partages:${acces.compte.id}`,
  });
  app.withTypeProvider<ZodTypeProvider>().put(
    '/v1/partages/:id',
    {
      onRequest: app.requirePoste,
      bodyLimit: requestBytes,
      schema: {
        summary: 'Write a shared document',
        params,
        body: partageRequest,
        response: {
          200: partageResponse,
          400: httpError,
          401: httpError,
          403: httpError,
          409: httpError,
          413: httpError,
          429: httpError,
        },
      },
    },
    async (request) => {
      await compter(request);
      const {
        acces,
        params: { id },
        body: { genre, valeur, base },
      } = request;
      const { etat, tetes } = await partages.ecrire(acces.compte, { id, genre, valeur, base });
      direct.annoncer(tetes);
      return { etat };
    },
  );
};
