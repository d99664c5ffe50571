import { z } from 'zod';
import { reponseGenre } from '../../domain/actes/reponse.ts';
import { ajoutDeDemande, demandeLigne } from '../lignes.ts';
import { idFlux, uuid } from '../primitives.ts';
import { limits } from '../sync.ts';
import { etatInscription, rendezVous } from './agenda.ts';
import { channel, nothing } from './channel.ts';

/**
 * Where a demande stands for the office: nobody followed it up yet; a call was made and no answer is final; answered;
 * cancelled by the person who asked.
 */
export const demandeSuite = z.enum(['a_repondre', 'suivie', 'repondue', 'annulee']);
export type DemandeSuite = z.infer<typeof demandeSuite>;

/** Working days until the deadline, or since it when `depassee` (shared/domain/demandes/echeance.ts). */
const restant = z.object({ jours: z.number().int(), depassee: z.boolean() });

/** The answer that stands, whichever way it was given. */
const reponseDonnee = z.object({ genre: reponseGenre, le: z.string(), operateur: z.string().nullable() });
export type ReponseDonnee = z.infer<typeof reponseDonnee>;

/** One line of the inbox. */
export const demandeEntree = z.object({
  id: uuid,
  dossier: uuid,
  candidat: uuid,
  flux: idFlux,
  /** Of the person it is about. */
  nom: z.string(),
  prenom: z.string(),
  mode: demandeLigne.shape.mode,
  auteur: demandeLigne.shape.auteur,
  /** Who filled the form in, when the dossier bears another name. */
  demandeur: z.object({ nom: z.string(), prenom: z.string() }).nullable(),
  motifs: z.array(z.string()),
  formation: z.string().nullable(),
  ville: z.string().nullable(),
  origine: z.string(),
  recueLe: z.string(),
  echeance: z.string(),
  /** IANA zone of the site: the deadline is worded in it. */
  fuseau: z.string(),
  restant,
  suite: demandeSuite,
  /** A person opened it, here or at another poste. */
  vue: z.boolean(),
  /** An answer of ours is held by the server: somebody else answered first (PROTOCOL 3). */
  retenue: z.boolean(),
  /** Answered after its deadline, at the moment of the acte. null while nobody answered. */
  enRetard: z.boolean().nullable(),
  /** What ended it; null while it is open, or when it was cancelled and nobody had answered. */
  reponse: reponseDonnee.nullable(),
  /** What the family did after somebody here had seen it; the later of the two. */
  changee: z.enum(['completee', 'modifiee']).nullable(),
  /** When the person cancelled it; null too for rows of before that hour was kept. */
  annuleeLe: z.string().nullable(),
  essais: z.number().int(),
  affecteA: z.string().nullable(),
  /** People elsewhere in the file may be the same one: a merge is proposed on her sheet. */
  rapprochement: z.boolean(),
  courrielRejete: demandeLigne.shape.courriel_rejete,
  enAttente: z.boolean(),
  /** The créneau chosen with it, or given in answer: the soonest that stands, else the last one. Absent when there is none. */
  rendezVous: rendezVous
    .pick({ debut: true, fin: true, motif: true, position: true, expireLe: true })
    .extend({ etat: etatInscription })
    .optional(),
  /** An answer was begun at this poste, and waits in its file. */
  commencee: z.boolean(),
});
export type DemandeEntree = z.infer<typeof demandeEntree>;

/** An answer as the sheet shows it. `texte` of « Répondre » only. */
const reponseVue = z.object({
  acte: uuid,
  genre: reponseGenre,
  texte: z.string().nullable(),
  le: z.string(),
  operateur: z.string().nullable(),
  etat: z.enum(['a_envoyer', 'en_vol', 'a_revoir', 'recue', 'retenue']),
});
export type ReponseVue = z.infer<typeof reponseVue>;

/** A demande on the sheet of a person; the sheet holds as many as `ficheMax.demandes`. */
export const demandeFiche = demandeEntree
  .omit({ nom: true, prenom: true, candidat: true, vue: true, commencee: true, rendezVous: true })
  .extend({
    /** Last time that mode or wished half-days were changed by the personal link. */
    modifieeLe: z.string().nullable(),
    message: z.string().nullable(),
    ajouts: z.array(ajoutDeDemande).max(20),
    souhaits: demandeLigne.shape.souhaits,
    vue: z.object({ le: z.string(), operateur: z.string().nullable() }).nullable(),
    /** In server order, the last one stands; those that were held included. */
    reponses: z.array(reponseVue).max(20),
    /** What the mail of an answer says beside its text (`courrielDeReponse`). */
    courriel: z.object({
      cfa: z.string(),
      telephone: z.string().nullable(),
      /** Whom it is sent to: the address given with the demande, or what staff wrote over it; null when none can be. */
      adresse: z.string().nullable(),
      prenom: z.string(),
    }),
    /** The answer being written at this poste; empty when none is. */
    brouillon: z.string(),
  });
export type DemandeFiche = z.infer<typeof demandeFiche>;

export const demandesChannels = {
  /** By deadline, soonest first; `terminees` are answered or cancelled, newest first. Opaque `apres` as elsewhere. */
  'demandes:liste': channel(
    z.strictObject({
      vue: z.enum(['ouvertes', 'terminees']),
      /** Kept to these flux; all when absent. */
      flux: z.array(idFlux).max(50).optional(),
      apres: z.string().max(500).nullable(),
      limite: z.number().int().min(1).max(200),
    }),
    z.object({ lignes: z.array(demandeEntree).max(200), suite: z.string().nullable() }),
  ),
  /**
   * Kept by indexes, never counted over the table: open ones; those due before the end of today where the site is, the
   * ones past their deadline included; those past it; answers that are held.
   */
  'demandes:compteurs': channel(
    nothing,
    z.object({
      ouvertes: z.number().int(),
      avantCeSoir: z.number().int(),
      depassees: z.number().int(),
      retenues: z.number().int(),
    }),
  ),
  /** A person opened this demande: written once (`vue`), whatever happens again. Nothing when it was already seen. */
  'demandes:ouvrir': channel(z.strictObject({ demande: uuid }), nothing),
  /** Keeps the answer being written, on this poste only; '' removes it. INTROUVABLE when the demande is not here. */
  'demandes:brouillon': channel(
    z.strictObject({ demande: uuid, texte: z.string().max(limits.noteCharacters) }),
    nothing,
  ),
} as const;
