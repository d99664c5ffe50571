import type { preHandlerAsyncHookHandler } from 'fastify';

/** Who asks, stamped by the server from the token and the proof; never declared by the poste. */
export interface Acces {
  compte: {
    id: string;
    identifiant: string;
    nom: string;
    role: 'responsable' | 'delegue';
    /** SIRET of a responsable, null for a délégué. */
    siret: string | null;
    fluxCompte: string;
  };
  poste: { id: string; nom: string };
  /** envoi_seul: the poste was handed back; it may still push and acknowledge its orders (PROTOCOL 5). */
  droits: 'complets' | 'envoi_seul';
  /** When the access token dies, ISO 8601: a live stream ends with it. */
  expireLe: string;
  /** When a person last signed in on this poste, ISO 8601; absent when nobody can say: not recent. */
  connecteLe?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `requirePoste` or `requirePosteEnvoi`; reading it on another route is a bug and throws. */
    acces: Acces;
  }
  interface FastifyInstance {
    /** onRequest hook: opaque token, DPoP proof, active poste and account; answers carry the epoch. */
    requirePoste: preHandlerAsyncHookHandler;
    /** The same, and a poste that was handed back less than 30 days ago may pass: push, orders, /v1/flux. */
    requirePosteEnvoi: preHandlerAsyncHookHandler;
    /** onRequest hook of the pull only: 426 to a poste older than VERSION_MINIMALE. */
    requireVersion: preHandlerAsyncHookHandler;
  }
}
