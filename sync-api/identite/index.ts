import type { FastifyInstance } from 'fastify';
import type Provider from 'oidc-provider';
import type { ServerDeps } from '../context.ts';
import type { Acces } from './acces.ts';
import type { SigningKeys } from './cles.ts';
import { Comptes } from './comptes.ts';
import { Enrolements } from './enrolements.ts';
import { createProvider } from './fournisseur.ts';
import { createGarde } from './garde.ts';
import { registerEnrolementGrant } from './grant-enrolement.ts';
import { Invitations } from './invitations.ts';
import { createLimites, type Limites } from './limites.ts';
import { mountProvider } from './montage.ts';
import { registerPages } from './pages-routes.ts';
import { Postes } from './postes.ts';
import { Preuves } from './preuve.ts';
import { PageSessions } from './session-page.ts';
import { registerSession } from './session-routes.ts';

export interface IdentiteParts {
  deps: ServerDeps;
  keys: SigningKeys;
  /** Public origin; may only be asked once the server listens. */
  origin(): string;
}

/** Sign-in, its pages, the guards `requirePoste…`, /v1/session, /v1/operateurs. Call before any guarded route. */
export function registerIdentite(app: FastifyInstance, { deps, keys, origin }: IdentiteParts): void {
  const comptes = new Comptes(deps);
  const postes = new Postes(deps);
  const preuves = new Preuves(deps);
  const enrolements = new Enrolements({ ...deps, enabled: deps.config.enrolement });

  // The issuer holds the port, known only once we listen: made at the first request.
  let made: Provider | undefined;
  let finish: (provider: Provider) => void = () => undefined;
  const provider = (): Provider => {
    if (made === undefined) {
      made = createProvider({ deps, comptes, postes, keys, origin: origin() });
      finish(made);
    }
    return made;
  };

  let limits: Limites | undefined;
  const limites = (): Limites => {
    if (limits === undefined) throw new Error('a request came before the limits were made');
    return limits;
  };
  const garde = createGarde({ deps, comptes, postes, preuves, provider, origin, limites });
  const found = new WeakMap<object, Acces>();
  app.decorateRequest('acces', {
    getter() {
      const acces = found.get(this);
      if (acces === undefined) throw new Error('request.acces read on a route without requirePoste');
      return acces;
    },
    setter(acces: Acces) {
      found.set(this, acces);
    },
  });
  app.decorate('requirePoste', garde.poste);
  app.decorate('requirePosteEnvoi', garde.posteEnvoi);
  app.decorate('requireVersion', garde.version);

  // In a scope of its own, loaded after the plugins above it: the limits need @fastify/rate-limit.
  app.register(async (scope) => {
    const made = createLimites(scope, {
      parCompte: deps.config.essaisParCompte,
      parAdresse: deps.config.essaisParAdresse,
      echecs: deps.config.echecsParMinute,
      connexions: deps.config.connexionsParMinute,
    });
    limits = made;
    const requestOf = mountProvider(scope, provider, made);
    finish = (fresh) =>
      registerEnrolementGrant({ provider: fresh, comptes, enrolements, postes, preuves, limites: made, requestOf });
    registerPages(scope, {
      provider,
      origin,
      comptes,
      enrolements,
      postes,
      limites: made,
      invitations: new Invitations(deps),
      sessions: new PageSessions(deps),
      now: () => deps.clock.now(),
    });
    registerSession(scope, deps);
  });
}
