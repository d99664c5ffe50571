import type { ModeDepot } from '../../guichet/depot.ts';

/** What a form of the intake posts, as it is named on the wire. `motif` and `souhait` come once per ticked box. */
export const champs = {
  /** Which training and from where: hidden, given back as they were given. */
  cle: 'cle',
  origine: 'origine',
  mode: 'mode',
  auteur: 'auteur',
  prenom: 'prenom',
  nom: 'nom',
  prenomJeune: 'prenom_jeune',
  nomJeune: 'nom_jeune',
  courriel: 'courriel',
  telephone: 'telephone',
  motif: 'motif',
  /** What « Autre » is about; read only when `motif` holds `autre`. */
  autre: 'autre',
  /** `lundi:matin`, `lundi:apres-midi`, … `vendredi:apres-midi`. Read in mode rappel only. */
  souhait: 'souhait',
  /** Required in mode message. */
  message: 'message',
  /** `debut~id` of the créneau that was chosen. Read in mode créneau only. */
  creneau: 'creneau',
  /** `debut~id` after which the list of the page begins; empty for the first part of it. */
  creneauxApres: 'creneaux_apres',
  /** A button that turns the list: another part of it (`debut~id`, or `debut` for the first), and nothing is sent. */
  voir: 'voir',
  /** Version of the consent that was shown. */
  consentement: 'consentement',
  /** The address that was suggested and ticked: it replaces `courriel`. Absent when the box is not ticked. */
  courrielCorrige: 'courriel_corrige',
  /** The address a suggestion was already made for: the same address again is right as it is. */
  courrielVu: 'courriel_vu',
  /** Nobody sees it: filled in, the form comes from a machine. */
  piege: 'site_web',
  /** Names one drawing of the form: sent twice, it is taken once. */
  envoi: 'envoi',
  /** `Defi.jeton` given back, and the number that was found; `preuve` is empty when nothing was computed. */
  defi: 'defi',
  preuve: 'preuve',
  /** The beginning that the page of a réservation showed when its button was pressed. */
  debut: 'debut',
  /** Token of a personal link or of a confirmation mail. */
  jeton: 'jeton',
} as const;

/** Longest texts that the page lets in; names and message are held to the same by guichet/depot.ts. */
export const longueurs = { nom: 80, courriel: 254, telephone: 30, autre: 200 } as const;

export type Champ =
  | 'mode'
  | 'creneau'
  | 'auteur'
  | 'prenom'
  | 'nom'
  | 'prenom_jeune'
  | 'nom_jeune'
  | 'courriel'
  | 'telephone'
  | 'motif'
  | 'autre'
  | 'souhait'
  | 'message';

/**
 * INVALIDE: not in the form that is expected; for `courriel`, SUGGESTION when only a likely slip stops it. For a créneau,
 * what became of it while the form was filled in: PARTI, COMPLET, CHANGE (its hour).
 */
export type ErreurChamp = 'MANQUE' | 'INVALIDE' | 'TROP_LONG' | 'SUGGESTION' | 'PARTI' | 'COMPLET' | 'CHANGE';
export type Erreurs = Partial<Record<Champ, ErreurChamp>>;

/** The form as it was filled in, shown again as it was typed. */
export interface Valeurs {
  mode: ModeDepot | null;
  auteur: 'parent' | 'etudiant' | null;
  prenom: string;
  nom: string;
  prenomJeune: string;
  nomJeune: string;
  courriel: string;
  telephone: string;
  motifs: readonly string[];
  autre: string;
  /** As posted: `lundi:matin`. */
  souhaits: readonly string[];
  message: string;
  /** As posted: `debut~id`. */
  creneau: string;
}

export const valeursVides: Valeurs = {
  mode: null,
  auteur: null,
  prenom: '',
  nom: '',
  prenomJeune: '',
  nomJeune: '',
  courriel: '',
  telephone: '',
  motifs: [],
  autre: '',
  souhaits: [],
  message: '',
  creneau: '',
};

/** A training as the page names it: a part of the row of the guichet. */
export interface FormationMontree {
  cle: string;
  intitule: string;
  raisonSociale: string;
  adresse: string | null;
  codePostal: string | null;
  ville: string | null;
}

/**
 * A proof of work. The browser looks for the whole number `n` of [0, max[ such that the SHA-256 of the text
 * `sel` + `n` (decimal) is `empreinte` (hexadecimal), and posts it as `preuve`. A bounded search: the slowest phone
 * never does more than `max` digests.
 */
export interface Defi {
  /** All the server needs to recognise its own challenge, given back as `defi`. */
  jeton: string;
  sel: string;
  empreinte: string;
  max: number;
}

/** What the page of a personal link shows (guichet `suivi`). */
export interface EtatSuivi {
  /** The token that was posted, carried by the buttons of the page. */
  jeton: string;
  intitule: string;
  raisonSociale: string;
  mode: ModeDepot;
  /** As posted by the form: `lundi:matin`. */
  souhaits: readonly string[];
  etat: 'ouverte' | 'repondue' | 'annulee';
  recueLe: string;
  /** IANA zone of the dates shown. */
  fuseau: string;
}
