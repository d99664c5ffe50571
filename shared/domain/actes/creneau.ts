import { z } from 'zod';
import { instant, uuid } from '../../contract/primitives.ts';
import { definirActe } from './definition.ts';
import { texteCourt } from './textes.ts';

const contenu = {
  creneau: uuid,
  genre: z.enum(['individuel', 'collectif']),
  debut: instant,
  fin: instant,
  capacite: z.number().int().min(1).max(500),
  titre: texteCourt.optional(),
  lieu: texteCourt.optional(),
  /** Address of an online meeting: https only, it is printed and mailed. */
  lien: z
    .url({ protocol: /^https$/ })
    .max(500)
    .optional(),
};
const finApresDebut = (corps: { debut: string; fin: string }): boolean => corps.debut < corps.fin;
const erreurDeFin = { path: ['fin'], message: 'a meeting ends after it began' };

/** The whole state of a créneau, so that `creneau-modifie` carries it complete and two edits can be compared. */
export const creneauCorps = z.strictObject(contenu).refine(finApresDebut, erreurDeFin);
export type CreneauCorps = z.infer<typeof creneauCorps>;

export const creneauAnnuleCorps = z.strictObject({ creneau: uuid, motif: texteCourt.optional() });
export type CreneauAnnuleCorps = z.infer<typeof creneauAnnuleCorps>;

const etat = ({ genre, debut, fin, capacite, titre, lieu, lien }: CreneauCorps) => ({
  etat: 'prevu',
  genre,
  debut,
  fin,
  capacite,
  titre: titre ?? null,
  lieu: lieu ?? null,
  lien: lien ?? null,
});

const prevu = definirActe({
  schema: creneauCorps,
  v: 1,
  faits: (corps) => [{ fait: `creneau:${corps.creneau}`, valeur: etat(corps) }],
  effet: 'agenda',
  quiPeut: 'operateur',
  defait: 'non',
});
export const creneauCree = prevu;
export const creneauModifie = prevu;

export const creneauAnnule = definirActe({
  schema: creneauAnnuleCorps,
  v: 1,
  faits: ({ creneau }) => [{ fait: `creneau:${creneau}`, valeur: { etat: 'annule' } }],
  effet: 'agenda',
  quiPeut: 'operateur',
  // Cancelling promotes people and writes to them: a new créneau is made instead.
  defait: 'non',
});
