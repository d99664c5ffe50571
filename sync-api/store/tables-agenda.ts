import type { Generated } from 'kysely';

/** The tables of 0080-agenda: créneaux as their actes leave them, bookings as this server settled them (PROTOCOL 8). */
export interface TablesAgenda {
  /** The last head of `creneau:<id>` in server order. Its words live in its actes. */
  creneau: {
    id: string;
    flux_id: string;
    etat: 'prevu' | 'annule';
    genre: 'entretien' | 'reunion' | 'portes_ouvertes';
    debut: string;
    fin: string;
    capacite: number;
    liste_attente: 0 | 1;
    titre: string | null;
    lieu: string | null;
    lien: string | null;
    consigne: string | null;
    /** JSON OffreCreneau, null when families are not shown it. */
    offre: string | null;
    /** Changes since it was made (RFC 5545 SEQUENCE). */
    sequence: number;
    modifie_le: string;
  };
  reservation: {
    id: string;
    flux_id: string;
    dossier_id: string;
    creneau_id: string;
    demande_id: string | null;
    /** As in `reservationLigne`. */
    etat: 'confirmee' | 'attente' | 'offerte' | 'a_reconfirmer' | 'complet' | 'annulee' | 'expiree';
    motif: 'deplace' | 'capacite' | 'candidat' | 'cfa' | 'creneau' | 'remplacee' | null;
    rang: number;
    demandee_le: string;
    etat_le: string;
    expire_le: string | null;
    source: 'public' | 'poste';
    remplace_id: string | null;
    /** sha256 of the token of its personal link. */
    empreinte_jeton: string;
    /** Keyed digest of the mailbox that it was asked with on a public page (agenda/limites.ts); null for staff. */
    boite: string | null;
  };
  /**
   * Bookings of a créneau that this base does not know yet, or knows as it was: it was put back from a backup, and postes
   * will offer the créneau again (demandes/reservation.ts). Made once its row is written again; forgotten after some days.
   */
  reservation_attendue: {
    /** Of the réservation to be made. */
    id: string;
    demande_id: string;
    creneau_id: string;
    origine: string;
    debut_vu: string;
    /** When she asked. */
    demandee_le: string;
    /** The booking that it takes the place of. */
    remplace_id: string | null;
    /** `sequence` of the créneau when it was last tried, null while it was unknown. */
    sequence_vue: number | null;
  };
  /** Créneaux whose offer in the guichet is to be written again, or removed. */
  offre_a_dire: { id: Generated<number>; creneau_id: string };
  /** The calendar feed of an account; only sha256 of the token is kept. One at a time. */
  abonnement_agenda: { compte_id: string; empreinte_jeton: string; cree_le: string };
}
