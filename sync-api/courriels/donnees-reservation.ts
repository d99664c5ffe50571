import { z } from 'zod';
import { instant } from '../../shared/contract/primitives.ts';
import { genreCreneau, titreMontre } from '../../shared/domain/agenda/creneaux.ts';
import { etatReservation, motifReservation } from '../../shared/domain/agenda/places.ts';
import type { ReservationEcrite } from './genres.ts';
import { raccourcir } from './nom-court.ts';

/** What a row of the outbox keeps of a réservation (donnees.ts). */

export const reservationEcrite = z.object({
  id: z.string(),
  fluxId: z.string(),
  dossierId: z.string(),
  demandeId: z.string().nullable(),
  creneauId: z.string(),
  cfa: z.string(),
  telephoneCfa: z.string().nullable(),
  siretFormateur: z.string(),
  formation: z.string().nullable(),
  cleMinistereEducatif: z.string().nullable(),
  genre: genreCreneau,
  titre: z.string().nullable(),
  debut: instant,
  fin: instant,
  fuseau: z.string(),
  lieu: z.string().nullable(),
  lien: z.string().nullable(),
  consigne: z.string().nullable(),
  sequence: z.number().int(),
  nom: z.string(),
  prenom: z.string(),
  expireLe: instant.nullable(),
});

/** One réservation of a mail that tells several: nothing in it names anybody. */
export const resumeReservation = z.object({
  reservationId: z.string(),
  fluxId: z.string(),
  creneauId: z.string(),
  cfa: z.string(),
  siretFormateur: z.string(),
  cleMinistereEducatif: z.string().nullable(),
  genre: genreCreneau,
  debut: instant,
  fin: instant,
  fuseau: z.string(),
});
export type ResumeReservation = z.infer<typeof resumeReservation>;

export const nouvelleReservation = z.enum([
  'confirmee',
  'attente',
  'complet',
  'limite',
  'deplacee',
  'changee',
  'offerte',
  'expiree',
  'annulee',
  'attente_quittee',
  'creneau_annule',
  'inchangee',
]);

export const quoiPourLeCfa = z.enum([
  'prise',
  'attente',
  'annulee',
  'deplacee',
  'reconfirmee',
  'expiree',
  'injoignable',
]);

export const donneesReservation = [
  z.object({
    genre: z.literal('candidat-reservation'),
    reservation: reservationEcrite,
    quoi: nouvelleReservation,
    mot: z.string().nullable(),
    jeton: z.string().nullable(),
    /** Where it stands when the mail leaves; null until then. */
    etat: etatReservation.nullable().default(null),
    /** A mail that left before gave her the file of this event: one that strikes it out is of use. */
    aUnFichier: z.boolean().default(false),
    /** What this one took the place of, and whether she has the file of it. */
    remplacee: z.object({ reservation: reservationEcrite, aUnFichier: z.boolean() }).nullable().default(null),
    /** Of that state. */
    motif: motifReservation.nullable().default(null),
    /** Whether somebody is still to answer the demande behind it, when the mail leaves. */
    demandeOuverte: z.boolean().default(false),
  }),
  z.object({
    genre: z.literal('candidat-veille'),
    reservation: reservationEcrite,
    jeton: z.string(),
    etat: etatReservation.nullable().default(null),
    motif: motifReservation.nullable().default(null),
  }),
  z.object({ genre: z.literal('cfa-reservation'), reservation: reservationEcrite, quoi: quoiPourLeCfa }),
  /** Made by the courrier from several of them to one recipient. */
  z.object({ genre: z.literal('cfa-reservations'), reservations: z.array(resumeReservation) }),
] as const;

export const resumeDeReservation = (r: ReservationEcrite): ResumeReservation =>
  resumeReservation.parse({ ...r, reservationId: r.id });

/** Of her name a mail to her only says the first one; the title of an entretien may name whoever was to come before her. */
export const pourElle = (complete: ReservationEcrite): ReservationEcrite => ({
  ...complete,
  nom: '',
  titre: titreMontre(complete),
});

/** What a mail to the CFA may know of whoever comes: the first name and one letter (SECURITY, Outside). */
export const reservationPourLeCfa = (complete: ReservationEcrite): ReservationEcrite => ({
  ...complete,
  ...raccourcir(complete),
  titre: titreMontre(complete),
  lien: null,
  consigne: null,
});
