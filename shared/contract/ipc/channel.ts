import { z } from 'zod';
import { errorCode } from '../errors.ts';

/** One IPC method: what the page sends, what it gets. Both are parsed, always (SECURITY). */
export interface ChannelDefinition<Request extends z.ZodType = z.ZodType, Response extends z.ZodType = z.ZodType> {
  request: Request;
  response: Response;
}

export const channel = <Request extends z.ZodType, Response extends z.ZodType>(
  request: Request,
  response: Response,
): ChannelDefinition<Request, Response> => ({ request, response });

export const nothing = z.strictObject({});

/** Electron keeps only the message of a thrown error, so failures travel as values. */
export const replyError = z.object({ code: errorCode, details: z.record(z.string(), z.unknown()).optional() });
export type ReplyError = z.infer<typeof replyError>;
export type Reply<T> = { ok: true; value: T } | { ok: false; error: ReplyError };
