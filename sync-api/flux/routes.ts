import { pipeline, Readable } from 'node:stream';
import { constants, createZstdCompress } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { uuid } from '../../shared/contract/primitives.ts';
import {
  accuseRequest,
  fluxResponse,
  presenceRequest,
  presenceResponse,
  recusRequest,
  recusResponse,
} from '../../shared/contract/sync.ts';
import type { ServerDeps } from '../context.ts';
import { refuse } from '../errors.ts';
import { isCurseurPerime, streamChangements } from './changements.ts';
import { droitSur, porteurDe } from './droits.ts';
import { listFlux } from './liste.ts';
import { accuserOrdre } from './ordres.ts';
import { isDossierVisible, type Presences } from './presence.ts';
import { verifierRecus } from './recus.ts';

/** HTTP of the flux API: parse, ask a service, answer. Shapes are those of shared/contract/sync.ts. */

const fluxParams = z.object({ id: uuid });
const changementsQuery = z.object({ apres: z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER) });

/** Whether the poste asked for zstd; anything else it may list is answered by identity. */
const wantsZstd = (header: string | undefined): boolean =>
  (header ?? '').split(',').some((part) => {
    const [coding = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    return coding === 'zstd' && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });

export const registerFlux = (app: FastifyInstance, deps: ServerDeps): void => {
  const { db, clock, serveur } = deps;
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.get(
    '/v1/flux',
    { onRequest: app.requirePosteEnvoi, schema: { response: { 200: fluxResponse } } },
    async (request) => {
      const porteur = await porteurDe(db, request.acces);
      return { epoque: serveur.epoque, ...(await listFlux(db, deps, porteur)) };
    },
  );

  typed.get(
    '/v1/flux/:id/changements',
    {
      onRequest: [app.requirePoste, app.requireVersion],
      schema: { params: fluxParams, querystring: changementsQuery },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { apres } = request.query;
      const droit = await droitSur(db, await porteurDe(db, request.acces), id, clock.now());
      if (droit === null) throw refuse('FLUX_INCONNU', 404);
      if (droit.droits !== 'complets') throw refuse('FLUX_RETIRE', 403);
      if (isCurseurPerime(droit.flux, apres)) throw refuse('CURSEUR_PERIME', 410);
      reply.header('content-type', 'application/x-ndjson; charset=utf-8');
      reply.header('cache-control', 'no-store').header('vary', 'accept-encoding');
      const lines = Readable.from(streamChangements(db, clock, { fluxId: id, apres, epoque: serveur.epoque }), {
        objectMode: false,
      });
      if (!wantsZstd(request.headers['accept-encoding'])) return reply.send(lines);
      const zstd = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 1 } });
      reply.header('content-encoding', 'zstd');
      // A reader that goes away ends the source; a source that fails cuts the answer before its last line.
      pipeline(lines, zstd, () => {});
      return reply.send(zstd);
    },
  );
};

export const registerRecus = (app: FastifyInstance, { db, clock }: ServerDeps): void => {
  app
    .withTypeProvider<ZodTypeProvider>()
    .post(
      '/v1/recus',
      { onRequest: app.requirePoste, schema: { body: recusRequest, response: { 200: recusResponse } } },
      async (request) => {
        const porteur = await porteurDe(db, request.acces);
        return { resultats: await verifierRecus(db, clock, porteur, request.body.recus) };
      },
    );
};

export const registerOrdres = (app: FastifyInstance, { db, clock }: ServerDeps): void => {
  app
    .withTypeProvider<ZodTypeProvider>()
    .post(
      '/v1/ordres/:id/accuse',
      { onRequest: app.requirePosteEnvoi, schema: { params: fluxParams, body: accuseRequest } },
      async (request, reply) => {
        const { id } = request.params;
        const done = await accuserOrdre(db, request.acces.poste.id, id, request.body, clock.now());
        if (!done) throw refuse('INTROUVABLE', 404);
        return reply.code(204).send();
      },
    );
};

export const registerPresence = (app: FastifyInstance, { db, clock }: ServerDeps, presences: Presences): void => {
  app
    .withTypeProvider<ZodTypeProvider>()
    .post(
      '/v1/presence',
      { onRequest: app.requirePoste, schema: { body: presenceRequest, response: { 200: presenceResponse } } },
      async (request) => {
        const { dossier, operateur } = request.body;
        const porteur = await porteurDe(db, request.acces);
        if (dossier === null) {
          presences.quitter(porteur.posteId);
          return { autres: [] };
        }
        if (!(await isDossierVisible(db, porteur, dossier, clock.now()))) throw refuse('DOSSIER_INCONNU', 404);
        return {
          autres: presences.signaler(dossier, porteur.posteId, { operateur, poste_nom: porteur.posteNom }),
        };
      },
    );
};
