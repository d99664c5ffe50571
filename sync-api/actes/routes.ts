import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { limits, pushRequest, pushResponse } from '../../shared/contract/sync.ts';
import type { ServerDeps } from '../context.ts';
import { refuse } from '../errors.ts';
import type { Direct } from '../flux/direct.ts';
import { porteurDe } from '../flux/droits.ts';
import { ReceptionActes } from './reception.ts';

/** Too many actes is 413 like too many bytes: the poste halves its batch and tries again (PROTOCOL 3). */
const tropDActes = z.object({ actes: z.array(z.unknown()).min(limits.pushActes + 1) });

/** POST /v1/actes. A result for every acte given, in the same order; refusals of one never touch the others. */
export const registerActes = (app: FastifyInstance, deps: ServerDeps, direct: Pick<Direct, 'annoncer'>): void => {
  const reception = new ReceptionActes(deps);
  app.withTypeProvider<ZodTypeProvider>().post(
    '/v1/actes',
    {
      onRequest: app.requirePosteEnvoi,
      bodyLimit: limits.pushBytes,
      preValidation: async (request) => {
        if (tropDActes.safeParse(request.body).success) throw refuse('TROP_VOLUMINEUX', 413);
      },
      schema: { body: pushRequest, response: { 200: pushResponse } },
    },
    async (request) => {
      const porteur = await porteurDe(deps.db, request.acces);
      const { dernier_echange_le: dernierEchangeLe, actes } = request.body;
      const { resultats, tetes, accidents } = await reception.recevoir({ porteur, dernierEchangeLe, actes });
      if (accidents > 0) deps.journal.note({ code: 'ACTES_EN_ACCIDENT', count: accidents });
      direct.annoncer(tetes);
      return { epoque: deps.serveur.epoque, resultats };
    },
  );
};
