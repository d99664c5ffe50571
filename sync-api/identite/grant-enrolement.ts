import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { errors } from 'oidc-provider';
import { oauth } from '../../shared/contract/sync.ts';
import { Refusal } from '../errors.ts';
import type { Comptes } from './comptes.ts';
import type { Enrolements } from './enrolements.ts';
import { resourceServer, syncResource } from './fournisseur.ts';
import type { Limites } from './limites.ts';
import type { Postes } from './postes.ts';
import { readPosteNom } from './postes.ts';
import type { Preuves } from './preuve.ts';

export interface EnrolementGrantParts {
  provider: Provider;
  comptes: Comptes;
  enrolements: Enrolements;
  postes: Postes;
  preuves: Preuves;
  limites: Limites;
  /** The Fastify request behind a raw one: the limits count by its address. */
  requestOf(raw: IncomingMessage): FastifyRequest;
}

/**
 * Grant `urn:rappel-cfa:enrolement`: a single-use code for tokens, for kiosks and locked-down PCs. The refusals carry
 * our own code in `error_description`, as RFC 6749 5.2 allows: CODE_INVALIDE, CODE_EXPIRE, CODE_DESACTIVE.
 */
export function registerEnrolementGrant(parts: EnrolementGrantParts): void {
  const { provider, comptes, enrolements, postes, preuves, limites, requestOf } = parts;
  const parameters = ['code', oauth.posteNomParameter];
  provider.registerGrantType(
    oauth.enrolementGrant,
    async (ctx) => {
      const { client, params } = ctx.oidc;
      const proof = await preuves.read({
        proof: ctx.get('DPoP'),
        method: 'POST',
        url: ctx.oidc.urlFor('token'),
        accessToken: null,
      });
      if (!proof.ok) throw new errors.InvalidDpopProof('PREUVE_INVALIDE');
      const known = await postes.findByJkt(proof.jkt);
      if (known?.revoque_le != null) throw new errors.AccessDenied('POSTE_REVOQUE');
      const used = await tryCode(ctx, String(params.code ?? ''));
      if (!used.ok) throw codeRefused(used.code);
      // Only now: whoever has no code leaves no row behind.
      if (!(await preuves.use(proof.mark))) throw new errors.InvalidDpopProof('PREUVE_INVALIDE');
      const compte = await comptes.findById(used.compteId);
      if (compte === undefined || compte.statut !== 'actif') throw new errors.AccessDenied('COMPTE_SUSPENDU');

      const grant = new provider.Grant({ accountId: compte.id, clientId: client.clientId });
      grant.addOIDCScope('openid');
      grant.addResourceScope(syncResource, resourceServer.scope);
      const grantId = await grant.save();
      const bound = await postes.bind({
        grantId,
        jkt: proof.jkt,
        compteId: compte.id,
        nom: readPosteNom(String(params[oauth.posteNomParameter] ?? '')),
        isSignIn: true,
      });
      if (!bound.ok) throw new errors.AccessDenied(bound.code);
      await enrolements.setPoste(used.empreinte, bound.posteId);

      const shared = { accountId: compte.id, client, grantId, gty: oauth.enrolementGrant, expiresWithSession: false };
      const accessToken = new provider.AccessToken({ ...shared, scope: resourceServer.scope });
      accessToken.resourceServer = new provider.ResourceServer(syncResource, resourceServer);
      accessToken.setThumbprint('jkt', proof.jkt);
      const refreshToken = new provider.RefreshToken({
        ...shared,
        scope: oauth.scope,
        resource: syncResource,
        rotations: 0,
        jkt: proof.jkt,
      });
      ctx.body = {
        access_token: await accessToken.save(),
        refresh_token: await refreshToken.save(),
        expires_in: accessToken.expiration,
        scope: resourceServer.scope,
        token_type: accessToken.tokenType,
      };
    },
    parameters,
  );

  async function tryCode(ctx: KoaContextWithOIDC, code: string) {
    try {
      return await limites.attempt(requestOf(ctx.req), null, async () => {
        const value = await enrolements.use(code);
        return { failed: !value.ok, value };
      });
    } catch (error: unknown) {
      if (!(error instanceof Refusal)) throw error;
      ctx.set('Retry-After', String(error.retryAfterS ?? 60));
      const refusal = new errors.CustomOIDCProviderError('slow_down', error.code);
      refusal.status = error.status;
      refusal.statusCode = error.status;
      throw refusal;
    }
  }
}

function codeRefused(code: string): Error {
  const refusal = new errors.InvalidGrant(code);
  // InvalidGrant hides its reason from the client; here the reason is the answer a person needs.
  refusal.error_description = code;
  return refusal;
}
