import { z } from 'zod';

/** Identifiers made by a poste or the server: random UUIDs, lower case. */
export const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
/** An instant, ISO 8601 UTC with milliseconds. */
export const instant = z.iso.datetime({ precision: 3 });
/** A civil day, YYYY-MM-DD. */
export const jour = z.iso.date();
export const siret = z.string().regex(/^[0-9]{14}$/);
export const uai = z.string().regex(/^[0-9]{7}[A-Z]$/);
/** E.164, e.g. +262692123456. */
export const e164 = z.string().regex(/^\+[1-9][0-9]{5,14}$/);
/** sha256 sum modulo 2^256, 64 lower-case hexadecimal digits. */
export const empreinte = z.string().regex(/^[0-9a-f]{64}$/);
export const seq = z.number().int().nonnegative();

/**
 * A flux as a poste names it: one of the server's, or a list that this poste imported by hand. The second never leaves
 * the poste: the server knows no such id and refuses it.
 */
export const idFlux = z.string().regex(/^(local:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
export const prefixeLocal = 'local:';
export const estFluxLocal = (flux: string): boolean => flux.startsWith(prefixeLocal);
