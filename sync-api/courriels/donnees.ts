import { z } from 'zod';
import { instant } from '../../shared/contract/primitives.ts';
import { motif } from '../../shared/domain/demandes/motifs.ts';
import { origine } from '../../shared/domain/demandes/origines.ts';
import { souhait } from '../../shared/domain/demandes/souhaits.ts';
import {
  donneesReservation,
  pourElle,
  type ResumeReservation,
  reservationPourLeCfa,
  resumeDeReservation,
} from './donnees-reservation.ts';
import type { CourrielAEcrire, DemandeEcrite } from './genres.ts';
import { raccourcir } from './nom-court.ts';

/**
 * What a row of the outbox keeps in `donnees`. It is read back, never trusted: the row may have been written by an
 * older version of the server. The recipient and the moment stand in their own columns.
 */

export const demandeEcrite = z.object({
  id: z.string(),
  fluxId: z.string(),
  dossierId: z.string(),
  cleMinistereEducatif: z.string(),
  siretFormateur: z.string(),
  cfa: z.string(),
  formation: z.string(),
  adresse: z.string().nullable(),
  telephoneCfa: z.string().nullable(),
  fuseau: z.string(),
  origine,
  mode: z.enum(['rappel', 'message', 'creneau']),
  auteur: z.enum(['parent', 'etudiant']),
  nom: z.string(),
  prenom: z.string(),
  motifs: z.array(motif),
  message: z.string().nullable(),
  souhaits: z.array(souhait),
  recueLe: instant,
  echeance: instant,
});

const demande = demandeEcrite;
const jeton = z.string();
const corps = z.object({ sujet: z.string(), paragraphes: z.array(z.string()) });

/** One demande of a mail that tells several: nothing in it names anybody. */
export const resume = z.object({
  demandeId: z.string(),
  fluxId: z.string(),
  cleMinistereEducatif: z.string(),
  siretFormateur: z.string(),
  cfa: z.string(),
  formation: z.string(),
  adresse: z.string().nullable(),
  fuseau: z.string(),
  echeance: instant,
});
export type Resume = z.infer<typeof resume>;

const momentRelance = z.enum(['mi-delai', 'dernier-jour']);

export const donnees = z.discriminatedUnion('genre', [
  z.object({ genre: z.literal('candidat-confirmation'), demande, jeton }),
  z.object({
    genre: z.literal('candidat-doublon'),
    demande,
    jeton: jeton.nullable(),
    ajoute: z.boolean().default(true),
  }),
  z.object({ genre: z.literal('candidat-complement'), demande }),
  z.object({
    genre: z.literal('candidat-a-confirmer'),
    prenom: z.string(),
    cfa: z.string(),
    formation: z.string(),
    jeton,
  }),
  z.object({ genre: z.literal('candidat-changement'), demande, jeton }),
  z.object({ genre: z.literal('candidat-annulation'), demande }),
  z.object({ genre: z.literal('candidat-reponse'), demande, corps, acteId: z.string() }),
  z.object({ genre: z.literal('candidat-cfa-injoignable'), demande }),
  z.object({ genre: z.literal('cfa-nouvelle'), demande }),
  z.object({ genre: z.literal('cfa-relance'), demande, moment: momentRelance }),
  z.object({ genre: z.literal('cfa-changement'), demande, quoi: z.enum(['changee', 'annulee', 'completee']) }),
  z.object({ genre: z.literal('cfa-candidat-injoignable'), demande }),
  /** Made by the courrier from several mails of one kind to one recipient. */
  z.object({ genre: z.literal('cfa-nouvelles'), resumes: z.array(resume) }),
  z.object({ genre: z.literal('cfa-relances'), resumes: z.array(resume) }),
  z.object({ genre: z.literal('cfa-changements'), resumes: z.array(resume) }),
  z.object({ genre: z.literal('cfa-candidats-injoignables'), resumes: z.array(resume) }),
  ...donneesReservation,
]);
export type Donnees = z.infer<typeof donnees>;
export type GenreCourriel = Donnees['genre'];

/** null when a row holds what this version cannot read, or was blanked. */
export const lireDonnees = (texte: string): Donnees | null => {
  try {
    const lues = donnees.safeParse(JSON.parse(texte));
    return lues.success ? lues.data : null;
  } catch {
    return null;
  }
};

/**
 * What a mail to the CFA may know of whoever asks: the first name and one letter (SECURITY, Outside). The rest is not
 * even written, so that no template can let it out.
 */
export const pourLeCfa = (complete: DemandeEcrite): DemandeEcrite => ({
  ...complete,
  ...raccourcir(complete),
  message: null,
  souhaits: [],
});

/** The part of a mail that goes to `donnees`. */
export const donneesDe = (courriel: CourrielAEcrire): Donnees => {
  switch (courriel.genre) {
    case 'cfa-nouvelle':
    case 'cfa-candidat-injoignable':
    case 'cfa-relance':
    case 'cfa-changement':
      return donnees.parse({ ...courriel, demande: pourLeCfa(courriel.demande) });
    case 'candidat-reservation':
    case 'candidat-veille':
      return donnees.parse({ ...courriel, reservation: pourElle(courriel.reservation) });
    case 'cfa-reservation':
      return donnees.parse({ ...courriel, reservation: reservationPourLeCfa(courriel.reservation) });
    default:
      return donnees.parse(courriel);
  }
};

export const resumeDe = (d: DemandeEcrite): Resume => resume.parse({ ...d, demandeId: d.id });

/** The demandes that a mail tells: none for the one that only proves an address, nor for one about a réservation. */
export const demandesDe = (lues: Donnees): readonly Resume[] => {
  if ('resumes' in lues) return lues.resumes;
  return 'demande' in lues ? [resumeDe(lues.demande)] : [];
};

/** The réservations that a mail tells. */
export const reservationsDe = (lues: Donnees): readonly ResumeReservation[] => {
  if ('reservations' in lues) return lues.reservations;
  return 'reservation' in lues ? [resumeDeReservation(lues.reservation)] : [];
};

/** The site that a mail is about: who may be written to at the CFA, who answers a candidate. */
export const siteDuCourriel = (lues: Donnees): Resume | ResumeReservation | undefined =>
  demandesDe(lues)[0] ?? reservationsDe(lues)[0];

export const estPourLeCfa = (genre: string): boolean => genre.startsWith('cfa-');
