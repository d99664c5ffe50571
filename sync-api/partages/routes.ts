import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { httpError } from '../../shared/contract/errors.ts';
import { uuid } from '../../shared/contract/primitives.ts';
import { partageRequest, partageResponse } from '../../shared/contract/sync.ts';
import type { ServerDeps } from '../context.ts';
import type { Direct } from '../flux/direct.ts';
import { Partages } from './partages.ts';

const params = z.object({ id: uuid });
/** A document and the text its author had seen, 16 KiB each, where JSON may write a character with six. */
const requestBytes = 256 * 1024;

/** PUT /v1/partages/:id. Needs `requirePoste` on the instance; what was written is announced to whoever listens. */
export const registerPartages = (app: FastifyInstance, deps: ServerDeps, direct: Pick<Direct, 'annoncer'>): void => {
  const partages = new Partages(deps);
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
        },
      },
    },
    async ({ acces, params: { id }, body: { genre, valeur, base } }) => {
      const { etat, tetes } = await partages.ecrire(acces.compte, { id, genre, valeur, base });
      direct.annoncer(tetes);
      return { etat };
    },
  );
};
