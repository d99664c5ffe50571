import type { GenreCreneau } from '../../shared/domain/agenda/creneaux.ts';
import type { Motif } from '../../shared/domain/demandes/motifs.ts';
import type { Origine } from '../../shared/domain/demandes/origines.ts';
import type { CorpsDeCourriel } from '../../shared/domain/demandes/reponse-courriel.ts';
import type { Souhait } from '../../shared/domain/demandes/souhaits.ts';

/** What every mail about one demande may say. Never all of it: each template chooses (SECURITY, Outside). */
export interface DemandeEcrite {
  id: string;
  fluxId: string;
  dossierId: string;
  cleMinistereEducatif: string;
  siretFormateur: string;
  /** Name of the CFA, of the training, and where it takes place. */
  cfa: string;
  formation: string;
  adresse: string | null;
  telephoneCfa: string | null;
  fuseau: string;
  origine: Origine;
  mode: 'rappel' | 'message' | 'creneau';
  auteur: 'parent' | 'etudiant';
  /** Of whoever filled the form in. */
  nom: string;
  prenom: string;
  motifs: readonly Motif[];
  message: string | null;
  souhaits: readonly Souhait[];
  recueLe: string;
  echeance: string;
}

/** What every mail about one réservation may say. Never all of it: each template chooses (SECURITY, Outside). */
export interface ReservationEcrite {
  id: string;
  fluxId: string;
  dossierId: string;
  demandeId: string | null;
  creneauId: string;
  /** Name of the CFA, its public phone, its postal address when the créneau says no place of its own. */
  cfa: string;
  telephoneCfa: string | null;
  siretFormateur: string;
  /** Training of the demande, null for a réservation that staff gave without one. */
  formation: string | null;
  cleMinistereEducatif: string | null;
  genre: GenreCreneau;
  titre: string | null;
  debut: string;
  fin: string;
  /** IANA zone of the site. */
  fuseau: string;
  lieu: string | null;
  lien: string | null;
  consigne: string | null;
  /** RFC 5545 SEQUENCE of the créneau. */
  sequence: number;
  /** Of the person who comes. */
  nom: string;
  prenom: string;
  expireLe: string | null;
}

/** What a mail tells of a réservation; the words of staff on a change of the créneau are `mot`. */
export type NouvelleReservation =
  | 'confirmee'
  | 'attente'
  | 'complet'
  /** One mailbox has as many places there as it may: whoever comes beside them calls. */
  | 'limite'
  /** Asked for, or confirmed, and the créneau has moved since: does she come? */
  | 'deplacee'
  /** Same hours, another place or link. */
  | 'changee'
  /** A place was freed: to be taken before `expireLe`. */
  | 'offerte'
  | 'expiree'
  /** By her, or by the CFA for her. */
  | 'annulee'
  /** She waits no more, or does not want the place that was kept for her: nothing of hers was ever confirmed. */
  | 'attente_quittee'
  /** The créneau itself is cancelled. */
  | 'creneau_annule'
  /** She wanted another créneau that had no place: the one she has, which the mail is about, stays. */
  | 'inchangee';

/**
 * A mail to be written into the outbox, in the transaction of what it tells. `jeton` is the token of the personal link,
 * put after « # ». Mails to the CFA carry no phone, no e-mail and no word of the candidat.
 */
export type CourrielAEcrire =
  | { genre: 'candidat-confirmation'; demande: DemandeEcrite; destinataire: string; jeton: string }
  /**
   * Asked again while open: said to the address that is known, never by the page. Without a link when that address may not
   * have it; `ajoute` is false when so much was added before that this was not.
   */
  | {
      genre: 'candidat-doublon';
      demande: DemandeEcrite;
      destinataire: string;
      jeton: string | null;
      ajoute?: boolean;
    }
  /** To an address that was only added to a demande: nothing of what others wrote in it, no link. */
  | { genre: 'candidat-complement'; demande: DemandeEcrite; destinataire: string }
  /** Sent before there is a demande: the address has to be proved first. */
  | {
      genre: 'candidat-a-confirmer';
      prenom: string;
      cfa: string;
      formation: string;
      destinataire: string;
      jeton: string;
    }
  | { genre: 'candidat-changement'; demande: DemandeEcrite; destinataire: string; jeton: string }
  | { genre: 'candidat-annulation'; demande: DemandeEcrite; destinataire: string }
  /** `Répondre` and `Injoignable`, as they were previewed. `destinataire` null: to be found at departure. */
  | {
      genre: 'candidat-reponse';
      demande: DemandeEcrite;
      destinataire: string | null;
      corps: CorpsDeCourriel;
      acteId: string;
    }
  /** The notices of the CFA did not reach anybody: the demande is kept, and she may call. */
  | { genre: 'candidat-cfa-injoignable'; demande: DemandeEcrite; destinataire: string }
  | { genre: 'cfa-nouvelle'; demande: DemandeEcrite }
  | { genre: 'cfa-relance'; demande: DemandeEcrite; moment: 'mi-delai' | 'dernier-jour'; envoyableLe: string }
  | { genre: 'cfa-changement'; demande: DemandeEcrite; quoi: 'changee' | 'annulee' | 'completee' }
  /** The candidate's address does not work: call, or write elsewhere. */
  | { genre: 'cfa-candidat-injoignable'; demande: DemandeEcrite }
  /**
   * Told once it is settled, with the `.ics` of what holds or of what holds no more. `jeton` is that of the link of the
   * réservation; null where nothing can be done with it any more. `confirmee` and `deplacee` schedule her reminder (`candidat-veille`).
   */
  | {
      genre: 'candidat-reservation';
      reservation: ReservationEcrite;
      quoi: NouvelleReservation;
      mot: string | null;
      destinataire: string;
      jeton: string | null;
    }
  /** In the morning of the day before; written by what gives her a place (ecrire.ts). */
  | {
      genre: 'candidat-veille';
      reservation: ReservationEcrite;
      destinataire: string;
      jeton: string;
      envoyableLe: string;
    }
  /** Somebody booked, cancelled or moved by the public pages; no phone, no e-mail, the name short. */
  | {
      genre: 'cfa-reservation';
      reservation: ReservationEcrite;
      /** `injoignable`: a mail to her did not arrive. */
      quoi: 'prise' | 'attente' | 'annulee' | 'deplacee' | 'reconfirmee' | 'expiree' | 'injoignable';
    };
