import type { FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { clientVersionHeader, epochHeader } from '../../shared/contract/sync.ts';
import type { ServerDeps } from '../context.ts';
import { Refusal, refuse } from '../errors.ts';
import type { Comptes } from './comptes.ts';
import type { Limites } from './limites.ts';
import type { Poste, Postes } from './postes.ts';
import type { Preuves } from './preuve.ts';

export interface GardeParts {
  deps: ServerDeps;
  comptes: Comptes;
  postes: Postes;
  preuves: Preuves;
  provider(): Provider;
  origin(): string;
  /** Made when the plugin of the limits is there, after the hooks. */
  limites(): Limites;
}

type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

const scheme = /^DPoP ([A-Za-z0-9_-]{20,200})$/i;

/** The hooks behind `requirePoste`, `requirePosteEnvoi` and `requireVersion`: see acces.ts for what each lets pass. */
export function createGarde(parts: GardeParts): { poste: Guard; posteEnvoi: Guard; version: Guard } {
  const { deps, comptes, postes, preuves, provider, origin, limites } = parts;

  /** Failures are counted, successes are not: a CFA whose postes share one address is never slowed down by working. */
  const authenticate = async (
    request: FastifyRequest,
    reply: FastifyReply,
    mayBeHandedBack: boolean,
  ): Promise<void> => {
    await limites().checkStranger(request);
    try {
      await identify(request, reply, mayBeHandedBack);
    } catch (error: unknown) {
      if (error instanceof Refusal && error.status === 401) await limites().countStranger(request);
      throw error;
    }
  };

  const identify = async (request: FastifyRequest, reply: FastifyReply, mayBeHandedBack: boolean): Promise<void> => {
    reply.header(epochHeader, deps.serveur.epoque);
    reply.header('cache-control', 'no-store');
    const token = scheme.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw refuse('SESSION_EXPIREE', 401);
    const proof = await preuves.read({
      proof: headerOf(request, 'dpop'),
      method: request.method,
      url: `${origin()}${request.url}`,
      accessToken: token,
    });
    if (!proof.ok) throw refuse('PREUVE_INVALIDE', 401, { raison: proof.raison });

    const accessToken = await provider().AccessToken.find(token);
    if (accessToken === undefined) throw await sayWhyDead(proof.jkt);
    if (accessToken.jkt !== proof.jkt) throw refuse('PREUVE_INVALIDE', 401, { raison: 'CLE' });
    // Only now: a stranger, whose proof nobody asked for, leaves no row behind.
    if (!(await preuves.use(proof.mark))) throw refuse('PREUVE_INVALIDE', 401, { raison: 'REJOUEE' });
    const poste = await postes.findByGrant(accessToken.grantId);
    if (poste === undefined || poste.jkt !== proof.jkt) throw refuse('SESSION_EXPIREE', 401);
    const compte = await comptes.findById(poste.compte_id);
    if (compte === undefined) throw refuse('SESSION_EXPIREE', 401);
    if (compte.statut !== 'actif') throw refuse('COMPTE_SUSPENDU', 403);
    const droits = postes.remainingRight(poste);
    if (droits === 'aucun' || (droits === 'envoi_seul' && !mayBeHandedBack)) throw posteRevoked(poste);

    // A mere date: while an import holds the writer lock, a pull must not wait for it.
    await postes.markSeen(poste).catch(() => undefined);
    request.acces = {
      compte: {
        id: compte.id,
        identifiant: compte.identifiant,
        nom: compte.nom,
        role: compte.role,
        siret: compte.siret,
        fluxCompte: compte.flux_compte,
      },
      poste: { id: poste.id, nom: poste.nom },
      droits,
      expireLe: new Date(deps.clock.now().getTime() + accessToken.remainingTTL * 1000).toISOString(),
      ...(poste.connecte_le === null ? {} : { connecteLe: poste.connecte_le }),
    };
  };

  /** The proof shows who holds the key, so a poste whose tokens died may be told that it was revoked. */
  const sayWhyDead = async (jkt: string): Promise<Error> => {
    const poste = await postes.findByJkt(jkt);
    if (poste === undefined) return refuse('SESSION_EXPIREE', 401);
    if (poste.revoque_le !== null) return posteRevoked(poste);
    const compte = await comptes.findById(poste.compte_id);
    return compte?.statut === 'suspendu' ? refuse('COMPTE_SUSPENDU', 403) : refuse('SESSION_EXPIREE', 401);
  };

  return {
    poste: (request, reply) => authenticate(request, reply, false),
    posteEnvoi: (request, reply) => authenticate(request, reply, true),
    async version(request) {
      const version = headerOf(request, clientVersionHeader);
      if (isOlder(version, deps.config.versionMinimale)) {
        throw refuse('VERSION_TROP_ANCIENNE', 426, { minimale: deps.config.versionMinimale });
      }
    },
  };
}

/** `revocation` tells a lost poste, which erases at once, from one handed back, which pushes first. */
const posteRevoked = (poste: Poste): Error => refuse('POSTE_REVOQUE', 403, { revocation: poste.revocation ?? 'perdu' });

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** No version, or one we cannot read, is an old one. */
function isOlder(version: string | undefined, minimum: string): boolean {
  const read = (text: string): number[] | null =>
    /^\d{1,5}\.\d{1,5}\.\d{1,5}/.test(text) ? text.split(/[.+-]/).slice(0, 3).map(Number) : null;
  const left = read(version ?? '');
  const right = read(minimum) ?? [0, 0, 0];
  if (left === null) return true;
  for (const [index, wanted] of right.entries()) {
    const found = left[index] ?? 0;
    if (found !== wanted) return found < wanted;
  }
  return false;
}
