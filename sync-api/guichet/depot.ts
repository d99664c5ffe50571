import { z } from 'zod';
import { e164, empreinte, instant, uuid } from '../../shared/contract/primitives.ts';
import { motif } from '../../shared/domain/demandes/motifs.ts';
import { origine } from '../../shared/domain/demandes/origines.ts';
import { souhaits } from '../../shared/domain/demandes/souhaits.ts';

/** Longest free text of an intake form, in characters. */
export const messageMax = 2_000;

/** How somebody wants to be answered. */
export const modeDepot = z.enum(['rappel', 'message', 'creneau']);
export type ModeDepot = z.infer<typeof modeDepot>;

const nom = z.string().trim().min(1).max(80);

/** The créneau that a family chose, with the beginning that its page showed: the server knows by it that it moved. */
export const creneauChoisi = z.strictObject({ id: uuid, debut: instant });

/** One filled form, cleaned and parsed by the intake (sync-api/public), parsed again by the server. */
export const depotDemande = z
  .strictObject({
    cle_ministere_educatif: z.string().min(1).max(120),
    origine,
    mode: modeDepot,
    auteur: z.enum(['parent', 'etudiant']),
    /** Who fills the form in. */
    nom,
    prenom: nom,
    /** The young person a parent asks for, when the parent gave the name. */
    jeune: z.strictObject({ nom, prenom: nom }).nullable(),
    telephone: e164,
    /** Lower case. */
    courriel: z.email().max(254),
    motifs: z.array(motif).min(1),
    message: z.string().trim().min(1).max(messageMax).nullable(),
    souhaits,
    /** Of the mode *créneau* only. */
    creneau: creneauChoisi.optional(),
    /** The text of the consent that was shown, by its version. */
    consentement: z.string().max(20),
    /** Throttled and without proof of work: nothing is made of it before the address is proved. */
    a_confirmer: z.boolean(),
  })
  .refine((corps) => (corps.mode === 'creneau') === (corps.creneau !== undefined), {
    path: ['creneau'],
    message: 'a créneau belongs to its mode',
  });
export type DepotDemande = z.infer<typeof depotDemande>;

/** The button of a confirmation mail. */
export const depotConfirmation = z.strictObject({ empreinte_jeton: empreinte });
/** The buttons of a personal link. A field that is absent stays as it is. */
export const depotChangement = z.strictObject({
  empreinte_jeton: empreinte,
  mode: modeDepot.exclude(['creneau']).optional(),
  souhaits: souhaits.optional(),
  message: z.string().trim().min(1).max(messageMax).optional(),
});
export const depotAnnulation = z.strictObject({ empreinte_jeton: empreinte });

/** The buttons of the link of a réservation: I come (an offer taken, a moved hour accepted), I do not, I take another one. */
export const depotReservation = z.discriminatedUnion('geste', [
  z.strictObject({ geste: z.literal('venir'), empreinte_jeton: empreinte, debut: instant }),
  z.strictObject({ geste: z.literal('annuler'), empreinte_jeton: empreinte }),
  z.strictObject({ geste: z.literal('deplacer'), empreinte_jeton: empreinte, creneau: creneauChoisi }),
]);
export type DepotReservation = z.infer<typeof depotReservation>;

/** A row of `depot`, read. */
export const depot = z.discriminatedUnion('genre', [
  z.object({ id: uuid, depose_le: instant, genre: z.literal('demande'), corps: depotDemande }),
  z.object({ id: uuid, depose_le: instant, genre: z.literal('confirmation'), corps: depotConfirmation }),
  z.object({ id: uuid, depose_le: instant, genre: z.literal('changement'), corps: depotChangement }),
  z.object({ id: uuid, depose_le: instant, genre: z.literal('annulation'), corps: depotAnnulation }),
  z.object({ id: uuid, depose_le: instant, genre: z.literal('reservation'), corps: depotReservation }),
]);
export type Depot = z.infer<typeof depot>;
