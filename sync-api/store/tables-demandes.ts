import type { Generated } from 'kysely';

/** The tables of 0060-demandes: catalogue, openings, demandes, mails. Same rules as tables.ts. */
export interface TablesDemandes {
  /** A training of the national catalogue (Carif-Oref), by its clé ministère éducatif. Never parsed, never deleted. */
  formation_catalogue: {
    cle_ministere_educatif: string;
    parcoursup_id: string | null;
    onisep_id: string | null;
    intitule: string;
    cfd: string | null;
    siret_responsable: string;
    siret_formateur: string;
    /** Name of the site that trains. */
    raison_sociale: string;
    adresse: string | null;
    code_postal: string | null;
    ville: string | null;
    /** Public phone of the site, as printed. */
    telephone: string | null;
    /** JSON string[]: the contacts of the place, in the order of the catalogue. */
    courriels_lieu: string;
    courriel_gestionnaire: string | null;
    /** When a catalogue last said something new of it. */
    vue_le: string;
    /** Absent from the last catalogue: closed, and open again with all its choices when it comes back. */
    retiree_le: string | null;
  };
  /** For whom a training is open. What the operator decided is never changed by a catalogue. */
  ouverture: {
    cle_ministere_educatif: string;
    origine: string;
    ouverte: 0 | 1;
    par: 'catalogue' | 'exploitant';
    decidee_le: string;
  };
  /** Addresses that receive the notices of a site instead of the catalogue's; '' for the whole site. They stay. */
  destinataire: { siret_formateur: string; cle_ministere_educatif: string; courriel: string; ajoute_le: string };
  /** An address that refused for good (SMTP 5xx, RFC 3464), lower case. */
  courriel_rejete: { courriel: string; code: string; depuis_le: string };
  demande: {
    id: string;
    flux_id: string;
    dossier_id: string;
    cle_ministere_educatif: string;
    origine: string;
    mode: 'rappel' | 'message' | 'creneau';
    etat: 'ouverte' | 'repondue' | 'annulee';
    /** HMAC of folded names and e-mail, of folded names and E.164: who asks, never in clear. null once erased. */
    cle_courriel: string | null;
    cle_telephone: string | null;
    /** sha256 of the token of its personal link. */
    empreinte_jeton: string;
    recue_le: string;
    echeance: string;
    /** The corrected instant of the acte that answered, not that of its arrival. */
    repondue_le: string | null;
    annulee_le: string | null;
  };
  /** Deposits of the guichet that were taken: taking one again changes nothing. Kept 30 days. */
  depot_pris: {
    id: string;
    pris_le: string;
    /** `empreinte_jeton` of the demande, or of the form to confirm, that it was about. */
    marque: string | null;
  };
  /** A demande that waits for its author to prove the address, 24 h. JSON DepotDemande. */
  depot_a_confirmer: {
    empreinte_jeton: string;
    corps: string;
    /** Those its demande would have: an erasure takes it along. */
    cle_courriel: string;
    cle_telephone: string;
    expire_le: string;
  };
  /** Personal links whose page in the guichet is to be written again, or removed when no demande has them any more. */
  suivi_a_dire: { id: Generated<number>; empreinte_jeton: string };
  /** One row, counted up with every change of the catalogue or of an opening. */
  catalogue_version: { id: 1; version: number };
  /** How far the mailbox of bounces was read. `empreinte` is that of the bytes just before, which prove that it is the same file. */
  retour_lu: { fichier: string; position: number; empreinte: string };
  /** The outbox. `donnees` and `destinataire` are blanked 30 days after it ended, and by erasure and purge. */
  courriel: {
    id: string;
    /** The same at every try, so that a mail taken twice by a slow server is one mail. */
    message_id: string;
    genre: string;
    demande_id: string | null;
    reservation_id: Generated<string | null>;
    flux_id: string | null;
    dossier_id: string | null;
    /** null: found when it is sent (a site's recipients). */
    destinataire: string | null;
    /** JSON, what its template needs (courriels/genres.ts). */
    donnees: string;
    /** `refuse`: for good; `abandonne`: no longer of use (answered meanwhile, nobody to write to). */
    etat: 'a_envoyer' | 'en_cours' | 'envoye' | 'refuse' | 'abandonne';
    envoyable_le: string;
    essais: number;
    cree_le: string;
    fini_le: string | null;
    /** SMTP or RFC 3464 status code of its end. */
    code: string | null;
  };
  lien_moitie: { lien_id: string; acte_id: string; flux_id: string; dossier_id: string };
}
