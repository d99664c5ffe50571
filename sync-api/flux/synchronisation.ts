import type { FastifyInstance } from 'fastify';
import { registerActes } from '../actes/routes.ts';
import type { ServerDeps } from '../context.ts';
import { registerPartages } from '../partages/routes.ts';
import { registerTraces } from '../suivi/routes.ts';
import { Direct } from './direct.ts';
import { registerDirect } from './direct-route.ts';
import { type Minuterie, systemMinuterie } from './minuterie.ts';
import { Presences } from './presence.ts';
import { registerFlux, registerOrdres, registerPresence, registerRecus } from './routes.ts';

/**
 * The flux API, composed: what a push writes is announced by the same `Direct` that listeners opened.
 * Needs `requirePoste`, `requirePosteEnvoi` and `requireVersion` on the instance.
 */
export const registerSynchronisation = (
  app: FastifyInstance,
  deps: ServerDeps,
  minuterie: Minuterie = systemMinuterie,
): { direct: Direct } => {
  const direct = new Direct(deps.db, deps.clock, minuterie);
  registerFlux(app, deps);
  registerActes(app, deps, direct);
  registerRecus(app, deps);
  registerOrdres(app, deps);
  registerTraces(app, deps);
  registerPartages(app, deps, direct);
  registerDirect(app, deps, direct);
  registerPresence(app, deps, new Presences(deps.clock));
  return { direct };
};
