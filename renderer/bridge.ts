import { z } from 'zod';
import { type ErrorCode, failure, type Result, success } from '../shared/contract/errors.ts';
import {
  type Channel,
  contract,
  type EventName,
  type EventPayload,
  events,
  type PageApi,
  type RequestOf,
  type ResponseOf,
  replyError,
} from '../shared/contract/ipc/index.ts';

declare global {
  interface Window {
    readonly api: PageApi;
  }
}

type ResponseSchemas = { readonly [C in Channel]: { readonly response: z.ZodType<ResponseOf<C>> } };
type EventSchemas = { readonly [E in EventName]: z.ZodType<EventPayload<E>> };

const responseSchemas: ResponseSchemas = contract;
const eventSchemas: EventSchemas = events;

const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: replyError }),
]);

/** What the page may ask of the rest of the application; a failure is a value with its code. */
export interface Bridge {
  invoke<C extends Channel>(channel: C, request: RequestOf<C>): Promise<Result<ResponseOf<C>>>;
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
}

export const createBridge = (api: PageApi): Bridge => ({
  invoke: async (channel, request) => {
    let raw: unknown;
    try {
      raw = await api.invoke(channel, request);
    } catch {
      return failure('NOYAU_ARRETE');
    }
    const reply = replySchema.safeParse(raw);
    if (!reply.success) return failure('REPONSE_INVALIDE');
    if (!reply.data.ok) return failure(reply.data.error.code, reply.data.error.details);
    const value = responseSchemas[channel].response.safeParse(reply.data.value);
    return value.success ? success(value.data) : failure('REPONSE_INVALIDE');
  },
  on: (event, listener) =>
    api.on(event, (raw) => {
      const payload = eventSchemas[event].safeParse(raw);
      if (payload.success) listener(payload.data);
    }),
});

/** The query library knows failures as rejections only; this carries the code to the screen. */
export class CallFailed extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(code);
    this.name = 'CallFailed';
    this.code = code;
  }
}

export const windowBridge = (page: Window): Bridge => createBridge(page.api);
