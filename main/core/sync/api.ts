import { z } from 'zod';
import { type ErrorCode, errorCode, failure, type Result, success } from '../../../shared/contract/errors.ts';
import {
  type FluxResponse,
  type PushResponse,
  type partageRequest,
  partageResponse,
  recusResponse,
  tracesResponse,
} from '../../../shared/contract/sync.ts';
import type { AuthorizedFetch } from '../session/authorized-fetch.ts';
import type { Trace } from '../traces/traces.ts';
import { fluxAnswer, pushAnswer } from './answers.ts';
import { type PullPart, readParts } from './lines.ts';

/** One receipt: what a re-read of this poste's own file gives. */
export interface Receipt {
  flux: string;
  tete: number;
  nombre: number;
  empreinte: string;
}

/** The sync API as the engine sees it: typed, every answer parsed, every refusal a code. */
export interface SyncApi {
  listFlux(signal: AbortSignal): Promise<Result<FluxResponse>>;
  pull(flux: string, after: number, signal: AbortSignal): Promise<Result<AsyncGenerator<PullPart>>>;
  /** `body` is JSON text, already within the limits. */
  push(body: string, signal: AbortSignal): Promise<Result<PushResponse>>;
  sendReceipts(receipts: Receipt[], signal: AbortSignal): Promise<Result<z.infer<typeof recusResponse>>>;
  sendTraces(traces: readonly Trace[], signal: AbortSignal): Promise<Result<z.infer<typeof tracesResponse>>>;
  /** One shared document (main/core/partages). */
  putPartage(
    id: string,
    body: z.infer<typeof partageRequest>,
    signal: AbortSignal,
  ): Promise<Result<z.infer<typeof partageResponse>>>;
  acknowledgeOrder(
    id: string,
    counts: { lignes: number; actes_non_envoyes: number },
    signal: AbortSignal,
  ): Promise<Result<null>>;
  openLive(signal: AbortSignal): Promise<Result<ReadableStream<Uint8Array>>>;
}

const refusal = z.object({ code: errorCode });
const codeByStatus: Record<number, ErrorCode> = {
  401: 'SESSION_EXPIREE',
  404: 'INTROUVABLE',
  410: 'CURSEUR_PERIME',
  413: 'TROP_VOLUMINEUX',
  426: 'VERSION_TROP_ANCIENNE',
  429: 'TROP_DE_REQUETES',
  503: 'OCCUPE',
};

/** The code of a refused response: its own body first, its status otherwise. */
export async function refusalOf(response: Response): Promise<Result<never>> {
  const fallback = codeByStatus[response.status] ?? 'SERVEUR_INJOIGNABLE';
  try {
    const parsed = refusal.safeParse(await response.json());
    return failure(parsed.success ? parsed.data.code : fallback);
  } catch {
    return failure(fallback);
  }
}

/**
 * Holds the response itself: it is asked for ahead and read later, and fetch cancels the body of a response that nobody
 * holds any more.
 */
async function* partsOf(response: Response): AsyncGenerator<PullPart> {
  if (response.body !== null) yield* readParts(response.body);
}

/** One exchange in JSON: the answer parsed, every refusal a code. */
export const createJson =
  (fetch: AuthorizedFetch) =>
  async <T>(schema: z.ZodType<T>, path: string, init: Parameters<AuthorizedFetch>[1]): Promise<Result<T>> => {
    const response = await fetch(path, init);
    if (!response.ok) return response;
    if (!response.value.ok) return refusalOf(response.value);
    try {
      const parsed = schema.safeParse(await response.value.json());
      return parsed.success ? success(parsed.data) : failure('REPONSE_INVALIDE');
    } catch {
      // The answer was cut: what it said is unknown, so the next exchange asks again.
      return failure('HORS_LIGNE');
    }
  };

export function createSyncApi(fetch: AuthorizedFetch): SyncApi {
  const json = createJson(fetch);
  const post = (body: unknown, signal: AbortSignal) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal,
  });
  return {
    listFlux: (signal) => json(fluxAnswer, '/v1/flux', { signal }),
    async pull(flux, after, signal) {
      const response = await fetch(`/v1/flux/${flux}/changements?apres=${after}`, {
        headers: { accept: 'application/x-ndjson', 'accept-encoding': 'zstd' },
        signal,
      });
      if (!response.ok) return response;
      if (!response.value.ok) return refusalOf(response.value);
      return response.value.body === null ? failure('REPONSE_INVALIDE') : success(partsOf(response.value));
    },
    push: (body, signal) => json(pushAnswer, '/v1/actes', post(body, signal)),
    sendReceipts: (recus, signal) => json(recusResponse, '/v1/recus', post({ recus }, signal)),
    sendTraces: (traces, signal) => json(tracesResponse, '/v1/traces', post({ traces }, signal)),
    putPartage: (id, body, signal) =>
      json(partageResponse, `/v1/partages/${id}`, { ...post(body, signal), method: 'PUT' }),
    async acknowledgeOrder(id, counts, signal) {
      const response = await fetch(`/v1/ordres/${id}/accuse`, post(counts, signal));
      if (!response.ok) return response;
      return response.value.ok ? success(null) : refusalOf(response.value);
    },
    async openLive(signal) {
      const response = await fetch('/v1/direct', { headers: { accept: 'text/event-stream' }, signal });
      if (!response.ok) return response;
      if (!response.value.ok) return refusalOf(response.value);
      return response.value.body === null ? failure('REPONSE_INVALIDE') : success(response.value.body);
    },
  };
}
