import { z } from 'zod';

/**
 * The platform somebody comes from (rdv-apprentissage 1.7, « referrer »), `SITE_CFA` for the button on a CFA's own
 * site. A training is open or closed for each of them.
 */
export const origine = z.enum(['PARCOURSUP', 'LBA', 'ONISEP', 'JEUNE_1_SOLUTION', 'AFFELNET', 'SITE_CFA']);
export type Origine = z.infer<typeof origine>;

export const origines: readonly Origine[] = origine.options;

/** As families and staff know them (users-and-rules 1.2: never « Affelnet » to a family). */
export const libelleOrigine: Readonly<Record<Origine, string>> = {
  PARCOURSUP: 'Parcoursup',
  LBA: 'La bonne alternance',
  ONISEP: 'Onisep',
  JEUNE_1_SOLUTION: '1 jeune 1 solution',
  AFFELNET: 'Choisir son affectation après la 3e',
  SITE_CFA: 'Site du CFA',
};

/** Any case is read; null for an unknown one. */
export const lireOrigine = (texte: string): Origine | null => {
  const lue = origine.safeParse(texte.trim().toUpperCase());
  return lue.success ? lue.data : null;
};
