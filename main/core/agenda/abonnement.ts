import { z } from 'zod';
import { type Result, success } from '../../../shared/contract/errors.ts';
import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { abonnementCree, abonnementResponse } from '../../../shared/contract/sync.ts';
import type { AuthorizedFetch } from '../session/authorized-fetch.ts';
import { createJson, refusalOf } from '../sync/api.ts';

const route = '/v1/agenda/abonnement';
/** It is shown to be copied into another program: nothing but an address of the web. */
const nouveau = abonnementCree.extend({ url: z.url({ protocol: /^https?$/ }) });

/**
 * The feed of the CFA's own créneaux, which the server alone knows: nothing of it is kept on this poste.
 * Failures: HORS_LIGNE, SERVEUR_INJOIGNABLE, SERVEUR_NON_CONFIGURE, REPONSE_INVALIDE and those of the session.
 */
export function createAbonnement(fetch: AuthorizedFetch) {
  const json = createJson(fetch);
  return {
    async lire(): Promise<Result<ResponseOf<'agenda:abonnement'>>> {
      const read = await json(abonnementResponse, route, {});
      return read.ok ? success({ existe: read.value.existe, creeLe: read.value.cree_le }) : read;
    },
    creer: (): Promise<Result<ResponseOf<'agenda:abonner'>>> => json(nouveau, route, { method: 'POST' }),
    async retirer(): Promise<Result<Record<string, never>>> {
      const answer = await fetch(route, { method: 'DELETE' });
      if (!answer.ok) return answer;
      return answer.value.ok ? success({}) : refusalOf(answer.value);
    },
  };
}
