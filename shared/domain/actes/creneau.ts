import { z } from 'zod';
import { instant, uuid } from '../../contract/primitives.ts';
import { capaciteMax, genreCreneau } from '../agenda/creneaux.ts';
import { origine } from '../demandes/origines.ts';
import { definirActe } from './definition.ts';
import { texteCourt } from './textes.ts';

/** To whom a créneau is offered on the public pages. */
export const offreCreneau = z.strictObject({
  /** Clés ministère éducatif; none means every training of the site. */
  formations: z.array(z.string().min(1).max(120)).max(50),
  origines: z.array(origine).min(1).max(origine.options.length),
});
export type OffreCreneau = z.infer<typeof offreCreneau>;

const contenu = {
  creneau: uuid,
  genre: genreCreneau,
  debut: instant,
  fin: instant,
  capacite: z.number().int().min(1).max(capaciteMax),
  /** Whether people may wait for a place once all are taken; else they are answered *complet*. */
  liste_attente: z.boolean(),
  titre: texteCourt.optional(),
  lieu: texteCourt.optional(),
  /** Address of an online meeting: https only, it is printed and mailed. */
  lien: z
    .url({ protocol: /^https$/ })
    .max(500)
    .optional(),
  /** What to bring, where to ring: told to whoever comes. */
  consigne: texteCourt.optional(),
  /** null: for the staff of the CFA to give, not shown to families. */
  offre: offreCreneau.nullable(),
};
// The civil day is the site's: `refusHoraire` says the rest where the zone is known.
const finApresDebut = (corps: { debut: string; fin: string }): boolean => corps.debut < corps.fin;
const erreurDeFin = { path: ['fin'], message: 'a meeting ends after it began' };

/** The whole state of a créneau, so that `creneau-modifie` carries it complete and two edits can be compared. */
export const creneauCorps = z.strictObject(contenu).refine(finApresDebut, erreurDeFin);
export type CreneauCorps = z.infer<typeof creneauCorps>;

/** `mot`: what staff add to the mail that tells those who come of the change. */
export const creneauModifieCorps = z
  .strictObject({ ...contenu, mot: texteCourt.optional() })
  .refine(finApresDebut, erreurDeFin);
export type CreneauModifieCorps = z.infer<typeof creneauModifieCorps>;

export const creneauAnnuleCorps = z.strictObject({ creneau: uuid, mot: texteCourt.optional() });
export type CreneauAnnuleCorps = z.infer<typeof creneauAnnuleCorps>;

/**
 * The dossier of these actes is the créneau itself: they tell of nobody, and live in the flux of its relation under the
 * id of the créneau (`acte.dossier === corps.creneau`), so that they are ordered and replaced like any other.
 */
const etat = ({ genre, debut, fin, capacite, liste_attente, titre, lieu, lien, consigne, offre }: CreneauCorps) => ({
  etat: 'prevu',
  genre,
  debut,
  fin,
  capacite,
  liste_attente,
  titre: titre ?? null,
  lieu: lieu ?? null,
  lien: lien ?? null,
  consigne: consigne ?? null,
  offre: offre === null ? null : { formations: offre.formations.join('\n'), origines: offre.origines.join('\n') },
});

const commun = { v: 1, effet: 'agenda', quiPeut: 'operateur' } as const;

export const creneauCree = definirActe({
  ...commun,
  schema: creneauCorps,
  faits: (corps) => [{ fait: `creneau:${corps.creneau}`, valeur: etat(corps) }],
  defait: 'non',
});
export const creneauModifie = definirActe({
  ...commun,
  schema: creneauModifieCorps,
  faits: (corps) => [{ fait: `creneau:${corps.creneau}`, valeur: etat(corps) }],
  // People were written to: it is moved back by another change.
  defait: 'non',
});

export const creneauAnnule = definirActe({
  ...commun,
  schema: creneauAnnuleCorps,
  faits: ({ creneau }) => [{ fait: `creneau:${creneau}`, valeur: { etat: 'annule' } }],
  // Cancelling writes to people: a new créneau is made instead.
  defait: 'non',
});
