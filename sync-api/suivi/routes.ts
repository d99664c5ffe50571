import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { tracesRequest, tracesResponse } from '../../shared/contract/sync.ts';
import type { ServerDeps } from '../context.ts';
import { porteurDe } from '../flux/droits.ts';
import { recevoirTraces } from './traces.ts';

/** The largest request of the contract, two hundred traces of two hundred flux, weighs 1.7 MB. */
const tracesBytes = 2 * 1024 * 1024;

/** POST /v1/traces. A poste that was handed back may still tell what it did before, as with actes. */
export const registerTraces = (app: FastifyInstance, { db, clock }: ServerDeps): void => {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/v1/traces',
    {
      onRequest: app.requirePosteEnvoi,
      bodyLimit: tracesBytes,
      schema: { body: tracesRequest, response: { 200: tracesResponse } },
    },
    async (request) => {
      const porteur = await porteurDe(db, request.acces);
      return { recues: await recevoirTraces(db, clock, porteur, request.body.traces) };
    },
  );
};
