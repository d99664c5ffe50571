import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { Clock, Random } from '../deps.ts';
import { openStore, type Store } from '../store/store.ts';
import type { AccountFolder } from './account-folder.ts';
import type { Admission } from './admission.ts';
import { type AuthorizedFetch, createAuthorizedFetch, type Verdict } from './authorized-fetch.ts';
import { readDeviceKey } from './device-key.ts';
import { type Identity, readIdentity, writeIdentity, writeSansServeur } from './identity.ts';
import type { OAuthClient } from './oauth-client.ts';
import { createOperateurs, type Operateurs } from './operateurs.ts';
import { type Entree, isAdmission, noServer, noTokens } from './sans-serveur.ts';
import type { ServerTime } from './server-time.ts';
import { createSessionTokens, type SessionTokens } from './session-tokens.ts';
import { ensureBaseKey, type Vault } from './vault.ts';

/** The sync engine as the session needs it. */
export interface Engine {
  start(): void;
  wake(): void;
  flush(boundMs: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A method signature on purpose: its parameter is compared both ways, so that handlers of different requests fit one
 * map. Each request was parsed with the schema of its channel just before.
 */
export type Handler = {
  handle(request: unknown): Promise<Result<unknown>> | Result<unknown>;
}['handle'];

/** What the composition root builds over an open file. */
export interface Services {
  engine: Engine;
  handlers: Readonly<Record<string, Handler>>;
  /** Ends the long works and the engine, before the file closes. */
  stop(): Promise<void>;
  /** Actes that the server has not confirmed. */
  countUnsent(): number;
  /** Server instant of the last complete run. */
  lastSuccess(): string | null;
}

export interface ServicesInput {
  store: Store;
  fetch: AuthorizedFetch;
  posteId: string;
  compteId: string;
  /** False for a poste that knows no server: nothing is sent, nothing is asked. */
  hasServer: boolean;
  operateurs: Operateurs;
}

export interface AccountDeps {
  clock: Clock;
  random: Random;
  fetch: typeof globalThis.fetch;
  version: string;
  serverTime: ServerTime;
  oauthClient(serveur: string): OAuthClient;
  /** The server that policy, the command line or the settings name; it may only agree with the account's own. */
  serveurNomme(): string | null;
  onVerdict(verdict: Verdict | null): void;
  buildServices(input: ServicesInput): Services;
}

/** One account, open: its file, its tokens, its engine. Exactly one at a time. */
export interface Account {
  folder: AccountFolder;
  vault: Vault;
  store: Store;
  tokens: SessionTokens;
  fetch: AuthorizedFetch;
  operateurs: Operateurs;
  services: Services;
  identity: Identity;
  /** A new sign-in of the same account on the same poste. */
  renew(admission: Admission): void;
  /** Stops the engine and closes the file; the folder stays held. */
  close(): Promise<void>;
}

/**
 * Secrets first, then the key read back, then the file: no file may exist that nobody can open again.
 * Failures: COFFRE_ABSENT, CLE_ABSENTE, BASE_ILLISIBLE, BASE_PLUS_RECENTE, DISQUE_PLEIN, INTROUVABLE when the file
 * belongs to nobody yet, SERVEUR_DIFFERENT when it belongs to another server than the one that is named: its tokens and
 * its unsent saisies go to the server that the file itself remembers, and to no other; the same when it belongs to
 * another account of that server.
 */
export async function openAccount(
  deps: AccountDeps,
  folder: AccountFolder,
  vault: Vault,
  entree: Entree | null,
): Promise<Result<Account>> {
  const admission = isAdmission(entree) ? entree : null;
  if (admission !== null) {
    const proof = await vault.write('preuve', admission.key.secret);
    if (!proof.ok) return proof;
    const token = await vault.write('jeton', admission.tokens.refreshToken);
    if (!token.ok) return token;
  }
  const keyHex = await ensureBaseKey(vault, deps.random);
  if (!keyHex.ok) return keyHex;
  const opened = openStore({
    file: folder.base,
    keyHex: keyHex.value,
    // Only a fresh file asks: without a server there is no first sync to wait for.
    mode: entree === null || admission !== null ? 'premiere' : 'normal',
    nowMs: deps.clock.now(),
  });
  if (!opened.ok) return opened;
  const store = opened.value;
  const known = readIdentity(store);
  const serveur = known?.compte.serveur ?? admission?.serveur ?? null;
  const named = admission?.serveur ?? deps.serveurNomme();
  const isOther =
    admission !== null && known?.compte.serveur != null && known.compte.id !== admission.session.compte.id;
  if ((serveur !== null && named !== null && named !== serveur) || isOther) {
    store.close();
    return failure('SERVEUR_DIFFERENT');
  }
  // A file that nobody came in to yet: the program was stopped between the two.
  const identity = identityOf(deps, store, known, entree);
  if (identity === null) {
    store.close();
    return failure('INTROUVABLE');
  }
  deps.serverTime.attach(store, identity.compte.bailJours);
  if (admission !== null) deps.serverTime.renewBail();
  const { tokens, fetch } = exchangesOf(deps, vault, serveur);
  if (admission !== null) tokens.adopt(admission.tokens, admission.key);
  const operateurs = createOperateurs(store, deps.clock);
  const services = deps.buildServices({
    store,
    fetch,
    posteId: identity.poste.id,
    compteId: identity.compte.id,
    hasServer: serveur !== null,
    operateurs,
  });
  const account: Account = {
    folder,
    vault,
    store,
    tokens,
    fetch,
    operateurs,
    services,
    identity,
    renew(again) {
      account.identity = writeIdentity(store, again);
      deps.serverTime.attach(store, account.identity.compte.bailJours);
      deps.serverTime.renewBail();
    },
    async close() {
      await services.stop();
      deps.serverTime.detach();
      store.close();
    },
  };
  return success(account);
}

/** The file's own, but for a sign-in; null when nobody ever came in to it. */
function identityOf(deps: AccountDeps, store: Store, known: Identity | null, entree: Entree | null): Identity | null {
  if (isAdmission(entree)) return writeIdentity(store, entree);
  return known ?? (entree === null ? null : writeSansServeur(store, entree, deps.random));
}

function exchangesOf(deps: AccountDeps, vault: Vault, serveur: string | null): Pick<Account, 'tokens' | 'fetch'> {
  if (serveur === null) return { tokens: noTokens, fetch: noServer };
  const tokens = createSessionTokens({
    client: deps.oauthClient(serveur),
    vault,
    clock: deps.clock,
    readKey: (secret) => readDeviceKey(secret, deps.random),
  });
  const fetch = createAuthorizedFetch({
    serveur,
    fetch: deps.fetch,
    clock: deps.clock,
    random: deps.random,
    version: deps.version,
    serverTime: deps.serverTime,
    tokens,
    onVerdict: deps.onVerdict,
    onProven: () => deps.serverTime.renewBail(),
  });
  return { tokens, fetch };
}
