import type { ErrorCode, HttpError } from '../shared/contract/errors.ts';

/** An expected refusal on its way out: the error handler turns it into `{code, message, details?}`. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: Record<string, unknown> | undefined;
  /** Seconds, sent as `Retry-After`. */
  readonly retryAfterS: number | undefined;

  constructor(code: ErrorCode, status: number, details?: Record<string, unknown>, retryAfterS?: number) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.status = status;
    this.details = details;
    this.retryAfterS = retryAfterS;
  }
}

/**
 * Makes a refusal to throw from a route or a hook: `throw refuse('FLUX_INCONNU', 404)`.
 *
 * @param details counts, codes and opaque ids only: never personal data
 * @param retryAfterS seconds before it is worth trying again
 */
export const refuse = (
  code: ErrorCode,
  status: number,
  details?: Record<string, unknown>,
  retryAfterS?: number,
): Refusal => new Refusal(code, status, details, retryAfterS);

/**
 * Beyond a limit.
 *
 * @param seconds until its window ends; one that ends within the second is still waited for
 */
export const tropDeRequetes = (seconds: number): Refusal =>
  refuse('TROP_DE_REQUETES', 429, undefined, Math.max(1, seconds));

/** The body of a refusal. `message` repeats the code: sentences belong to whoever speaks to a person. */
export const httpErrorBody = (code: ErrorCode, details?: Record<string, unknown>): HttpError =>
  details === undefined ? { code, message: code } : { code, message: code, details };
