import type { Generated } from 'kysely';
import type { TablesAgenda } from './tables-agenda.ts';
import type { TablesDemandes } from './tables-demandes.ts';

/**
 * The server's tables (snake_case, French, STRICT on SQLite). Instants are ISO 8601 UTC text, booleans 0/1,
 * bodies frozen JSON text. Heads are counters in `flux`, never database sequences (PROTOCOL 4).
 */
export interface Tables extends TablesDemandes, TablesAgenda {
  /** One row: the epoch (new after a restore), keys that must live with the data. */
  serveur: { id: 1; epoque: string; cree_le: string; secret_ine: string };

  compte: {
    id: string;
    identifiant: string; // SIRET of the responsable, or the delegue's e-mail, lower case
    email: string | null;
    role: 'responsable' | 'delegue';
    nom: string;
    siret: string | null; // responsable only
    mot_de_passe: string | null; // argon2id
    statut: 'invite' | 'actif' | 'suspendu';
    flux_compte: string;
    cree_le: string;
  };
  /** Single-use links, 72 h; only sha256 of the token is kept. */
  invitation: { empreinte_jeton: string; compte_id: string; expire_le: string; utilisee_le: string | null };
  /** What a delegue may read. A responsable reads every relation of its SIRET. */
  delegation: {
    id: string;
    compte_id: string;
    relation_id: string;
    debut_le: string;
    fin_le: string | null;
  };
  poste: {
    id: string;
    compte_id: string;
    nom: string;
    jkt: string; // DPoP key thumbprint
    grant_id: string;
    cree_le: string;
    vu_le: string | null;
    /** Last sign-in by a person (browser or code), never a refresh: erasure asks for a recent one. */
    connecte_le: string | null;
    revoque_le: string | null;
    /** perdu: lost or stolen, no push-only right. */
    revocation: 'rendu' | 'perdu' | null;
  };
  /** Which compte made an opérateur: it and the responsable may rename it. The name itself is a row of the flux. */
  operateur: { id: string; compte_id: string; cree_le: string };
  enrolement: {
    empreinte_code: string;
    /** First two letters of the code: a wrong code counts against the open codes it may have aimed at. */
    repere: string;
    compte_id: string;
    expire_le: string;
    essais: number;
    utilise_le: string | null;
    poste_id: string | null;
  };
  oidc_objet: {
    type: string;
    id: string; // sha256 of the token value
    charge: string;
    grant_id: string | null;
    uid: string | null;
    user_code: string | null;
    consomme_le: string | null;
    expire_le: string | null;
  };
  /** DPoP proofs seen, so that none is used twice. */
  preuve_vue: { jti: string; expire_le: string };

  etablissement: {
    siret: string;
    uai: string | null;
    raison_sociale: string;
    enseigne: string | null;
    adresse: string | null;
    code_postal: string | null;
    ville: string | null;
    academie_code: string | null;
  };
  mef: { mef: string; libelle: string; code_formation_diplome: string };
  /** Offers of the campagne, replaced as a whole by each import; `code_offre` without accents, upper case. */
  formation: {
    academie_code: string;
    code_offre: string;
    /** Upper case, as given: a malformed one still finds the lines that carry the same. */
    cle_ministere_educatif: string | null;
    uai: string | null; // établissement d'accueil
    siret_responsable: string | null;
    siret_formateur: string | null;
    uai_responsable: string | null;
    uai_formateur: string | null;
    type_etablissement: string | null;
    /** Places; 0 means that its vœux are ignored, null that the file does not say. */
    capacite: number | null;
  };
  relation: {
    id: string;
    siret_responsable: string;
    siret_formateur: string;
    /** Contact of the responsable as the relations file gives it: an address to invite, never a right. */
    email_responsable: string | null;
    cree_le: string;
    retiree_le: string | null;
  };

  flux: {
    id: string;
    genre: 'relation' | 'organisme' | 'compte';
    relation_id: string | null;
    siret_responsable: string | null; // genre organisme
    compte_id: string | null; // genre compte
    campagne: number | null;
    tete: number;
    nombre: number;
    empreinte: string;
    /** Cursors at or below are refused with 410 (0 = none). */
    plancher: number;
    purge_apres: string | null;
    /** Set by the purge: the flux holds nothing any more and is no longer listed. */
    purge_le: string | null;
    dernier_recu_le: string | null; // recu_le never decreases inside a flux
    /** The import that is writing rows beyond the head; they are nobody's until it moves the head. */
    en_scene: string | null;
  };
  /** Every row a poste may hold; an entity keeps its newest version only. Primary key (flux_id, id), index (flux_id, seq). */
  ligne: {
    flux_id: string;
    id: string;
    seq: number;
    type: string;
    v: number;
    dossier_id: string | null;
    corps: string;
  };
  /** Identity of an acte: who sent which body, for deja_recu and refusals. */
  acte: {
    id: string;
    flux_id: string;
    dossier_id: string;
    compte_id: string | null;
    poste_id: string | null;
    empreinte_corps: string;
    seq: number;
    recu_le: string;
    effet: 'aucun' | 'retenu';
  };
  /** One person inside one flux. `cle_ine` = HMAC(INE), `efface_le` drops the mapping (PROTOCOL 5). */
  dossier: { id: string; flux_id: string; cle_ine: string | null; efface_le: string | null };
  opposition: { siret_responsable: string; cle_ine: string; depuis_le: string };

