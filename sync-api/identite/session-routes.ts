import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { httpError } from '../../shared/contract/errors.ts';
import { instant, uuid } from '../../shared/contract/primitives.ts';
import { limits, operateurRequest, sessionResponse } from '../../shared/contract/sync.ts';
import type { ServerDeps } from '../context.ts';
import { Operateurs } from './operateurs.ts';

const santeResponse = z.object({ etat: z.literal('ok'), heure: instant });
const operateurResponse = z.object({ id: uuid, organismes: z.number().int() });

export function registerSession(scope: FastifyInstance, deps: ServerDeps): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const operateurs = new Operateurs(deps);

  app.get('/v1/sante', { schema: { summary: 'Liveness', response: { 200: santeResponse } } }, async () => {
    await deps.db.selectFrom('serveur').select('id').executeTakeFirstOrThrow();
    return { etat: 'ok', heure: deps.clock.now().toISOString() } as const;
  });

  app.get(
    '/v1/session',
    {
      onRequest: app.requirePosteEnvoi,
      schema: { summary: 'Who is signed in', response: { 200: sessionResponse, 401: httpError, 403: httpError } },
    },
    async ({ acces: { compte, poste } }) => ({
      epoque: deps.serveur.epoque,
      heure: deps.clock.now().toISOString(),
      compte: { id: compte.id, identifiant: compte.identifiant, role: compte.role, nom: compte.nom },
      poste,
      bail_jours: limits.leaseDays,
      operateur_requis: deps.config.operateurRequis,
    }),
  );

  app.post(
    '/v1/operateurs',
    {
      onRequest: app.requirePoste,
      schema: {
        summary: 'Declare an opérateur',
        body: operateurRequest,
        response: { 200: operateurResponse, 400: httpError, 401: httpError, 403: httpError },
      },
    },
    async ({ acces, body }) => {
      const organismes = await operateurs.save(acces.compte, { id: body.id, nomAffiche: body.nom_affiche });
      return { id: body.id, organismes };
    },
  );

  app.get('/v1/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    reply.type('application/json; charset=utf-8').serializer(JSON.stringify);
    return scope.swagger();
  });
}
