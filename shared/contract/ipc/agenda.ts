import { z } from 'zod';
import { offreCreneau } from '../../domain/actes/creneau.ts';
import { assiduiteEtat } from '../../domain/actes/reservation.ts';
import { attenteMax, capaciteMax, genreCreneau } from '../../domain/agenda/creneaux.ts';
import { etatReservation, motifReservation } from '../../domain/agenda/places.ts';
import { errorCode } from '../errors.ts';
import { reservationLigne } from '../lignes.ts';
import { idFlux, instant, uuid } from '../primitives.ts';
import { channel, nothing } from './channel.ts';

/** Most créneaux that one view, or one run of the generator, holds. */
export const creneauxMax = 300;

/** What a person fills in; the core gives the id. Absent texts are null here and absent from the acte. */
export const creneauSaisi = z.strictObject({
  genre: genreCreneau,
  debut: instant,
  fin: instant,
  capacite: z.number().int().min(1).max(capaciteMax),
  listeAttente: z.boolean(),
  titre: z.string().max(200).nullable(),
  lieu: z.string().max(200).nullable(),
  lien: z.string().max(500).nullable(),
  consigne: z.string().max(200).nullable(),
  offre: offreCreneau.nullable(),
});
export type CreneauSaisi = z.infer<typeof creneauSaisi>;

/** How many of each at one créneau. `demandees` are bookings that the server has not answered yet. */
const comptes = z.object({
  /** Places held: confirmed, offered, to be confirmed again. */
  prises: z.number().int(),
  attente: z.number().int(),
  demandees: z.number().int(),
  aReconfirmer: z.number().int(),
  offertes: z.number().int(),
  presents: z.number().int(),
  absents: z.number().int(),
  excuses: z.number().int(),
});
export type ComptesCreneau = z.infer<typeof comptes>;

export const creneauVu = creneauSaisi.extend({
  id: uuid,
  flux: idFlux,
  /** « CFA X, Lyon »: name of the relation, for who reads several. */
  fluxNom: z.string(),
  /** IANA zone of the site: hours are worded in it. */
  fuseau: z.string(),
  etat: z.enum(['prevu', 'annule']),
  /** Number of changes since it was made (RFC 5545 SEQUENCE). */
  sequence: z.number().int(),
  comptes,
  /** A change of it made here has not been taken by the server yet. */
  enAttente: z.boolean(),
  /** Two postes changed it without seeing each other: the last one received holds until somebody settles it. */
  aDepartager: z.boolean(),
  /**
   * The server refused a change made here (its code), and a person has not decided about it yet: it is drawn without it.
   */
  refuse: errorCode.nullable(),
  /** What was refused is its creation: it is on this poste alone, and nothing can be done of it before that is decided. */
  creationRefusee: z.boolean(),
  /** Heads of its fait, to send back in `vues`. */
  vues: z.array(uuid).max(20),
});
export type CreneauVu = z.infer<typeof creneauVu>;

/** `demandee`: asked here, not answered by the server yet, *à confirmer*. */
export const etatInscription = etatReservation.or(z.literal('demandee'));
export type EtatInscription = z.infer<typeof etatInscription>;

/** One réservation as the sheet of a person shows it. */
export const rendezVous = z.object({
  reservation: uuid,
  creneau: uuid,
  dossier: uuid,
  /** The demande it answers; absent where nobody says. */
  demande: uuid.nullable().optional(),
  flux: idFlux,
  genre: genreCreneau,
  titre: z.string().nullable(),
  lieu: z.string().nullable(),
  lien: z.string().nullable(),
  debut: instant,
  fin: instant,
  fuseau: z.string(),
  etat: etatInscription,
  motif: motifReservation.nullable(),
  /** Place in the waiting list, from 1; null when not waiting, or while unknown. */
  position: z.number().int().nullable(),
  /** Order in which places were taken, given by the server; absent or null while it has not answered. */
  rang: z.number().int().nullable().optional(),
  expireLe: instant.nullable(),
  etatLe: z.string(),
  source: reservationLigne.shape.source,
  assiduite: assiduiteEtat.nullable(),
  /** Heads of `assiduite:<id>`, to send back in `vues`. */
  assiduiteVues: z.array(uuid).max(20),
  enAttente: z.boolean(),
  /** The server refused what was done here (its code): to be looked at in Synchronisation. */
  refuse: z.string().nullable(),
});
export type RendezVous = z.infer<typeof rendezVous>;

