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
    genre: 'demande' | 'confirmation' | 'changement' | 'annulation';
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
    mode: 'rappel' | 'message';
    souhaits: string;
    etat: 'ouverte' | 'repondue' | 'annulee';
    recue_le: string;
    /** IANA zone of the site, for the dates of the page. */
    fuseau: string;
  };
  /** One row: when the server last came by; the intake says it when nobody came for long. */
  passage: { id: 1; vu_le: string };
}
