import { z } from 'zod';
import { appelCorps, disposition, issue } from '../../domain/actes/appel.ts';
import { prochaineActionCorps } from '../../domain/actes/prochaine-action.ts';
import { dossierLigne, origineTelephone } from '../lignes.ts';
import { idFlux, uuid } from '../primitives.ts';
import { rendezVous } from './agenda.ts';
import { channel, nothing } from './channel.ts';
import { demandeFiche } from './demandes.ts';
import { candidatFiltres } from './filtres.ts';
import { tri } from './tri.ts';

export { type CandidatFiltres, candidatFiltres } from './filtres.ts';
export { type Tri, tri } from './tri.ts';

export const candidatLigne = z.object({
  id: uuid,
  nom: z.string(),
  prenom: z.string(),
  nbVoeux: z.number().int(),
  nbDemandes: z.number().int(),
  /** First wish by rank; `autresFormations` counts the others. */
  formation: z.string().nullable(),
  autresFormations: z.number().int(),
  /** Town of the place of training, then of the family. */
  accueil: z.string().nullable(),
  ville: z.string().nullable(),
  situation: z.string(),
  ouverte: z.boolean(),
  prochaineAction: z
    .object({
      quoi: z.string(),
      le: z.string().nullable(),
      precision: z.enum(['heure', 'jour']).nullable(),
      /** Of `rencontrer`: the end of the meeting, when the presence is to be noted. */
      fin: z.string().optional(),
      /** Of `rencontrer`: IANA zone of the site, in which its hour is worded. */
      fuseau: z.string().optional(),
    })
    .nullable(),
  dernierAppel: z.object({ le: z.string(), disposition: z.string(), operateur: z.string().nullable() }).nullable(),
  essais: z.number().int(),
  affecteA: z.string().nullable(),
  nouveaute: z.enum(['nouveau', 'modifie', 'retire']).nullable(),
  aDepartager: z.boolean(),
  enAttente: z.boolean(),
});
export type CandidatLigne = z.infer<typeof candidatLigne>;

const telephoneFiche = z.object({
  brut: z.string(),
  e164: z.string().nullable(),
  affiche: z.string(),
  origine: origineTelephone.or(z.literal('ajoute')),
  etat: z.enum(['inconnu', 'confirme', 'a_verifier', 'invalide', 'verrouille']),
  correction: z.string().nullable(),
  drom: z.boolean(),
  /** Who gave it with her demande; absent where no form says whose it is. */
  demandeur: z.string().optional(),
});

/** What was chosen of a call that is not logged yet; its note is kept apart. */
export const appelCommence = z.strictObject({
  sens: appelCorps.shape.sens,
  numero: appelCorps.shape.numero,
  interlocuteur: appelCorps.shape.interlocuteur,
  disposition: disposition.nullable(),
  issue: issue.nullable(),
  /** « Rien encore » was answered. */
  rien: z.boolean(),
  /** Chosen instead of what the call leads to; null while the default stands. */
  prochaine: prochaineActionCorps.nullable(),
  /** Who else of the family it was about, and whether what came of it holds for them. */
  aussi: z.array(z.strictObject({ candidat: uuid, issue: z.boolean() })).max(50),
});
export type AppelCommence = z.infer<typeof appelCommence>;

const teteValeur = z.object({ acte: uuid, valeur: z.unknown(), operateur: z.string().nullable(), le: z.string() });

/** One line of the fil, newest first: an acte or a change of the list. */
const filEntree = z.object({
  id: uuid,
  genre: z.enum(['acte', 'liste']),
  type: z.string(),
  le: z.string(),
  heureIncertaine: z.boolean(),
  operateur: z.string().nullable(),
  poste: z.string().nullable(),
  /** Typed content the page words: the corps of the acte, or {champ, avant, apres, numero}. */
  contenu: z.record(z.string(), z.unknown()),
  etat: z.enum(['recu', 'a_envoyer', 'en_vol', 'a_revoir']),
  annule: z.boolean(),
  annulable: z.boolean(),
  /** An answer that the server holds: it has it, and mailed nothing (PROTOCOL 3). */
  retenu: z.boolean().optional(),
});
export type FilEntree = z.infer<typeof filEntree>;

/** One person's rows are tens: what is beyond these bounds is cut, so that no reply grows without limit. */
export const ficheMax = {
  dossiers: 50,
  /** Numbers of the adults, and as many of the candidat. */
  telephones: 50,
  emails: 50,
  voeux: 200,
  demandes: 50,
  rendezVous: 50,
  /** Heads of one fait, faits to settle of one dossier, anomalies of one vœu. */
  details: 50,
} as const;

