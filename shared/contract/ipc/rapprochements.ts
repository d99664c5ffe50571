import { z } from 'zod';
import { idFlux, uuid } from '../primitives.ts';
import { channel, nothing } from './channel.ts';

/** Why two dossiers may be one person, or one family. `valeur` as it is shown: a number, an address, a name. */
export const preuve = z.object({ genre: z.enum(['nom', 'telephone', 'courriel']), valeur: z.string() });
export type Preuve = z.infer<typeof preuve>;

/** Who stands on the other side, as a line says it. */
const personne = z.object({
  candidat: uuid,
  nom: z.string(),
  prenom: z.string(),
  nbVoeux: z.number().int(),
  nbDemandes: z.number().int(),
  formation: z.string().nullable(),
  situation: z.string(),
});

export const rapprochement = z.object({
  /** Two dossiers of two different candidats. */
  dossier: uuid,
  autre: uuid,
  avec: personne,
  /**
   * `personne`: same folded names and a shared number or address, the responsables' included. `famille`: the same
   * number or address with another first name; never merged, one call may be logged for several.
   */
  genre: z.enum(['personne', 'famille']),
  preuves: z.array(preuve).min(1).max(20),
  /** Across two flux a merge asks for a director or délégué who has just signed in (SECURITY, Qui). */
  entreFlux: z.boolean(),
});
export type Rapprochement = z.infer<typeof rapprochement>;

/** A merge that stands, with what undoes it. */
export const fusion = z.object({
  lien: uuid,
  dossiers: z.tuple([
    z.object({ dossier: uuid, flux: idFlux, fluxNom: z.string(), nom: z.string(), prenom: z.string() }),
    z.object({ dossier: uuid, flux: idFlux, fluxNom: z.string(), nom: z.string(), prenom: z.string() }),
  ]),
  preuve: z.string(),
  le: z.string(),
  operateur: z.string().nullable(),
  entreFlux: z.boolean(),
});
export type Fusion = z.infer<typeof fusion>;

export const rapprochementsChannels = {
  /** Read when a sheet opens: costs the contacts of one person. */
  'rapprochements:pour': channel(
    z.strictObject({ candidat: uuid }),
    z.object({ propositions: z.array(rapprochement).max(20), fusions: z.array(fusion).max(50) }),
  ),
  /** Two half-actes `lien`, one per dossier, in one transaction. `candidat`: who they are together from now on. */
  'rapprochements:fusionner': channel(
    z.strictObject({ dossier: uuid, autre: uuid }),
    z.object({ lien: uuid, candidat: uuid, actes: z.array(uuid), annulableJusqua: z.string() }),
  ),
  /** Undoes both halves; the two people are as they were before. */
  'rapprochements:defaire': channel(z.strictObject({ lien: uuid }), z.object({ candidats: z.array(uuid).max(2) })),
  /** « Ce n'est pas la même personne »: this poste proposes it no more, until one of the two gets a new contact. */
  'rapprochements:ecarter': channel(z.strictObject({ dossier: uuid, autre: uuid }), nothing),
} as const;
