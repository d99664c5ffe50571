import { type Result, success } from '../../../shared/contract/errors.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { estFluxLocal } from '../../../shared/contract/primitives.ts';
import { presenceResponse } from '../../../shared/contract/sync.ts';
import { principalOf } from '../candidats/fiche.ts';
import { membresDe } from '../candidats/membres.ts';
import { nameOf, readOperateurs } from '../candidats/operateurs.ts';
import type { Clock } from '../deps.ts';
import type { AuthorizedFetch } from '../session/authorized-fetch.ts';
import { operateurLocal, readLocal } from '../store/local.ts';
import type { Store } from '../store/store.ts';
import { createJson } from '../sync/api.ts';

/** Somebody is about to dial: what comes later than this is of no use to her. */
const answerMs = 3_000;
const shown = 20;
const seule: ResponseOf<'appels:presence'> = { enLigne: false, autres: [] };

export interface PresenceDeps {
  store: Store;
  clock: Clock;
  fetch: AuthorizedFetch;
}

/** Says whom this poste has open and hears who else has (PROTOCOL 4). Whatever goes wrong, nobody is named. */
export function createPresence({ store, clock, fetch }: PresenceDeps) {
  const json = createJson(fetch);
  async function ask(dossier: string | null): Promise<Result<ResponseOf<'appels:presence'>>> {
    const stop = new AbortController();
    const late = new AbortController();
    clock.sleep(answerMs, stop.signal).then(
      () => late.abort(),
      () => undefined,
    );
    const body = JSON.stringify({ dossier, operateur: readLocal(store.persons, 'operateur', operateurLocal) });
    const headers = { 'content-type': 'application/json' };
    const answer = await json(presenceResponse, '/v1/presence', { method: 'POST', headers, body, signal: late.signal });
    stop.abort();
    if (!answer.ok) return success(seule);
    const operateurs = readOperateurs(store.persons);
    const autres = answer.value.autres.slice(0, shown).map(({ operateur, poste_nom }) => ({
      // One that this poste was not told of yet has no name: the poste says enough.
      operateur: operateur !== null && operateurs.has(operateur) ? nameOf(operateurs, operateur) : null,
      poste: poste_nom,
    }));
    return success({ enLigne: true, autres });
  }
  return ({ candidat }: RequestOf<'appels:presence'>): Promise<Result<ResponseOf<'appels:presence'>>> => {
    if (candidat === null) return ask(null);
    const members = membresDe(store.persons, candidat);
    // A person of a list that only this poste holds is open nowhere else, and the server is told nothing of her.
    const shared = members.filter(({ rows }) => !estFluxLocal(rows.flux));
    const principal = principalOf(store.persons, shared);
    return principal === null ? Promise.resolve(success(seule)) : ask(principal.rows.id);
  };
}
