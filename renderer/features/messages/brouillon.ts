import { z } from 'zod';
import { uuid } from '../../../shared/contract/primitives.ts';
import { type Canal, canaux } from './contexte.ts';

const ecrit = z.object({
  /** Key of the modèle it began with; '' for none. */
  modele: z.string(),
  objet: z.string(),
  texte: z.string(),
  /** What the modèle had put there: the same text was not touched by anybody. */
  rempli: z.string(),
  /** What stood before the last modèle, when a person had typed it. */
  avant: z.object({ modele: z.string(), objet: z.string(), texte: z.string() }).nullable(),
});
/** One text being written, for one way of sending it. */
export type Ecrit = z.infer<typeof ecrit>;

export const rienDEcrit: Ecrit = { modele: '', objet: '', texte: '', rempli: '', avant: null };

const brouillon = z.object({
  canal: z.enum(canaux),
  ecrits: z.object({ courriel: ecrit, sms: ecrit, courrier: ecrit }),
  /** As the person left it; null while it follows what is known. */
  notice: z.object({ jointe: z.boolean(), texte: z.string().nullable() }).nullable(),
  informe: z.boolean().nullable(),
  repond: z.boolean(),
  /** Addresses that were unticked. */
  sauf: z.array(z.string()),
  /** Opened or copied, and nobody said yet whether it left. */
  parti: z.boolean(),
  /** Of a mail to many: those it was noted for, so that nobody is written to twice. */
  notes: z.array(uuid),
  /**
   * Those of the sending that was opened or copied; `seul` when no other one follows. `lot`: what it is noted as, drawn
   * with it, so that a lock or a kill in the middle notes it once.
   */
  attente: z.object({ candidats: z.array(uuid), seul: z.boolean(), lot: uuid }).nullable(),
});
export type Brouillon = z.infer<typeof brouillon>;

export const brouillonNeuf = (canal: Canal): Brouillon => ({
  canal,
  ecrits: { courriel: rienDEcrit, sms: rienDEcrit, courrier: rienDEcrit },
  notice: null,
  informe: null,
  repond: false,
  sauf: [],
  parti: false,
  notes: [],
  attente: null,
});

/** What the file holds; null when nothing is begun, or when another version wrote it. */
export const lireBrouillon = (contenu: string): Brouillon | null => {
  try {
    return brouillon.safeParse(JSON.parse(contenu)).data ?? null;
  } catch {
    return null;
  }
};
