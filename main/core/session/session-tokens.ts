import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { Clock } from '../deps.ts';
import type { DeviceKey } from './device-key.ts';
import type { OAuthClient, TokenSet } from './oauth-client.ts';
import type { Vault } from './vault.ts';

/** Renewed this long before its end, so that a request never leaves with a token that dies on the way. */
const marginMs = 20_000;

export interface AccessToken {
  token: string;
  key: DeviceKey;
}

/**
 * The tokens of one account: the access token in memory only, the refresh token in the vault. One refresh at a time,
 * because two with one token look like a theft to the server and sign the poste out; and the new refresh token is in
 * the vault before the answer is used, so that a crash cannot leave the poste with a token that was already replaced.
 */
export interface SessionTokens {
  access(): Promise<Result<AccessToken>>;
  /** The server refused this access token: the next `access` refreshes, unless someone did meanwhile. */
  discard(token: string): void;
  /** The poste's key as kept, null when none can be read. */
  deviceKey(): Promise<DeviceKey | null>;
  /** Tokens of a sign-in whose secrets are in the vault already. */
  adopt(set: TokenSet, key: DeviceKey): void;
  /** A new sign-in of the same account. */
  replace(set: TokenSet, key: DeviceKey): Promise<Result<null>>;
}

export interface SessionTokensDeps {
  client: OAuthClient;
  vault: Vault;
  clock: Clock;
  readKey(secret: string): Promise<DeviceKey | null>;
}

export function createSessionTokens(deps: SessionTokensDeps): SessionTokens {
  let current: { token: string; key: DeviceKey; endsAt: number } | null = null;
  let refreshing: Promise<Result<AccessToken>> | null = null;

  const keep = (set: TokenSet, key: DeviceKey): AccessToken => {
    current = { token: set.accessToken, key, endsAt: deps.clock.monotonic() + set.expiresInS * 1000 - marginMs };
    return { token: set.accessToken, key };
  };

  async function deviceKey(): Promise<Result<DeviceKey | null>> {
    const secret = await deps.vault.read('preuve');
    if (!secret.ok) return secret;
    return success(secret.value === null ? null : await deps.readKey(secret.value));
  }

  async function refresh(): Promise<Result<AccessToken>> {
    const kept = await deps.vault.read('jeton');
    if (!kept.ok) return kept;
    const found = await deviceKey();
    if (!found.ok) return found;
    const key = found.value;
    if (kept.value === null || key === null) return failure('SESSION_EXPIREE');
    const answer = await deps.client.refresh(kept.value, key);
    if (!answer.ok) return answer;
    const saved = await deps.vault.write('jeton', answer.value.refreshToken);
    if (!saved.ok) return saved;
    return success(keep(answer.value, key));
  }

  return {
    async access() {
      if (current !== null && deps.clock.monotonic() < current.endsAt)
        return success({ token: current.token, key: current.key });
      refreshing ??= refresh().finally(() => {
        refreshing = null;
      });
      return refreshing;
    },
    discard(token) {
      if (current?.token === token) current = null;
    },
    async deviceKey() {
      const found = await deviceKey();
      return found.ok ? found.value : null;
    },
    adopt: keep,
    async replace(set, key) {
      // An older refresh still under way would write its token over the new one.
      await refreshing?.catch(() => undefined);
      const proof = await deps.vault.write('preuve', key.secret);
      if (!proof.ok) return proof;
      const saved = await deps.vault.write('jeton', set.refreshToken);
      if (!saved.ok) return saved;
      keep(set, key);
      return success(null);
    },
  };
}
