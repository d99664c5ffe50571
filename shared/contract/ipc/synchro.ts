import { z } from 'zod';
import { genreCreneau } from '../../domain/agenda/creneaux.ts';
import { errorCode } from '../errors.ts';
import { idFlux, instant, uuid } from '../primitives.ts';
import { channel, nothing } from './channel.ts';

/** One sentence on screen is made of this (DESIGN 5). Online is what the last request proved. */
export const synchroEtat = z.object({
  /** sans-serveur: this account knows none. */
  connexion: z.enum([
    'sans-serveur',
    'inconnue',
    'en-ligne',
    'hors-ligne',
    'reconnexion-requise',
    'mise-a-jour-requise',
  ]),
  enCours: z.enum(['aucune', 'reception', 'envoi', 'premiere']),
  /** Server instant of the last complete run, null before the first. */
  derniereReussiteLe: z.string().nullable(),
  aEnvoyer: z.number().int(),
  enVol: z.number().int(),
  aRevoir: z.number().int(),
  /** « Envoi 2 sur 4 », or rows of the first sync. */
  progression: z.object({ fait: z.number().int(), total: z.number().int().nullable() }).nullable(),
  erreur: errorCode.nullable(),
});
export type SynchroEtat = z.infer<typeof synchroEtat>;

const passage = z.object({
  le: z.string(),
  dureeMs: z.number().int(),
  recues: z.number().int(),
  envoyees: z.number().int(),
  issue: z.enum(['reussie', 'interrompue', 'echec']),
  erreur: errorCode.nullable(),
});
export type Passage = z.infer<typeof passage>;

const saisieEnAttente = z.object({
  acte: uuid,
  candidat: uuid.nullable(),
  /** Whose it is; empty where it is nobody's. */
  nom: z.string(),
  /** Which one an acte about a créneau is about. */
  creneau: z.object({ genre: genreCreneau, debut: instant, fuseau: z.string() }).nullable().optional(),
  type: z.string(),
  resume: z.string(),
  faitLe: z.string(),
  etat: z.enum(['a_envoyer', 'en_vol', 'accepte', 'a_revoir']),
  code: errorCode.nullable(),
  /** Whoever it is about asked to be forgotten: neither her name nor what was written is said. */
  efface: z.boolean().optional(),
  /** An erasure of which nothing has left this poste: `actes:annuler` still takes it back, whole. */
  reprenable: z.boolean().optional(),
});
export type SaisieEnAttente = z.infer<typeof saisieEnAttente>;

const fluxEtat = z.object({
  flux: idFlux,
  genre: z.enum(['relation', 'organisme', 'compte']),
  nom: z.string(),
  tete: z.number().int(),
  lignes: z.number().int(),
  /** Known rows that could not be read: kept apart, the receipt is withheld. */
  illisibles: z.number().int(),
  /** Equal hash proved to and confirmed by the server. */
  verifie: z.boolean(),
  indisponible: z.boolean(),
  purgeApres: z.string().nullable(),
});

/** A list that left this poste by an order of the server or at its date. */
const retrait = z.object({
  nom: z.string(),
  /** Why, as the server says it (`ordreRaison`); a newer one may say another. */
  raison: z.string(),
  le: z.string(),
  personnes: z.number().int(),
  /** Saisies that could not be sent before. */
  nonEnvoyees: z.number().int(),
});

const epreuve = z.object({
  epreuve: z.enum(['adresse', 'serveur', 'session', 'horloge']),
  resultat: z.enum(['bon', 'mauvais', 'non-fait']),
  code: errorCode.nullable(),
  mesure: z.string().nullable(),
});
export type Epreuve = z.infer<typeof epreuve>;

export const synchroChannels = {
  'synchro:etat': channel(nothing, synchroEtat),
  /** Pull then push now, whatever the schedule. Answers at once; progress comes by events. */
  'synchro:lancer': channel(nothing, synchroEtat),
  /** Makes the ten-second actes sendable and pushes. */
  'synchro:envoyer': channel(nothing, synchroEtat),
  'synchro:detail': channel(
    nothing,
    z.object({
      /** The last ten runs. */
      passages: z.array(passage).max(10),
      attente: z.array(saisieEnAttente).max(200),
      attenteTotal: z.number().int(),
      flux: z.array(fluxEtat).max(200),
      /** The newest first. */
      retraits: z.array(retrait).max(20),
    }),
  ),
  /**
   * A refused acte: send again under a new id, or give it up (the page asked first). An erasure is sent again after a
   * recent sign-in alone: CONNEXION_RECENTE_REQUISE.
   */
  'synchro:reprendre': channel(z.strictObject({ acte: uuid }), synchroEtat),
  'synchro:abandonner': channel(z.strictObject({ acte: uuid }), synchroEtat),
  'synchro:tester': channel(nothing, z.array(epreuve).max(10)),
  /** Text without personal data: versions, codes, counts. `jeton` from the save dialog; null = only preview. */
  'synchro:diagnostic': channel(z.strictObject({ jeton: z.string().nullable() }), z.object({ texte: z.string() })),
} as const;

export const synchroEvents = {
  'synchro:change': synchroEtat,
  /** A list left this poste, with its people: what the page still says of somebody goes too. */
  'synchro:retrait': z.object({}),
} as const;
