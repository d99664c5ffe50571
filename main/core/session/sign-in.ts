import { failure, type Result } from '../../../shared/contract/errors.ts';
import type { CoreDeps } from '../deps.ts';
import { type Admission, askWhoSignedIn } from './admission.ts';
import { signInByBrowser } from './browser-sign-in.ts';
import { createDeviceKey, type DeviceKey } from './device-key.ts';
import { createOAuthClient, type OAuthClient, type TokenSet } from './oauth-client.ts';
import type { ServerTime } from './server-time.ts';

export interface SignInDesk {
  readonly isUnderWay: boolean;
  /** The person is in the browser: this window has nothing to ask. */
  readonly isInBrowser: boolean;
  client(serveur: string): OAuthClient;
  /** Failures of `signInByBrowser`, and CONNEXION_EN_COURS. */
  byBrowser(request: SignInRequest & { nomPoste: string }): Promise<Result<Admission>>;
  /** Failures: CODE_INVALIDE, CODE_EXPIRE, CODE_DESACTIVE, HORS_LIGNE… and CONNEXION_EN_COURS. */
  byCode(request: SignInRequest & { nomPoste: string; code: string }): Promise<Result<Admission>>;
  /** Answers once the sign-in has really ended: a state told before that would still say that it is under way. */
  cancel(): Promise<void>;
}

interface SignInRequest {
  serveur: string;
  /** The poste's key, null to make one: it then is another poste for the server. */
  key: DeviceKey | null;
}

/** One sign-in at a time. */
export function createSignInDesk(
  deps: Pick<CoreDeps, 'fetch' | 'clock' | 'random' | 'host'> & {
    version: string;
    serverTime: ServerTime;
    onChange(): void;
  },
): SignInDesk {
  let underWay: AbortController | null = null;
  let inBrowser = false;
  let ended: Promise<void> = Promise.resolve();
  let known: { serveur: string; client: OAuthClient } | null = null;
  // Refused by the server for this account (it serves another one, or was revoked): never offered again.
  let refusedKey: string | null = null;

  const client = (serveur: string): OAuthClient => {
    if (known?.serveur !== serveur) known = { serveur, client: createOAuthClient({ ...deps, serveur }) };
    return known.client;
  };

  async function run(
    { serveur, key }: SignInRequest,
    how: 'browser' | 'code',
    obtain: (key: DeviceKey, signal: AbortSignal) => Promise<Result<TokenSet>>,
  ): Promise<Result<Admission>> {
    if (underWay !== null) return failure('CONNEXION_EN_COURS');
    const controller = new AbortController();
    const end = Promise.withResolvers<void>();
    ended = end.promise;
    underWay = controller;
    inBrowser = how === 'browser';
    deps.onChange();
    try {
      const usable = key !== null && key.thumbprint !== refusedKey ? key : await createDeviceKey(deps.random);
      const tokens = await obtain(usable, controller.signal);
      if (!tokens.ok) {
        const { code, details } = tokens.error;
        if (code === 'POSTE_REVOQUE' || details?.oauth === 'access_denied') refusedKey = usable.thumbprint;
        return tokens;
      }
      if (controller.signal.aborted) return failure('CONNEXION_ANNULEE');
      return await askWhoSignedIn({ ...deps, serveur }, tokens.value, usable, how === 'browser');
    } finally {
      underWay = null;
      inBrowser = false;
      deps.onChange();
      end.resolve();
    }
  }

  return {
    get isUnderWay() {
      return underWay !== null;
    },
    get isInBrowser() {
      return inBrowser;
    },
    client,
    byBrowser: (request) =>
      run(request, 'browser', (key, signal) =>
        signInByBrowser({ ...deps, client: client(request.serveur), key, nomPoste: request.nomPoste, signal }),
      ),
    byCode: (request) =>
      run(request, 'code', (key) =>
        client(request.serveur).enrol({
          code: request.code.replaceAll(/[\s-]/g, '').toUpperCase(),
          nomPoste: request.nomPoste,
          key,
        }),
      ),
    async cancel() {
      underWay?.abort();
      await ended;
    },
  };
}
