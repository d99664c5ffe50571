import { z } from 'zod';
import { idFlux, instant, uuid } from '../../contract/primitives.ts';

/**
 * The envelope of an acte: one append-only thing a person did (PROTOCOL 2). `corps` is parsed by the
 * schema of its type (see catalogue.ts). `remplace` names, per fait, the heads its author saw.
 */
export const acte = z.object({
  id: uuid,
  v: z.literal(1),
  /** A local list's actes wait for a connection to be given to a flux of the server (never sent as they are). */
  flux: idFlux,
  dossier: uuid,
  type: z.string().min(1).max(40),
  corps: z.record(z.string(), z.unknown()),
  remplace: z.record(z.string(), z.array(uuid)),
  /** Declared, not proved (SECURITY, Qui). null before an opérateur was chosen. */
  operateur: uuid.nullable(),
  /** The poste's wall clock when the person acted. */
  fait_le: instant,
  /** Measured server clock minus poste clock, milliseconds; null when never measured. */
  decalage_ms: z.number().int().nullable(),
  /** The parked acte this one corrects and stands for. */
  corrige: uuid.nullable(),
  /** Other unsent actes that must be accepted first (same flux). */
  depend: z.array(uuid),
});
export type Acte = z.infer<typeof acte>;

/** What the server adds when it accepts. Order inside a flux is `seq`; across flux `(recu_le, flux, seq)`. */
export const acteRecu = acte.extend({
  recu_le: instant,
  /** fait_le corrected by the measured offset and clamped to [last exchange, recu_le]. */
  fait_corrige_le: instant,
  heure_incertaine: z.boolean(),
  /** null when the server itself minted the acte (OPPOSITION, erasure). */
  compte: uuid.nullable(),
  poste: uuid.nullable(),
  poste_nom: z.string().nullable(),
  /** retenu: a reponse that did not replace the current head, stored but not mailed. */
  effet: z.enum(['aucun', 'retenu']),
});
export type ActeRecu = z.infer<typeof acteRecu>;

/** An acte as the fold sees it: accepted ones have a seq, this poste's unsent ones do not yet. */
export interface ActeOrdonne {
  acte: Acte;
  recu: {
    seq: number;
    recuLe: string;
    faitCorrigeLe: string;
    heureIncertaine: boolean;
    posteNom: string | null;
    /** `effet` is `retenu`: the server stored this answer and mailed nothing. */
    retenu?: boolean | undefined;
  } | null;
  /** Local order of an unsent acte; ignored once `recu`. */
  rangLocal: number;
}
