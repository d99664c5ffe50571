import { z } from 'zod';

/** Free text a person typed: at most 4,000 characters (PROTOCOL 3), checked while typing. */
export const texteLong = z.string().max(4_000);
/** One line a person typed: a title, a reason, a name. */
export const texteCourt = z.string().max(200);
