import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { httpErrorBody, Refusal, refuse } from './errors.ts';
import type { Journal } from './journal.ts';
import { type ErrorPage, errorPage } from './pages/erreur.ts';
import { isBusy } from './store/busy.ts';

const occupeRetryS = 2;

/** People get a page, programs get a code: /v1 always answers programs. */
const wantsPage = (request: FastifyRequest): boolean =>
  !request.url.startsWith('/v1/') && (request.headers.accept ?? '').includes('text/html');

function toRefusal(error: FastifyError, journal: Journal): Refusal {
  if (error instanceof Refusal) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return refuse('REQUETE_INVALIDE', 400, { champs: error.validation.map(({ instancePath }) => instancePath) });
  }
  if (isBusy(error)) return refuse('OCCUPE', 503, undefined, occupeRetryS);
  const status = error.statusCode ?? 500;
  if (status === 413) return refuse('TROP_VOLUMINEUX', 413);
  if (status === 404) return refuse('INTROUVABLE', 404);
  if (status >= 400 && status < 500) return refuse('REQUETE_INVALIDE', status);
  // The text of a caught error may hold a person's data: only its code and its class are written down.
  journal.note({ code: `ERREUR_INTERNE ${error.code ?? error.name}` });
  return refuse('ERREUR_INTERNE', 500);
}

function pageOf(refusal: Refusal): ErrorPage {
  if (refusal.code === 'INTROUVABLE') return 'INTROUVABLE';
  if (refusal.code === 'TROP_DE_REQUETES') return 'TROP_DE_REQUETES';
  return refusal.status < 500 ? 'FORMULAIRE_REFUSE' : 'ERREUR_INTERNE';
}

export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  reply.code(refusal.status);
  if (refusal.retryAfterS !== undefined) reply.header('retry-after', String(refusal.retryAfterS));
  if (wantsPage(request)) return reply.type('text/html; charset=utf-8').send(errorPage(pageOf(refusal)));
  return reply
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(httpErrorBody(refusal.code, refusal.details));
}

/** Error and not-found handlers, and one allow-listed log line per request. */
export function installReponses(app: FastifyInstance, journal: Journal): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendRefusal(request, reply, toRefusal(error, journal)));
  app.setNotFoundHandler((request, reply) => sendRefusal(request, reply, refuse('INTROUVABLE', 404)));
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'INCONNUE';
    journal.note({ code: `${request.method} ${route} ${reply.statusCode}`, durationMs: reply.elapsedTime });
  });
}
