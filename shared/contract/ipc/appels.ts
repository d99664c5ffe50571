import { z } from 'zod';
import { motifsDeFile } from '../../domain/file-appels.ts';
import { uuid } from '../primitives.ts';
import { candidatLigne } from './candidats.ts';
import { channel, nothing } from './channel.ts';

/** Whose people: those the current opérateur holds (assigned, or with a next action that names them), or everybody's. */
export const porteeFile = z.enum(['moi', 'tous']);
export type PorteeFile = z.infer<typeof porteeFile>;

export const filePageMax = 50;

export const fileEntree = z.object({
  candidat: uuid,
  ligne: candidatLigne,
  motif: z.enum(motifsDeFile),
  /** Of a callback: the hour promised; of a demande: its deadline; of the others: when it became due, null at once. */
  le: z.string().nullable(),
  /** IANA zone of the site, in which `le` is worded. */
  fuseau: z.string(),
  /** Zone of the family and HH:MM there, now; null when her postcode is unknown. */
  famille: z.object({ fuseau: z.string(), heureLocale: z.string() }).nullable(),
  /** Tried in this very half-day last time: better later. */
  memeDemiJournee: z.boolean(),
  /** Skipped on this poste, and when; she comes back at the end of the queue, then by herself at the next half-day. */
  passeeLe: z.string().nullable(),
});
export type FileEntree = z.infer<typeof fileEntree>;

export const appelsChannels = {
  /** The queue from its head, as it stands now; those that were skipped come after the others, the oldest first. */
  'appels:file': channel(
    z.strictObject({
      portee: porteeFile,
      limite: z.number().int().min(1).max(filePageMax),
      /** Only those that were skipped: in a long queue the page ends before them. */
      seulementPassees: z.boolean().optional(),
    }),
    z.object({
      entrees: z.array(fileEntree).max(filePageMax),
      /** Due now, skipped included; capped at 1,000. */
      total: z.number().int(),
      plus: z.boolean(),
      passees: z.number().int(),
      /** When somebody next becomes due, ISO 8601 UTC: the page asks again then. null when nobody is planned. */
      prochaineLe: z.string().nullable(),
    }),
  ),
  /**
   * Everybody's without a `portee`, from kept counters: the badge and the notification tell all the promised calls whose
   * hour has come (`rappelsDus`), whoever holds them. With one, what the queue shows of it. Capped at
   * 1,000, but for everybody's promised calls.
   */
  'appels:compteurs': channel(
    z.strictObject({ portee: porteeFile.optional() }),
    z.object({ aAppeler: z.number().int(), plus: z.boolean(), rappelsDus: z.number().int() }),
  ),
  /** Remembered in the file of this poste; forgotten by any call noted for her, and at the next half-day. */
  'appels:passer': channel(z.strictObject({ candidat: uuid }), nothing),
  'appels:revenir': channel(z.strictObject({ candidat: uuid }), nothing),
  /**
   * Says that this poste has her open (null: nobody), and who else has (PROTOCOL 4). Never an error offline: `enLigne`
   * is false and nobody is named. The page repeats it every 20 s while she is open; it is worth 60 s.
   */
  'appels:presence': channel(
    z.strictObject({ candidat: uuid.nullable() }),
    z.object({
      enLigne: z.boolean(),
      autres: z.array(z.object({ operateur: z.string().nullable(), poste: z.string() })).max(20),
    }),
  ),
} as const;

export const appelsEvents = {
  /**
   * A promised call became due: the shell notifies without a name, the page counts again. Told while locked too.
   * `nombre`: all those that are due now.
   */
  'appels:rappel-du': z.object({ nombre: z.number().int() }),
} as const;
