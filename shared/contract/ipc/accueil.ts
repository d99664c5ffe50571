import { z } from 'zod';
import { idFlux } from '../primitives.ts';
import { channel } from './channel.ts';
import { demandeEntree } from './demandes.ts';

/** One bar: how many people each step reached (each step counts those before it). */
export const avancement = z.object({
  cle: z.string(),
  nom: z.string(),
  total: z.number().int(),
  essayes: z.number().int(),
  joints: z.number().int(),
  rendezVous: z.number().int(),
  dossiers: z.number().int(),
  inscrits: z.number().int(),
});
export type Avancement = z.infer<typeof avancement>;

export const accueilChannels = {
  /** Everything is kept per acte: costs counters, never the table. `flux` null: every list of this poste. */
  'accueil:lire': channel(
    z.strictObject({ flux: idFlux.nullable() }),
    z.object({
      aAppeler: z.number().int(),
      /** Promised for today at the site, done ones left out; those whose hour is past among them. */
      rappelsDuJour: z.number().int(),
      rappelsEnRetard: z.number().int(),
      /** Open demandes whose deadline is before tonight at the site, late ones included. */
      demandesAvantCeSoir: z.number().int(),
      demandesEnRetard: z.number().int(),
      injoignables: z.number().int(),
      /** People with two values for one thing. */
      aDepartager: z.number().int(),
      /** Transmissions of the campagne, oldest first. */
      campagne: z.array(z.object({ numero: z.number().int(), recueLe: z.string(), total: z.number().int() })).max(20),
      parEtablissement: z.array(avancement).max(200),
      parFormation: z.array(avancement).max(200),
      /** The last five working days that had calls, or the last five, today included; YYYY-MM-DD at the site. */
      semaine: z.array(z.object({ jour: z.string(), joints: z.number().int(), autres: z.number().int() })).max(7),
      /** The next demandes by deadline. */
      demandes: z.array(demandeEntree).max(5),
      flux: z.array(z.object({ id: idFlux, nom: z.string() })).max(200),
    }),
  ),
} as const;