export const fiche = z.object({
  ligne: candidatLigne,
  /** One per flux; actes go to one of them: `dossierPrincipal` unless the person chose another. */
  dossiers: z
    .array(
      z.object({
        id: uuid,
        flux: idFlux,
        fluxNom: z.string(),
        /** Its list takes no acte any more. */
        ferme: z.boolean().optional(),
        /** The plan that was written in it is not what comes next: something else was done, or decided, since. */
        planLaisse: z.boolean().optional(),
        /** Heads by fait, to send back in `vues` (PROTOCOL 2). */
        tetes: z.record(z.string(), z.array(teteValeur).max(ficheMax.details)),
        aDepartager: z.array(z.string()).max(ficheMax.details),
      }),
    )
    .max(ficheMax.dossiers),
  dossierPrincipal: uuid,
  identite: dossierLigne.pick({ ine: true, nom: true, prenom: true, prenoms_autres: true, adresse: true }),
  emails: z.array(z.string()).max(ficheMax.emails),
  responsableTelephones: z.array(telephoneFiche).max(ficheMax.telephones),
  candidatTelephones: z.array(telephoneFiche).max(ficheMax.telephones),
  /** Zone of the family, null when unknown; `heureLocale` is HH:MM there, now. */
  famille: z.object({ fuseau: z.string().nullable(), heureLocale: z.string().nullable() }),
  /** IANA zone of the site: where hours are counted when the family's is not known. */
  fuseauSite: z.string(),
  college: z.string().nullable(),
  voeux: z
    .array(
      z.object({
        id: uuid,
        flux: idFlux,
        rang: z.number().int().nullable(),
        formation: z.string(),
        accueil: z.string(),
        ville: z.string().nullable(),
        etat: z.enum(['actif', 'retire']),
        deplace: z.enum(['arrive', 'parti']).nullable(),
        anomalies: z.array(z.object({ champ: z.string(), type: z.string() })).max(ficheMax.details),
      }),
    )
    .max(ficheMax.voeux),
  /** Open ones by deadline, then the others, newest first. */
  demandes: z.array(demandeFiche).max(ficheMax.demandes),
  /** Those to come first, soonest first, then the others, newest first. */
  rendezVous: z.array(rendezVous).max(ficheMax.rendezVous),
  fil: z.array(filEntree).max(200),
  essais: z.number().int(),
  jamaisJoint: z.boolean(),
  informe: z.boolean(),
  brouillon: z.string(),
  /** Of the current opérateur, and of these last hours; absent when no call is begun. */
  appelCommence: appelCommence.optional(),
  indisponible: z.boolean(),
});
export type Fiche = z.infer<typeof fiche>;

/** Values that one filter offers. */
export const optionsMax = 200;

export const candidatsChannels = {
  'candidats:liste': channel(
    z.strictObject({
      tri,
      sens: z.enum(['croissant', 'decroissant']),
      filtres: candidatFiltres,
      /** Words, INE, collège, or at least three digits of a phone. */
      recherche: z.string().max(100),
      /** Opaque, from `suite` of the page before; null for the first. */
      apres: z.string().max(500).nullable(),
      limite: z.number().int().min(1).max(200),
    }),
    z.object({ lignes: z.array(candidatLigne).max(200), suite: z.string().nullable() }),
  ),
  /** Counts of the same question, capped at 1,000 so that it costs per page: {total: 1000, plus: true}. */
  'candidats:total': channel(
    z.strictObject({ filtres: candidatFiltres, recherche: z.string().max(100) }),
    z.object({ total: z.number().int(), plus: z.boolean() }),
  ),
  /** Kept per acte, never counted over the table. */
  'candidats:compteurs': channel(
    nothing,
    z.object({
      total: z.number().int(),
      aAppeler: z.number().int(),
      nouveaux: z.number().int(),
      modifies: z.number().int(),
      retires: z.number().int(),
      parSituation: z.record(z.string(), z.number().int()),
    }),
  ),
  /** Formations and accueils in the order of the alphabet; when there are more than fit, the most frequent, those first. */
  'candidats:options': channel(
    nothing,
    z.object({
      formations: z.array(z.string()).max(optionsMax),
      accueils: z.array(z.object({ cle: z.string(), nom: z.string() })).max(optionsMax),
      flux: z.array(z.object({ id: idFlux, nom: z.string() })).max(optionsMax),
      operateurs: z.array(z.object({ id: uuid, nom: z.string() })).max(optionsMax),
    }),
  ),
  'candidats:fiche': channel(z.strictObject({ candidat: uuid }), fiche),
  /** A note being written survives everything; empty text deletes it. */
  'candidats:brouillon': channel(z.strictObject({ candidat: uuid, texte: z.string().max(4000) }), nothing),
  /** What was chosen of a call survives as its note does, until a call is logged for her; null lets go of it. */
  'candidats:appel-commence': channel(z.strictObject({ candidat: uuid, appel: appelCommence.nullable() }), nothing),
} as const;

/** Invalidation only: which candidats changed; null when many did. */
export const candidatsEvents = {
  'candidats:change': z.object({ candidats: z.array(uuid).max(200).nullable() }),
} as const;
