import { z } from 'zod';

/**
 * What the list of flux says of a relation, read leniently: a list imported by hand may know no SIRET and no name but
 * the one it was given.
 */
const text = z.string().nullable().catch(null).default(null);
const lieu = z.object({ siret: text, nom: text, ville: text, fuseau: text });
export type LieuEntree = z.infer<typeof lieu>;
const nowhere: LieuEntree = { siret: null, nom: null, ville: null, fuseau: null };
const entree = z.object({
  relation: z.object({ responsable: lieu.catch(nowhere), formateur: lieu.catch(nowhere) }).nullable(),
});

export interface RelationEntree {
  responsable: LieuEntree;
  formateur: LieuEntree;
}

/** null for a flux that is no relation, or a list that nobody could tell. `json` is the column `flux.entree`. */
export function lireRelation(json: string): RelationEntree | null {
  const read = entree.safeParse(JSON.parse(json));
  return read.success ? read.data.relation : null;
}

/** `siretResponsable-siretFormateur`, '' when one of them is not known. */
export function coupleDe(relation: RelationEntree | null): string {
  const responsable = relation?.responsable.siret ?? '';
  const formateur = relation?.formateur.siret ?? '';
  return responsable === '' || formateur === '' ? '' : `${responsable}-${formateur}`;
}
