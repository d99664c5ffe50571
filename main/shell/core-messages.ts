import { z } from 'zod';
import { errorCode } from '../../shared/contract/errors.ts';
import { selfCheckStep } from '../core/diagnostic/self-check-step.ts';

// What shell and core say to each other over the message port. Both sides parse: a core may be of another build after
// an update that was applied halfway. Channel payloads stay unknown here, the router parses them by their schemas.

const startConfig = z.object({
  dataFolder: z.string(),
  version: z.string(),
  serveur: z.string().nullable(),
  codeEnrolement: z.string().nullable(),
  lockAfterMs: z.number().int().positive(),
});
export type StartConfig = z.infer<typeof startConfig>;

const id = z.number().int().nonnegative();

export const messageToCore = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), config: startConfig }),
  z.object({ type: z.literal('call'), id, channel: z.string(), request: z.unknown() }),
  z.object({ type: z.literal('self-check'), id, step: selfCheckStep }),
  z.object({
    type: z.literal('signal'),
    signal: z.enum(['verrouillage', 'veille', 'reprise', 'reseau', 'activite', 'fermeture']),
  }),
  z.object({ type: z.literal('stop'), boundMs: z.number().int().nonnegative() }),
  z.object({ type: z.literal('host-reply'), id, ok: z.boolean(), value: z.string().nullable() }),
]);
export type MessageToCore = z.infer<typeof messageToCore>;

const reply = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: z.object({ code: errorCode, details: z.record(z.string(), z.unknown()).optional() }),
  }),
]);

export const messageFromCore = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('reply'), id, reply }),
  z.object({ type: z.literal('event'), name: z.string(), payload: z.unknown() }),
  z.object({ type: z.literal('host-call'), id, method: z.enum(['openExternal', 'pathOfToken']), argument: z.string() }),
  z.object({ type: z.literal('stopped') }),
]);
export type MessageFromCore = z.infer<typeof messageFromCore>;
