import { siret as siretShape } from '../../shared/contract/primitives.ts';

/** SIRET given to offers that belong to no real CFA: their vœux are delivered to nobody. */
export const siretRecensement = '99999999999999';

const cleLength = 49;

/**
 * The couple that a clé ministère éducatif names. Layout, 49 characters: prefix (11), SIRET of the responsable (14),
 * SIRET of the formateur (14), `-`, INSEE commune (5), `#Lnn`.
 *
 * @returns null when the key is not of that shape
 */
export function lireCle(cle: string): { responsable: string; formateur: string } | null {
  if (cle.length !== cleLength) return null;
  const responsable = cle.slice(11, -24);
  const formateur = cle.slice(25, -10);
  if (!siretShape.safeParse(responsable).success || !siretShape.safeParse(formateur).success) return null;
  return { responsable, formateur };
}