/** One person at a créneau. */
export const inscription = rendezVous
  .omit({ genre: true, titre: true, lieu: true, lien: true, fuseau: true, creneau: true })
  .extend({
    candidat: uuid,
    nom: z.string(),
    prenom: z.string(),
    formation: z.string().nullable(),
    /** First number to dial, as printed; null when there is none, and of whoever is under `limitation`. */
    telephone: z.string().nullable(),
    /** Whether the server can write to her. */
    aUneAdresse: z.boolean(),
    /** She asked not to be contacted. */
    opposition: z.boolean(),
    /** Her data are frozen (RGPD art. 18), or are to be erased: shown, and used for nothing. */
    limitation: z.boolean(),
    /** How many she has at this créneau: taken twice before her dossiers were one person's, each can be given back. */
    places: z.number().int(),
    /** A call or a message since the meeting: an absent person who was called back leaves the list. */
    rappelee: z.boolean(),
  });
export type Inscription = z.infer<typeof inscription>;

/** Taken back by `actes:annuler` as long as the acte has not left; for good afterwards, since people are written to. */
const changeEcrit = z.object({ acte: uuid, annulableJusqua: z.string() });

const page = { apres: z.string().max(500).nullable(), limite: z.number().int().min(1).max(200) };
const flux = z.array(idFlux).max(50).optional();

