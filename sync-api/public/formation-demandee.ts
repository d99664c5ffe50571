import { z } from 'zod';
import { lireOrigine, type Origine } from '../../shared/domain/demandes/origines.ts';
import type { GuichetPublic, NomDeFormation } from '../guichet/cote-public.ts';
import { type ModeDepot, modeDepot } from '../guichet/depot.ts';
import type { FormationOfferte } from '../guichet/formation.ts';

const texte = z.string().trim().min(1).max(120);

/**
 * How a link names a training and where it comes from. The names of the former service are read too; what else a link
 * carries (campaign tags) is nobody's business.
 */
const parametres = z.object({
  cle: texte.optional(),
  cleMinistereEducatif: texte.optional(),
  parcoursup_id: texte.optional(),
  onisep_id: texte.optional(),
  origine: texte.optional(),
  referrer: texte.optional(),
  mode: modeDepot.optional().catch(undefined),
});

/** A link that says nothing of where it comes from stands on the site of a CFA, or was copied by hand. */
const origineParDefaut: Origine = 'SITE_CFA';

export interface FormationDemandee {
  nom: NomDeFormation;
  origine: Origine;
  /** Which of its ways the link asks for; null without, or when there is no such way. */
  mode: ModeDepot | null;
}

/** @returns null when the link names no training, several, or an unknown platform */
export function lireParametres(query: unknown): FormationDemandee | null {
  const lus = parametres.safeParse(query);
  if (!lus.success) return null;
  const { cle, cleMinistereEducatif, parcoursup_id, onisep_id, origine, referrer, mode } = lus.data;
  const cles = cle ?? cleMinistereEducatif;
  const noms: NomDeFormation[] = [
    ...(cles === undefined ? [] : [{ cle: cles }]),
    ...(parcoursup_id === undefined ? [] : [{ parcoursupId: parcoursup_id }]),
    ...(onisep_id === undefined ? [] : [{ onisepId: onisep_id }]),
  ];
  const [nom, autre] = noms;
  const platform = origine ?? referrer;
  const lue = platform === undefined ? origineParDefaut : lireOrigine(platform);
  return nom === undefined || autre !== undefined || lue === null ? null : { nom, origine: lue, mode: mode ?? null };
}

/** The training of a link. A clé whose « # » was not encoded arrives without its end: read when only one begins so. */
export async function trouver(guichet: GuichetPublic, nom: NomDeFormation): Promise<FormationOfferte | null> {
  const found = await guichet.trouverFormation(nom);
  if (found !== null || !('cle' in nom) || nom.cle.includes('#')) return found;
  return guichet.trouverParDebut(nom.cle);
}

export const estOuverte = (formation: FormationOfferte, origine: Origine): boolean =>
  formation.origines.includes(origine);