  /** The known vœux by source key; `empreinte_ligne` tells an unchanged line without reading its body. */
  voeu: {
    id: string;
    /** Unique with the three columns of the source key: an extraction speaks of its own campagne only. */
    campagne: number;
    academie_code: string;
    ine: string;
    code_offre: string;
    flux_id: string | null; // null: no SIRET, not deliverable
    dossier_id: string | null;
    empreinte_ligne: string;
    etat: 'actif' | 'retire';
    cree_le: string;
    modifie_le: string;
  };
  /** One accepted extraction. */
  extraction: {
    id: string;
    recue_le: string;
    campagne: number;
    fichier_empreinte: string;
    total: number;
    bilan: string; // JSON
  };
  /** At most one row: the import that may write, and when it was last heard of (voeux/la-main.ts). */
  import_en_cours: { id: 1; extraction_id: string; vu_le: string | null };

  /** The tables of store/scene.ts, in a file of one import. */
  voeu_arrivee: {
    numero_ligne: number;
    academie_code: string;
    ine: string;
    code_offre: string;
    etat: 'valide' | 'conserve';
    siret_responsable: string | null;
    siret_formateur: string | null;
    empreinte_ligne: string;
  };
  /** Bodies of the valid ones, apart: what every import compares is read without them. */
  voeu_arrivee_corps: {
    numero_ligne: number;
    dossier: string; // JSON DossierLigne
    voeu: string; // JSON VoeuLigne without ids
  };
  /** Flux that are to receive rows: how many, and after which number. */
  scene_flux: { flux_id: string; lignes: number; base: number };
  scene_ligne: {
    flux_id: string;
    ordre: number;
    id: string;
    type: string;
    v: number;
    dossier_id: string | null;
    corps: string;
  };
  /** Dossiers that the comparison counted on: known ones, and those to be made. */
  scene_dossier: { id: string; flux_id: string; cle_ine: string; connu: 0 | 1 };
  scene_voeu: {
    id: string;
    campagne: number;
    academie_code: string;
    ine: string;
    code_offre: string;
    flux_id: string | null;
    dossier_id: string | null;
    empreinte_ligne: string;
    etat: 'actif' | 'retire';
    cree_le: string;
    modifie_le: string;
  };
  /** Anomalies of some lines read together, JSON AnomalieDeLigne[], by the last of these lines. */
  scene_anomalie: { jusqu_a: number; texte: string };
  /** Known vœux that left the file. */
  scene_retrait: { voeu_id: string; flux_id: string | null };

  /** Receipts: what each poste proved it holds. */
  recu: {
    poste_id: string;
    flux_id: string;
    compte_id: string;
    tete: number;
    nombre: number;
    verdict: 'egal' | 'different';
    recu_le: string;
  };
  ordre: {
    id: string;
    poste_id: string;
    flux_id: string;
    raison: 'fin_de_delegation' | 'poste_retire' | 'purge' | 'effacement';
    des_le: string;
    accuse_le: string | null;
    lignes: number | null;
    actes_non_envoyes: number | null;
  };
  /** Once for each list that a poste proved it holds: what the operator calls « reçue ». Never changed, never deleted. */
  reception: {
    transmission_id: string;
    poste_id: string;
    compte_id: string;
    /** Of the compte on that day. */
    role: 'responsable' | 'delegue';
    flux_id: string;
    /** Number and instant of the list, which outlive its row in the flux. */
    numero: number;
    transmise_le: string;
    recu_le: string;
  };
  /** Exports and prints, as the postes tell them: who, when, how many, never whom. Never changed, never deleted. */
  trace: {
    id: string;
    compte_id: string;
    poste_id: string;
    genre: 'export' | 'impression';
    format: string;
    portee: 'selection' | 'question' | 'flux' | 'tout';
    nombre: number;
    flux: string; // JSON, ids that the compte may or might once read
    operateur: string | null; // as declared
    fait_le: string; // clock of the poste
    recue_le: string;
    /** sha256 of the trace as it was first sent. */
    empreinte_corps: string;
  };
  /** Figures of one relation and campagne, computed again when `signature` no longer tells what they saw. */
  bilan_relation: {
    flux_id: string;
    campagne: number;
    signature: string;
    /** Active vœux. */
    voeux: number;
    /** Of these, those that the main recipient proved it holds as they are. */
    recus: number;
    etat: 'sans_voeux' | 'aucun' | 'partiel' | 'complet';
    /** Who received; null when nobody did. */
    par: 'responsable' | 'delegue' | null;
    accueils: string; // JSON, UAI
  };
  /** Distinct pupils of an académie (of its formateurs), `ALL` and `UNKNOWN` included: they do not add up. */
  bilan_apprenants: { campagne: number; academie_code: string; signature: string; nombre: number };
  /** Append-only audit of operator and security events: codes and opaque ids only. */
  journal: { id: Generated<number>; le: string; code: string; objet: string | null; nombre: number | null };
}
