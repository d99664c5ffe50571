import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { httpErrorBody, Refusal, refuse } from '../errors.ts';
import type { Journal } from '../journal.ts';
import { isBusy } from '../store/busy.ts';
import { pageIntrouvable, pagePanne, pageTrop } from './pages/fins.ts';

const occupeRetryS = 2;

/** Programs ask under /v1 and get a code; everybody else is a person, and gets a page. */
const isProgram = (request: FastifyRequest): boolean => request.url.startsWith('/v1/');

export const sendPage = (reply: FastifyReply, text: string, status = 200): FastifyReply =>
  reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(text);

function toRefusal(error: FastifyError, journal: Journal): Refusal {
  if (error instanceof Refusal) return error;
  if (isBusy(error)) return refuse('OCCUPE', 503, undefined, occupeRetryS);
  const status = error.statusCode ?? 500;
  if (status === 413) return refuse('TROP_VOLUMINEUX', 413);
  if (status === 404) return refuse('INTROUVABLE', 404);
  if (status >= 400 && status < 500) return refuse('REQUETE_INVALIDE', status);
  // The text of a caught error may hold what somebody typed: only its code and its class are written down.
  journal.note({ code: `ERREUR_INTERNE ${error.code ?? error.name}` });
  return refuse('ERREUR_INTERNE', 500);
}

function pageOf({ status }: Refusal): string {
  if (status === 404) return pageIntrouvable();
  return status === 429 ? pageTrop() : pagePanne();
}

function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (refusal.retryAfterS !== undefined) reply.header('retry-after', String(refusal.retryAfterS));
  if (!isProgram(request)) return sendPage(reply, pageOf(refusal), refusal.status);
  return reply
    .code(refusal.status)
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(httpErrorBody(refusal.code, refusal.details)));
}

/** Error and not-found handlers, and one allow-listed log line per request: the pattern of its route, never its URL. */
export function installReponsesPubliques(app: FastifyInstance, journal: Journal): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendRefusal(request, reply, toRefusal(error, journal)));
  app.setNotFoundHandler((request, reply) => sendRefusal(request, reply, refuse('INTROUVABLE', 404)));
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'INCONNUE';
    journal.note({ code: `${request.method} ${route} ${reply.statusCode}`, durationMs: reply.elapsedTime });
  });
}