export const agendaChannels = {
  /** Créneaux that begin in [du, au[, by beginning; cancelled ones that had people too. `plus`: more than fit. */
  'agenda:periode': channel(
    z.strictObject({ du: instant, au: instant, flux }),
    z.object({ creneaux: z.array(creneauVu).max(creneauxMax), plus: z.boolean() }),
  ),
  /** `a_venir` soonest first; `passes` newest first; `a_noter`: ended, with people whose presence nobody noted. */
  'agenda:liste': channel(
    z.strictObject({ vue: z.enum(['a_venir', 'passes', 'a_noter']), flux, ...page }),
    z.object({ lignes: z.array(creneauVu).max(200), suite: z.string().nullable() }),
  ),
  /** INTROUVABLE when it is not here. Active ones by name, waiting ones by rank, then those that are over. */
  'agenda:creneau': channel(
    z.strictObject({ creneau: uuid }),
    z.object({
      creneau: creneauVu,
      inscriptions: z.array(inscription).max(capaciteMax + attenteMax),
      /** When `aDepartager`: what each head says, in server order; the last one holds. Absent otherwise. */
      versions: z
        .array(z.object({ acte: uuid, operateur: z.string().nullable(), le: z.string(), saisie: creneauSaisi }))
        .max(20)
        .optional(),
    }),
  ),
  /**
   * Créneaux to come that a person can be given, soonest first: in the flux of her dossiers, with what is left. Answering
   * `demande`, or in the place of the réservation `remplace`: of that flux, each with the dossier that holds it, which is
   * the one to ask with. INTROUVABLE for nobody, or {champ} when no dossier of hers holds them.
   */
  'agenda:choix': channel(
    z.strictObject({
      candidat: uuid,
      demande: uuid.nullable().optional(),
      remplace: uuid.nullable().optional(),
      ...page,
    }),
    z.object({
      lignes: z
        .array(
          z.object({
            creneau: creneauVu,
            dossier: uuid,
            reservation: uuid.nullable(),
            etat: etatInscription.nullable(),
          }),
        )
        .max(200),
      suite: z.string().nullable(),
    }),
  ),
  /** Flux in which créneaux can be made, with the trainings that their lists and demandes name. */
  'agenda:lieux': channel(
    nothing,
    z.object({
      lieux: z
        .array(
          z.object({
            flux: idFlux,
            nom: z.string(),
            fuseau: z.string(),
            territoire: z.string(),
            formations: z.array(z.object({ cle: z.string(), intitule: z.string() })).max(200),
            /** Places that were typed before, newest first. */
            lieuxConnus: z.array(z.string()).max(20),
          }),
        )
        .max(200),
    }),
  ),
  /** CRENEAU_INVALIDE {motif, rang} changes nothing; all of them or none. Undone by `agenda:retirer` for ten seconds. */
  'agenda:creer': channel(
    z.strictObject({ flux: idFlux, creneaux: z.array(creneauSaisi).min(1).max(creneauxMax) }),
    z.object({ creneaux: z.array(uuid).max(creneauxMax), annulableJusqua: z.string() }),
  ),
  /** Takes back créneaux that never left this poste; ACTE_DEJA_PARTI otherwise, for all of them. */
  'agenda:retirer': channel(z.strictObject({ creneaux: z.array(uuid).min(1).max(creneauxMax) }), nothing),
  /**
   * The complete new state. `mot` goes into the mail that those who come receive. CRENEAU_ANNULE, CRENEAU_INVALIDE,
   * DEPENDANCE_REFUSEE while somebody is to decide about its refused creation.
   */
  'agenda:modifier': channel(
    z.strictObject({
      creneau: uuid,
      saisie: creneauSaisi,
      mot: z.string().max(200).nullable(),
      vues: z.array(uuid).max(20),
    }),
    changeEcrit,
  ),
  'agenda:annuler': channel(
    z.strictObject({ creneau: uuid, mot: z.string().max(200).nullable(), vues: z.array(uuid).max(20) }),
    changeEcrit,
  ),
  /**
   * Gives a créneau to a person: the acte `reservation-demandee`, and what the server would answer now as far as this
   * poste knows. CRENEAU_INCONNU (of another flux than the dossier's), CRENEAU_ANNULE, DEPENDANCE_REFUSEE (its creation
   * was refused), DEJA_RESERVE, OPPOSITION, LIMITATION…
   */
  'agenda:inscrire': channel(
    z.strictObject({ creneau: uuid, dossier: uuid, demande: uuid.nullable(), remplace: uuid.nullable() }),
    z.object({
      reservation: uuid,
      acte: uuid,
      annulableJusqua: z.string(),
      prevue: z.enum(['confirmee', 'attente', 'complet', 'a_reconfirmer', 'annulee']),
    }),
  ),
  /** Kept by indexes: créneaux of today, ended ones whose presence is to be noted, absent people to call back. */
  'agenda:compteurs': channel(
    nothing,
    z.object({
      aujourdhui: z.number().int(),
      aNoter: z.number().int(),
      absents: z.number().int(),
      aReconfirmer: z.number().int(),
    }),
  ),
  /** Absent or excused people nobody has called since, newest meeting first. */
  'agenda:absents': channel(
    z.strictObject({ flux, ...page }),
    z.object({
      lignes: z.array(inscription.extend({ creneau: creneauVu })).max(200),
      suite: z.string().nullable(),
    }),
  ),
  /**
   * One event, METHOD:PUBLISH, where the person says: `jeton` is what `systeme:choisir-enregistrement` gave (extension
   * `ics`), null when she closed the window, and so is then `chemin`. INTROUVABLE, JETON_INVALIDE, ECRITURE_REFUSEE.
   */
  'agenda:ics': channel(
    z.strictObject({ creneau: uuid, jeton: z.string().min(1).max(100).nullable() }),
    z.object({ chemin: z.string().nullable() }),
  ),
  /** The feed of the CFA's own créneaux, for other calendars. Asks the server: HORS_LIGNE, SERVEUR_INJOIGNABLE. */
  'agenda:abonnement': channel(nothing, z.object({ existe: z.boolean(), creeLe: instant.nullable() })),
  /** A new address; the former one leads nowhere any more. Told once, never kept. */
  'agenda:abonner': channel(nothing, z.object({ url: z.string() })),
  'agenda:desabonner': channel(nothing, nothing),
  /** Freezes the sign-in sheet of one créneau; EXPORT_VIDE when nobody comes. Printed as `impressions:*` are. */
  'agenda:emargement': channel(
    z.strictObject({ creneau: uuid }),
    z.object({ impression: uuid, personnes: z.number().int(), feuilles: z.number().int() }),
  ),
  /** A part of it, for the print window only, which lays the pages out. */
  'agenda:feuille': channel(
    z.strictObject({ impression: uuid, feuille: z.number().int().min(1).max(capaciteMax) }),
    z.object({
      creneau: creneauVu,
      imprimeeLe: z.string(),
      feuille: z.number().int(),
      feuilles: z.number().int(),
      /** No number and no address: the sheet lies on a table. */
      lignes: z.array(z.object({ nom: z.string(), prenom: z.string(), formation: z.string().nullable() })).max(30),
    }),
  ),
} as const;

export const agendaEvents = {
  /** Invalidation only: which créneaux changed; null when many did. */
  'agenda:change': z.object({ creneaux: z.array(uuid).max(50).nullable() }),
} as const;
