import { z } from 'zod';
import { idFlux, uuid } from '../primitives.ts';
import { channel, nothing } from './channel.ts';

/**
 * A list imported by hand meets the lists of the server: its people are found again and what was written about them is
 * given to the server's flux, in one transaction (never sent before).
 */
export const rattachementMax = { page: 200, listes: 50 } as const;

const ligneRattachement = z.object({
  dossier: uuid,
  nom: z.string(),
  prenom: z.string(),
  formation: z.string().nullable(),
  saisies: z.number().int(),
  /** What proves that it is the same person; null when nobody was found, or several. */
  preuve: z.enum(['deja-rattache', 'ine-cle', 'ine-mef-uai']).nullable(),
  cible: z.object({ flux: idFlux, nomListe: z.string() }).nullable(),
});
export type LigneRattachement = z.infer<typeof ligneRattachement>;

export const rattachementChannels = {
  /** The local lists, and how many of their people the server's lists name too. Costs per person of those lists. */
  'rattachement:etat': channel(
    nothing,
    z.object({
      listes: z
        .array(
          z.object({
            flux: idFlux,
            nom: z.string(),
            candidats: z.number().int(),
            retrouves: z.number().int(),
            /** Not found, and they stay in the local list: their data are frozen (limitation). */
            limites: z.number().int(),
            /** Not found, and nothing is opened for them: taken back by the list with nothing written, or erased. */
            sansSuite: z.number().int(),
            saisies: z.number().int(),
            /** Flux of the server that may take the people who were not found; the first is proposed. */
            destinations: z.array(z.object({ flux: idFlux, nom: z.string() })).max(rattachementMax.listes),
          }),
        )
        .max(rattachementMax.listes),
      /** False until everything that the server lists is here: `appliquer` refuses, and the counts are not final. */
      pret: z.boolean(),
    }),
  ),
  'rattachement:lignes': channel(
    z.strictObject({
      flux: idFlux,
      retrouves: z.boolean().nullable(),
      apres: z.string().max(200).nullable(),
      limite: z.number().int().min(1).max(rattachementMax.page),
    }),
    z.object({ lignes: z.array(ligneRattachement).max(rattachementMax.page), suite: z.string().nullable() }),
  ),
  /**
   * Gives the actes to the server's dossiers, makes a `dossier-cree` in `destination` for everyone not found, removes
   * the local list: one transaction, a `travail` of genre `rattachement`.
   * Failures: INTROUVABLE, FLUX_RETIRE (destination), TRAVAIL_EN_COURS (`motif`: premiere-synchro, or synchro
   * while the server's lists are not all here).
   */
  'rattachement:appliquer': channel(z.strictObject({ flux: idFlux, destination: idFlux }), z.object({ travail: uuid })),
} as const;
