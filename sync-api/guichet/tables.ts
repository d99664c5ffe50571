import type { Generated } from 'kysely';

/**
 * The guichet: a file of its own between the public intake and the server that holds the lists, with its own key. The
 * `public` role opens this file and no other, so what it may read is what stands here: offers, and deposits on their
 * way. No vœu, no dossier, no answer can be read from it (SECURITY, Outside).
 */
export interface TablesGuichet {
  /** What the intake may show of a training; written by the server only. */
  formation: {
    cle_ministere_educatif: string;
    parcoursup_id: string | null;
    onisep_id: string | null;
    intitule: string;
    cfd: string | null;
    siret_formateur: string;
    raison_sociale: string;
    adresse: string | null;
    code_postal: string | null;
    ville: string | null;
    /** JSON string[]: the origines it is open for; empty when it is closed for all. */
    origines: string;
  };
  /** Left by the intake, taken and deleted by the server. JSON of depot.ts. */
  depot: {
    id: string;
    genre: 'demande' | 'confirmation' | 'changement' | 'annulation' | 'reservation';
    corps: string;
    depose_le: string;
  };
  /** Deposits that were taken, sealed under a key that the intake does not hold (demandes/garde.ts). Seven days. */
  depot_garde: { rang: Generated<number>; id: string; scelle: string; pris_le: string };
  /** What the page of a personal link shows: no name, no number, no word of its author. Written by the server only. */
  suivi: {
    empreinte_jeton: string;
    intitule: string;
    raison_sociale: string;
    mode: 'rappel' | 'message' | 'creneau';
    souhaits: string;
    etat: 'ouverte' | 'repondue' | 'annulee';
    recue_le: string;
    /** IANA zone of the site, for the dates of the page. */
    fuseau: string;
  };
  /** A créneau that families may book, until two hours before it begins; written by the server only. */
  creneau_offert: {
    id: string;
    genre: 'entretien' | 'reunion' | 'portes_ouvertes';
    titre: string | null;
    debut: string;
    fin: string;
    /** IANA zone of the site. */
    fuseau: string;
    lieu: string | null;
    /** 1 when it takes place online; the address is mailed to whoever comes, never shown here. */
    en_ligne: 0 | 1;
    capacite: number;
    /** Places that are left; what waits in the guichet is taken off by whoever shows it. */
    libres: number;
    liste_attente: 0 | 1;
    /** JSON string[]. */
    origines: string;
  };
  /** For which trainings; `debut` is that of the créneau, so that a page reads them in order. */
  creneau_formation: { cle_ministere_educatif: string; debut: string; creneau_id: string };
  /** What the page of a réservation shows. `lien` only while she is to come, and until the meeting is over. */
  suivi_reservation: {
    empreinte_jeton: string;
    /** null for one that staff gave without a demande: nothing else can be booked instead. */
    cle_ministere_educatif: string | null;
    origine: string | null;
    intitule: string | null;
    raison_sociale: string;
    creneau_id: string;
    genre: 'entretien' | 'reunion' | 'portes_ouvertes';
    titre: string | null;
    debut: string;
    fin: string;
    fuseau: string;
    lieu: string | null;
    lien: string | null;
    consigne: string | null;
    /** As in `reservationLigne`. */
    etat: 'confirmee' | 'attente' | 'offerte' | 'a_reconfirmer' | 'complet' | 'annulee' | 'expiree';
    motif: string | null;
    expire_le: string | null;
  };
  /** One row: when the server last came by; the intake says it when nobody came for long. */
  passage: { id: 1; vu_le: string };
}
