import Provider, {
  type Configuration,
  errors,
  type Interaction,
  interactionPolicy,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { oauth } from '../../shared/contract/sync.ts';
import type { ServerDeps } from '../context.ts';
import { httpErrorBody } from '../errors.ts';
import { errorPage } from '../pages/erreur.ts';
import { OidcAdapter } from './adaptateur.ts';
import type { SigningKeys } from './cles.ts';
import type { Comptes } from './comptes.ts';
import { type Postes, readPosteNom } from './postes.ts';

/** Our own API as a resource server (RFC 8707). A name, not an address: the same whatever the server is called. */
export const syncResource = 'urn:rappel-cfa:sync';
const accessTokenS = 600;
const interactionS = 900;
const dayS = 86_400;
const grantDays = 400;
/** A name waits here between the page and the first token: neither a code nor a grant can carry it. */
const pendingName = 'PosteNom';

export const resourceServer = {
  scope: 'sync',
  accessTokenFormat: 'opaque',
  accessTokenTTL: accessTokenS,
} as const;

export interface ProviderParts {
  deps: ServerDeps;
  comptes: Comptes;
  postes: Postes;
  keys: SigningKeys;
  /** Public origin of the server, without a trailing slash. */
  origin: string;
}

/** The authorization server: public native client, PKCE S256, DPoP, opaque tokens, rotation (facts, section a). */
export function createProvider({ deps, comptes, postes, keys, origin }: ProviderParts): Provider {
  const names = new OidcAdapter(pendingName, deps.db, deps.clock);
  const configuration: Configuration = {
    adapter: (name: string) => new OidcAdapter(name, deps.db, deps.clock),
    clients: [
      {
        client_id: oauth.clientId,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token', oauth.enrolementGrant],
        response_types: ['code'],
        // Loopback without a port: any port is accepted (RFC 8252 7.3).
        redirect_uris: [`http://127.0.0.1${oauth.redirectPath}`],
        id_token_signed_response_alg: 'ES256',
        dpop_bound_access_tokens: true,
      },
    ],
    jwks: { keys: keys.jwks.keys },
    cookies: {
      keys: keys.cookies,
      names: { session: 'rappel_oidc', interaction: 'rappel_connexion', resume: 'rappel_reprise' },
      long: { signed: true, httpOnly: true, sameSite: 'lax', overwrite: true },
      short: { signed: true, httpOnly: true, sameSite: 'lax', overwrite: true },
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      revocation: { enabled: true },
      dPoP: { enabled: true, nonceSecret: Buffer.from(keys.nonce, 'base64url'), requireNonce: () => false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => syncResource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => {
          if (resource !== syncResource) throw new errors.InvalidTarget();
          return resourceServer;
        },
      },
    },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'], dPoPSigningAlgValues: ['ES256', 'Ed25519', 'EdDSA'] },
    scopes: ['openid'],
    responseTypes: ['code'],
    pkce: { required: () => true },
    ttl: {
      AccessToken: accessTokenS,
      AuthorizationCode: 60,
      // The refresh token slides, the grant does not: a year and a bit, then the person signs in again.
      Grant: grantDays * dayS,
      IdToken: accessTokenS,
      Interaction: interactionS,
      RefreshToken: deps.config.sessionJours * dayS,
      Session: interactionS,
    },
    rotateRefreshToken: true,
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: () => false,
    // A suspended account is unknown here: its refreshes die with it.
    findAccount: async (_ctx, id) => {
      const compte = await comptes.findById(id);
      return compte === undefined || compte.statut === 'suspendu'
        ? undefined
        : { accountId: id, claims: () => ({ sub: id }) };
    },
    extraParams: {
      [oauth.posteNomParameter]: (_ctx, value) => {
        if (value !== undefined && readPosteNom(value) === null)
          throw new errors.InvalidRequest('poste_nom is invalid');
      },
    },
    interactions: {
      policy: alwaysAsk(),
      url: (_ctx: KoaContextWithOIDC, interaction: Interaction) => `/connexion/${interaction.uid}`,
    },
    loadExistingGrant: async (ctx) => {
      const accountId = ctx.oidc.session?.accountId;
      const clientId = ctx.oidc.client?.clientId;
      if (accountId === undefined || clientId === undefined) return undefined;
      const grant = new ctx.oidc.provider.Grant({ accountId, clientId });
      grant.addOIDCScope('openid');
      grant.addResourceScope(syncResource, resourceServer.scope);
      const grantId = await grant.save();
      const nom = readPosteNom(String(ctx.oidc.params?.[oauth.posteNomParameter] ?? ''));
      if (nom !== null) await names.upsert(grantId, { grantId, poste_nom: nom }, interactionS);
      return grant;
    },
    // Called each time an access token is about to be kept: the one place through which every grant passes.
    extraTokenClaims: async (ctx, token) => {
      if (!('accountId' in token) || token.jkt === undefined) throw new errors.InvalidGrant('a proof is required');
      const pending = await names.find(token.grantId);
      const nom = readPosteNom(String(pending?.poste_nom ?? ''));
      const bound = await postes.bind({
        grantId: token.grantId,
        jkt: token.jkt,
        compteId: token.accountId,
        nom,
        isSignIn: ctx.oidc.params?.grant_type === 'authorization_code',
      });
      if (!bound.ok) throw new errors.AccessDenied(bound.code);
      return undefined;
    },
    renderError: (ctx, out) => {
      // Koa answers here, outside Fastify: the page is the same, the reason stays a code of OAuth.
      ctx.type = 'html';
      ctx.body = errorPage(out.error === 'invalid_request' ? 'LIEN_DE_CONNEXION' : 'CONNEXION_REFUSEE');
    },
  };
  const provider = new Provider(`${origin}${oauth.issuerPath}`, configuration);
  provider.proxy = deps.config.trustProxy;
  // What oidc-provider does not know it leaves to Koa, which says so in English.
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.status !== 404 || ctx.body !== undefined) return;
    const isPage = ctx.accepts('json', 'html') === 'html';
    ctx.body = isPage ? errorPage('INTROUVABLE') : httpErrorBody('INTROUVABLE');
    ctx.status = 404;
  });
  provider.on('server_error', () => deps.journal.note({ code: 'OIDC_ERREUR_INTERNE' }));
  provider.on('grant.error', (_ctx, error) => deps.journal.note({ code: `OIDC_GRANT_${error.error}` }));
  provider.on('authorization.error', (_ctx, error) => deps.journal.note({ code: `OIDC_AUTH_${error.error}` }));
  return provider;
}

/** No consent page; and no sign-in without a page: any program of the PC could ask for one silently. */
function alwaysAsk() {
  const policy = interactionPolicy.base();
  policy.get('consent')?.checks.remove('native_client_prompt');
  policy
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check('toujours', 'sign-in is always asked for', (ctx) =>
        ctx.oidc.result?.login === undefined
          ? interactionPolicy.Check.REQUEST_PROMPT
          : interactionPolicy.Check.NO_NEED_TO_PROMPT,
      ),
    );
  return policy;
}
