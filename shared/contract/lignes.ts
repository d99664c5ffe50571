import { z } from 'zod';
import { genreCreneau } from '../domain/agenda/creneaux.ts';
import { etatReservation, motifReservation } from '../domain/agenda/places.ts';
import { motif } from '../domain/demandes/motifs.ts';
import { souhait } from '../domain/demandes/souhaits.ts';
import { territoire } from '../domain/jours-ouvres.ts';
import { instant, jour, siret, uai, uuid } from './primitives.ts';

/**
 * The bodies of the rows of a flux, by type (PROTOCOL 1, 4). Bodies are frozen text: a reader
 * upcasts in memory by `v`, nothing rewrites them. All optional strings are absent, never empty.
 */

/** A phone as received and as we read it. `confiance` is `sure` when nothing had to be guessed. */
export const telephone = z.object({
  brut: z.string(),
  /** null when no number can be read in `brut`. */
  e164: z.string().nullable(),
  confiance: z.enum(['sure', 'corrigee', 'douteuse', 'illisible']),
  /** Stable code of the repair, e.g. DROM_11_CHIFFRES; null when none was needed. */
  correction: z.string().nullable(),
});
export type Telephone = z.infer<typeof telephone>;

/** Where the number comes from in the list: the CSV columns, in dialling order. */
export const origineTelephone = z.enum(['responsable_1', 'responsable_2', 'personnel', 'portable']);
export type OrigineTelephone = z.infer<typeof origineTelephone>;

export const dossierLigne = z.object({
  /** null for a dossier created by hand from a call (dossier-cree). */
  ine: z.string().nullable(),
  nom: z.string(),
  prenom: z.string(),
  prenoms_autres: z.array(z.string()).default([]),
  adresse: z.object({
    lignes: z.array(z.string()),
    code_postal: z.string().nullable(),
    ville: z.string().nullable(),
    pays: z.string().nullable(),
  }),
  telephones: z.array(telephone.extend({ origine: origineTelephone })),
  emails: z.array(z.string()),
  etablissement_origine: z.object({ uai: uai.nullable(), nom: z.string(), ville: z.string().nullable() }).nullable(),
  campagne: z.number().int(),
  /**
   * Source columns (1 to 4, 1 to 2) that `adresse.lignes` and `emails` came from, when some before were empty:
   * the 27-column export must put each value back in its own column. Absent = 1, 2, 3…
   */
  colonnes_source: z.object({ adresse: z.array(z.number().int()), emails: z.array(z.number().int()) }).optional(),
});
export type DossierLigne = z.infer<typeof dossierLigne>;

export const voeuLigne = z.object({
  dossier: uuid,
  etat: z.enum(['actif', 'retire']),
  /** Set when `etat` is `retire`; `deplace_vers` when the vœu went on in another relation. */
  retire_par: uuid.nullable(),
  deplace: z.enum(['arrive', 'parti']).nullable(),
  rang: z.number().int().nullable(),
  code_offre: z.string(),
  academie: z.object({ code: z.string(), nom: z.string() }),
  formation: z.object({
    libelle: z.string(),
    mef: z.string().nullable(),
    code_formation_diplome: z.string().nullable(),
    cle_ministere_educatif: z.string().nullable(),
  }),
  etablissement_accueil: z.object({ uai: uai.nullable(), nom: z.string(), ville: z.string().nullable() }),
  anomalies: z.array(z.object({ champ: z.string(), type: z.string() })),
  /** The transmissions that first brought and last changed this vœu. */
  premiere_transmission: uuid,
  derniere_transmission: uuid,
});
export type VoeuLigne = z.infer<typeof voeuLigne>;

export const transmissionLigne = z.object({
  numero: z.number().int(),
  genre: z.enum(['premiere', 'mise_a_jour']),
  recue_le: instant,
  total: z.number().int(),
  ajoutes: z.number().int(),
  modifies: z.number().int(),
  retires: z.number().int(),
});
export type TransmissionLigne = z.infer<typeof transmissionLigne>;

export const ecartLigne = z.object({
  transmission: uuid,
  voeu: uuid,
  dossier: uuid,
  genre: z.enum(['ajoute', 'modifie', 'retire', 'deplace']),
  /** Dotted path of the field, null for ajoute/retire/deplace. */
  champ: z.string().nullable(),
  avant: z.string().nullable(),
  apres: z.string().nullable(),
});
export type EcartLigne = z.infer<typeof ecartLigne>;

/** What somebody added to a demande that was still open: asking twice never makes two of them. */
export const ajoutDeDemande = z.object({
  recu_le: instant,
  motifs: z.array(motif),
  message: z.string().nullable(),
  /** The address of this form, lower case, when it is not the one given before; nobody proved it. */
  courriel: z.string().optional(),
});

