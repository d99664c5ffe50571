import { z } from 'zod';
import { uuid } from '../primitives.ts';
import { channel, nothing } from './channel.ts';

/** A copied selection may be a whole sheet. */
export const copieMax = 100_000;

/** What the print window lays out: the call sheet, or the sign-in sheet of a créneau. */
export const documentsImprimes = ['appel', 'emargement'] as const;
export type DocumentImprime = (typeof documentsImprimes)[number];

/** Answered by the shell, not by the core. */
export const systemeChannels = {
  'systeme:infos': channel(nothing, z.object({ version: z.string(), electron: z.string(), plateforme: z.string() })),
  /** The shell clears a copied number after 60 s if the clipboard still holds it. */
  'systeme:copier': channel(z.strictObject({ texte: z.string().min(1).max(copieMax), sensible: z.boolean() }), nothing),
  /** tel:, callto: or sip: with the number, through the OS. */
  'systeme:composer': channel(
    z.strictObject({
      numero: z.string().regex(/^\+[1-9][0-9]{5,14}$/),
      /** tel when absent. */
      protocole: z.enum(['tel', 'callto', 'sip']).optional(),
    }),
    nothing,
  ),
  /** Callbacks due now, on the dock or the taskbar; 0 takes it away. */
  'systeme:compte': channel(z.strictObject({ nombre: z.number().int().min(0).max(9_999) }), nothing),
  'systeme:ecrire-courriel': channel(
    z.strictObject({
      a: z.array(z.email()).max(50),
      cci: z.boolean(),
      objet: z.string().max(200),
      texte: z.string().max(2000),
    }),
    nothing,
  ),
  /** A save dialog: one-use token for the core (5 min), null when cancelled. */
  'systeme:choisir-enregistrement': channel(
    z.strictObject({ nom: z.string().max(120), extension: z.enum(['txt', 'csv', 'xlsx', 'pdf', 'json', 'ics']) }),
    z.object({ jeton: z.string().nullable() }),
  ),
  /** An open dialog: one-use token for the core (5 min) and the file's bare name; null when cancelled. */
  'systeme:choisir-fichier': channel(
    z.strictObject({
      extensions: z
        .array(z.enum(['csv', 'txt']))
        .min(1)
        .max(2),
    }),
    z.object({ jeton: z.string().nullable(), nom: z.string().max(260).nullable() }),
  ),
  /**
   * Prints a prepared sheet (calls when `document` is absent) from a hidden window: to a printer, through the system's
   * dialog, or to a PDF file.
   */
  'systeme:imprimer': channel(
    z.strictObject({
      impression: uuid,
      sortie: z.enum(['imprimante', 'pdf']),
      document: z.enum(documentsImprimes).optional(),
    }),
    z.object({ etat: z.enum(['faite', 'annulee']) }),
  ),
  /** What the shell could make of the settings: `pris`, another program has the shortcut; `zone`, of notification. */
  'systeme:poste': channel(
    nothing,
    z.object({ raccourci: z.enum(['absent', 'actif', 'pris']), zone: z.enum(['presente', 'absente']) }),
  ),
  'systeme:quitter': channel(nothing, nothing),
} as const;

export const systemeEvents = {
  /** The shell was asked, outside the page, to open something: the global shortcut, the notification of a callback. */
  'systeme:ouvrir': z.object({ quoi: z.enum(['qui-appelle', 'appels']) }),
  /** The core died and is being restarted, or is back. */
  'systeme:noyau': z.object({ etat: z.enum(['arrete', 'revenu']) }),
} as const;
