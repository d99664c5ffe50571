import { z } from 'zod';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { Epreuve } from '../../../shared/contract/ipc/synchro.ts';
import { oauth } from '../../../shared/contract/sync.ts';
import type { Clock } from '../deps.ts';
import type { AuthorizedFetch } from '../session/authorized-fetch.ts';
import type { ServerTime } from '../session/server-time.ts';

export interface EpreuvesDeps {
  serveur(): string | null;
  fetch: typeof globalThis.fetch;
  authorized: AuthorizedFetch;
  clock: Clock;
  serverTime: ServerTime;
}

type Nom = Epreuve['epreuve'];
/** Beyond this the server marks the hour of an acte as uncertain (PROTOCOL 2). */
const offsetLimitMs = 120_000;
const waitMs = 10_000;
const discovery = z.object({ issuer: z.string(), token_endpoint: z.string() });

const good = (epreuve: Nom, mesure: string | null = null): Epreuve => ({
  epreuve,
  resultat: 'bon',
  code: null,
  mesure,
});
const bad = (epreuve: Nom, code: ErrorCode, mesure: string | null = null): Epreuve => ({
  epreuve,
  resultat: 'mauvais',
  code,
  mesure,
});
const notDone = (...names: Nom[]): Epreuve[] =>
  names.map((epreuve) => ({ epreuve, resultat: 'non-fait', code: null, mesure: null }));

/**
 * « Tester la connexion »: does anything answer at the address, is it a sync API, does it know this session, do the
 * two clocks agree. A failure stops what depends on it, so that the first *mauvais* is the cause.
 */
export async function runEpreuves(deps: EpreuvesDeps): Promise<Epreuve[]> {
  const serveur = deps.serveur();
  if (serveur === null) return [bad('adresse', 'SERVEUR_NON_CONFIGURE'), ...notDone('serveur', 'session', 'horloge')];
  const startedAt = deps.clock.monotonic();
  const answer = await askDiscovery(deps, serveur);
  if (answer === null) return [bad('adresse', 'HORS_LIGNE'), ...notDone('serveur', 'session', 'horloge')];
  deps.serverTime.observe(answer.headers.get('date'));
  const adresse = good('adresse', `${Math.round(deps.clock.monotonic() - startedAt)} ms`);
  if (!(await isSyncApi(answer, serveur)))
    return [adresse, bad('serveur', 'REPONSE_INVALIDE', `HTTP ${answer.status}`), ...notDone('session', 'horloge')];
  return [adresse, good('serveur'), await trySession(deps.authorized), readHorloge(deps.serverTime)];
}

async function askDiscovery(deps: EpreuvesDeps, serveur: string): Promise<Response | null> {
  const answered = new AbortController();
  const late = new AbortController();
  deps.clock.sleep(waitMs, answered.signal).then(
    () => late.abort(),
    () => undefined,
  );
  try {
    const url = `${serveur}${oauth.issuerPath}/.well-known/openid-configuration`;
    return await deps.fetch(url, { redirect: 'error', signal: late.signal });
  } catch {
    return null;
  } finally {
    answered.abort();
  }
}

async function isSyncApi(answer: Response, serveur: string): Promise<boolean> {
  try {
    const parsed = discovery.safeParse(await answer.json());
    return answer.ok && parsed.success && parsed.data.issuer === `${serveur}${oauth.issuerPath}`;
  } catch {
    return false;
  }
}

async function trySession(authorized: AuthorizedFetch): Promise<Epreuve> {
  const answer = await authorized('/v1/session');
  if (!answer.ok) return bad('session', answer.error.code);
  return answer.value.ok ? good('session') : bad('session', 'SERVEUR_INJOIGNABLE', `HTTP ${answer.value.status}`);
}

function readHorloge(serverTime: ServerTime): Epreuve {
  const offsetMs = serverTime.offsetMs();
  if (offsetMs === null) return notDone('horloge')[0] ?? bad('horloge', 'REPONSE_INVALIDE');
  const seconds = Math.round(offsetMs / 1000);
  const mesure = `${seconds > 0 ? '+' : ''}${seconds} s`;
  // There is no code of its own for a wrong clock: a proof dated by it is what the server would refuse.
  return Math.abs(offsetMs) <= offsetLimitMs ? good('horloge', mesure) : bad('horloge', 'PREUVE_INVALIDE', mesure);
}
