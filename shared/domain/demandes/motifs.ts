import { z } from 'zod';

/**
 * Why somebody asks to be called back: the twelve keys of the source service, in its display order
 * (rdv-apprentissage 2.4). The labels stand here, and not in a page, because the intake, the mails and the poste must
 * never word one reason in two ways.
 */
export const motif = z.enum([
  'modalite',
  'place',
  'accompagnement',
  'frais',
  'contenu',
  'horaire',
  'debouche',
  'plus',
  'suivi',
  'lieu',
  'porte',
  'autre',
]);
export type Motif = z.infer<typeof motif>;

export const motifs: readonly Motif[] = motif.options;

export const libelleMotif: Readonly<Record<Motif, string>> = {
  modalite: 'Modalités d’inscription',
  place: 'Places disponibles',
  accompagnement: 'Accompagnement dans la recherche d’entreprise',
  frais: 'Frais d’inscription',
  contenu: 'Contenu de la formation',
  horaire: 'Horaires et rythme de la formation',
  debouche: 'Situation des élèves en sortie de formation',
  plus: 'En savoir plus sur l’alternance',
  suivi: 'Suivi de ma candidature',
  lieu: 'Lieu de la formation',
  porte: 'Portes ouvertes',
  autre: 'Autre sujet',
};