export const demandeLigne = z.object({
  dossier: uuid,
  mode: z.enum(['rappel', 'message', 'creneau']),
  recue_le: instant,
  echeance: instant,
  /** `annulee` by the person who asked, through her personal link. */
  etat: z.enum(['ouverte', 'repondue', 'annulee']),
  auteur: z.enum(['parent', 'etudiant']),
  /** Who filled the form in, when the dossier bears another name: a parent asks for a child. */
  demandeur: z.object({ nom: z.string(), prenom: z.string() }).nullable().default(null),
  motifs: z.array(z.string()),
  message: z.string().nullable(),
  /** The address of the form that made it, lower case; absent from rows of before. */
  courriel: z.string().optional(),
  /** Version of the notice that was agreed to; absent from rows of before. */
  consentement: z.string().optional(),
  ajouts: z.array(ajoutDeDemande).default([]),
  /** Last change of what is wished for (`mode`, `souhaits`), by the personal link; absent when there was none. */
  modifiee_le: instant.optional(),
  /** Absent from rows cancelled before it was kept. */
  annulee_le: instant.optional(),
  /** When a place at a créneau answered it (PROTOCOL 8); absent when staff alone did, as their actes say. */
  repondue_le: instant.optional(),
  souhaits: z.array(souhait).default([]),
  /** Platform of origin (`origine`), in upper case; text, so that a newer one is still read. */
  origine: z.string(),
  formation: z
    .object({ cle_ministere_educatif: z.string(), intitule: z.string(), ville: z.string().nullable() })
    .nullable()
    .default(null),
  /** Public phone of the site, printed in the mail that carries an answer. */
  telephone_cfa: z.string().nullable().default(null),
  /** Name of the CFA in that mail. */
  cfa: z.string().default(''),
  /** Public holidays that its deadline counts. */
  territoire: territoire.default('metropole'),
  /** A mail came back: the person's address does not work, or nobody at the CFA receives the notices. */
  courriel_rejete: z.enum(['candidat', 'cfa', 'les_deux']).nullable().default(null),
});
export type DemandeLigne = z.infer<typeof demandeLigne>;

/**
 * One booking of one person at one créneau, as the server settled it (PROTOCOL 8): written by the server only. It holds
 * the hours of the créneau, so that a person is folded from her own rows; a créneau that moves writes its réservations
 * again.
 */
export const reservationLigne = z.object({
  dossier: uuid,
  creneau: uuid,
  /** The demande that asked for it, or that it answers. */
  demande: uuid.nullable(),
  etat: etatReservation,
  motif: motifReservation.nullable(),
  genre: genreCreneau,
  debut: instant,
  fin: instant,
  /** Order of arrival at this créneau, never given twice: the waiting list is read by it. */
  rang: z.number().int(),
  demandee_le: instant,
  /** When `etat` was said. */
  etat_le: instant,
  /** Of `offerte` only. */
  expire_le: instant.nullable(),
  /** By the family on the public pages, or by staff. */
  source: z.enum(['public', 'poste']),
  /** The réservation it took the place of. */
  remplace: uuid.nullable(),
});
export type ReservationLigne = z.infer<typeof reservationLigne>;

/** flux `organisme` */
export const operateurLigne = z.object({ nom_affiche: z.string().min(1).max(40), actif: z.boolean() });
export type OperateurLigne = z.infer<typeof operateurLigne>;

export const etablissementLigne = z.object({
  siret,
  uai: uai.nullable(),
  raison_sociale: z.string(),
  enseigne: z.string().nullable(),
  ville: z.string().nullable(),
  code_postal: z.string().nullable(),
  /** IANA zone of the site, e.g. Indian/Reunion. */
  fuseau: z.string(),
});
export type EtablissementLigne = z.infer<typeof etablissementLigne>;

export const reglageLigne = z.object({ cle: z.string(), valeur: z.unknown() });

/** flux `compte` */
export const alerteLigne = z.object({ message: z.string().max(500), du: instant, au: instant.nullable() });
export const posteLigne = z.object({
  nom: z.string(),
  cree_le: instant,
  /** Beginning of the last UTC hour in which it spoke, by the server's clock; null before, or of an older server. */
  vu_le: instant.nullable(),
  revoque: z.boolean(),
});

/** Erasure and purge only (PROTOCOL 4). Takes the id of the row that left. */
export const tombstoneLigne = z.object({ raison: z.enum(['effacement', 'purge']), jour });

/** Every row type this version reads, with the newest `v` it knows. */
export const lignes = {
  dossier: { v: 1, corps: dossierLigne },
  voeu: { v: 1, corps: voeuLigne },
  transmission: { v: 1, corps: transmissionLigne },
  ecart: { v: 1, corps: ecartLigne },
  demande: { v: 1, corps: demandeLigne },
  reservation: { v: 1, corps: reservationLigne },
  operateur: { v: 1, corps: operateurLigne },
  etablissement: { v: 1, corps: etablissementLigne },
  reglage: { v: 1, corps: reglageLigne },
  alerte: { v: 1, corps: alerteLigne },
  poste: { v: 1, corps: posteLigne },
  tombstone: { v: 1, corps: tombstoneLigne },
} as const;
export type LigneType = keyof typeof lignes | 'acte';
