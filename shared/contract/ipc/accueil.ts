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
  /**
   * Everything is kept per acte: costs counters and what is due today, never the table. `flux` null: every list of
   * this poste; of one list, whoever is on several counts in each. INTROUVABLE for a list that is not here.
   */
  'accueil:lire': channel(
    z.strictObject({ flux: idFlux.nullable() }),
    z.object({
      /** Whom the queue calls now, skipped ones included. */
      aAppeler: z.number().int(),
      /** Promised for today at the site or for a day before, done ones left out; those that are late among them. */
      rappelsDuJour: z.number().int(),
      rappelsEnRetard: z.number().int(),
      /** Open demandes whose deadline is before tonight at the site, late ones included. */
      demandesAvantCeSoir: z.number().int(),
      demandesEnRetard: z.number().int(),
      injoignables: z.number().int(),
      /** People with two values for one thing. */
      aDepartager: z.number().int(),
      /** Transmissions of the campagne, oldest first. Of several lists: the day of the first. */
      campagne: z.array(z.object({ numero: z.number().int(), recueLe: z.string() })).max(20),
      /** Lists that hold somebody, by name; `cle` is the flux. */
      parEtablissement: z.array(avancement).max(200),
      /** Most asked for first; `cle` is the name of the training. */
      parFormation: z.array(avancement).max(200),
      /** The last five working days, today included, and the other days among them that had calls; YYYY-MM-DD at the site. */
      semaine: z.array(z.object({ jour: z.string(), joints: z.number().int(), autres: z.number().int() })).max(7),
      /** The next demandes by deadline. */
      demandes: z.array(demandeEntree).max(5),
      flux: z.array(z.object({ id: idFlux, nom: z.string() })).max(200),
      /** When time alone next moves one of these figures, midnight at a site included, ISO 8601 UTC: to be asked again then. */
      changeLe: z.string(),
    }),
  ),
} as const;
