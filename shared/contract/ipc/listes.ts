import { z } from 'zod';
import { idFlux, siret, uai, uuid } from '../primitives.ts';
import { channel, nothing } from './channel.ts';

const etablissement = z.object({
  siret: siret.nullable(),
  uai: uai.nullable(),
  nom: z.string(),
  ville: z.string().nullable(),
});

/** One list as it was transmitted, with when this poste proved that it holds it. */
const transmission = z.object({
  id: uuid,
  numero: z.number().int(),
  genre: z.enum(['premiere', 'mise_a_jour']),
  recueLe: z.string(),
  /** Active vœux after it. */
  total: z.number().int(),
  ajoutes: z.number().int(),
  modifies: z.number().int(),
  retires: z.number().int(),
  /** Instant of the receipt that the server confirmed (PROTOCOL 4); null when not proved yet, or a local list. */
  receptionLe: z.string().nullable(),
});
export type TransmissionListe = z.infer<typeof transmission>;

/** Why a relation shows nothing, or may be out of date; the page words it. */
export const constatListe = z.enum([
  /** No list of this campagne has come yet. */
  'JAMAIS_TRANSMISE',
  /** A list came and holds nobody. */
  'LISTE_VIDE',
  'TOUS_RETIRES',
  /** The server no longer names this relation (absence never deletes). */
  'INDISPONIBLE',
  /** Rows that this version cannot read: the receipt is withheld. */
  'LIGNES_ILLISIBLES',
  /** This poste has not reached the head of the flux. */
  'RECEPTION_EN_COURS',
]);
export type ConstatListe = z.infer<typeof constatListe>;

export const listesMax = { cartes: 200, transmissions: 20, accueils: 60, changements: 60, champs: 60 } as const;

/** People that a transmission changed, by genre; one who has several counts in each. */
const comptes = z.object({
  tous: z.number().int(),
  ajoute: z.number().int(),
  modifie: z.number().int(),
  retire: z.number().int(),
  deplace: z.number().int(),
});
export type ComptesListe = z.infer<typeof comptes>;

const carte = z.object({
  flux: idFlux,
  /** Imported by hand on this poste; no receipt, never sent. */
  local: z.boolean(),
  nom: z.string(),
  campagne: z.number().int().nullable(),
  responsable: etablissement,
  formateur: etablissement,
  /** Active vœux, and people who are still on the list. */
  voeux: z.number().int(),
  candidats: z.number().int(),
  /** People as Candidats marks them: what they became, not what the last update did. */
  nouveaux: z.number().int(),
  modifies: z.number().int(),
  /** People who are on the list no more, whichever transmission said so. */
  retires: z.number().int(),
  /** What the newest transmission changed, as `listes:comparaison` counts it; null when there is none, or a first list. */
  comptes: comptes.nullable(),
  accueils: z
    .array(z.object({ cle: z.string(), nom: z.string(), candidats: z.number().int() }))
    .max(listesMax.accueils),
  /** Newest first. */
  transmissions: z.array(transmission).max(listesMax.transmissions),
  constats: z.array(constatListe).max(6),
  /** Actes of a local list that no server has. */
  saisiesLocales: z.number().int(),
  purgeApres: z.string().nullable(),
});
export type CarteListe = z.infer<typeof carte>;

const changement = z.object({
  voeu: uuid,
  /** arrive and parti: the vœu goes on in another relation. */
  genre: z.enum(['ajoute', 'modifie', 'retire', 'arrive', 'parti']),
  rang: z.number().int().nullable(),
  formation: z.string(),
  accueil: z.string(),
  ville: z.string().nullable(),
  /** The list on the other side of a move, when this poste may read it too. */
  autreListe: z.string().nullable(),
  /** Only for modifie: what the list said before and says now; null = empty. */
  champs: z
    .array(z.object({ champ: z.string(), avant: z.string().nullable(), apres: z.string().nullable() }))
    .max(listesMax.champs),
});
export type ChangementListe = z.infer<typeof changement>;

const ligneComparaison = z.object({
  dossier: uuid,
  /** null when this person is no longer drawn (erased). */
  candidat: uuid.nullable(),
  nom: z.string(),
  prenom: z.string(),
  changements: z.array(changement).max(listesMax.changements),
  /** Vœux that this person still has on this list: who keeps one did not leave it. */
  voeux: z.number().int(),
  /** What the office already did with this person; null when nothing. */
  travail: z
    .object({
      situation: z.string(),
      ouverte: z.boolean(),
      essais: z.number().int(),
      dernierAppel: z.object({ le: z.string(), disposition: z.string(), operateur: z.string().nullable() }).nullable(),
      prochaineAction: z
        .object({
          quoi: z.string(),
          le: z.string().nullable(),
          precision: z.enum(['heure', 'jour']).nullable(),
          /** Of `rencontrer`: IANA zone of the site, in which its hour is worded. */
          fuseau: z.string().optional(),
        })
        .nullable(),
      notes: z.number().int(),
      affecteA: z.string().nullable(),
      enAttente: z.boolean(),
    })
    .nullable(),
});
export type LigneComparaison = z.infer<typeof ligneComparaison>;

export const genreComparaison = z.enum(['ajoute', 'modifie', 'retire', 'deplace']);
export type GenreComparaison = z.infer<typeof genreComparaison>;

export const listesChannels = {
  /** Local lists first, then by name. Costs per list, never per person. */
  'listes:cartes': channel(nothing, z.object({ cartes: z.array(carte).max(listesMax.cartes) })),
  /** People in the order of the transmission, one line each; `suite` is opaque. A first list has no line. */
  'listes:comparaison': channel(
    z.strictObject({
      flux: idFlux,
      transmission: uuid,
      /** Only people with a change of this genre. */
      genre: genreComparaison.nullable(),
      apres: z.string().max(200).nullable(),
      limite: z.number().int().min(1).max(200),
    }),
    z.object({
      lignes: z.array(ligneComparaison).max(200),
      suite: z.string().nullable(),
      /** People by genre, whatever `genre` asks; one who has several counts in each. With the first page only. */
      comptes: comptes.optional(),
    }),
  ),
  /** « Pourquoi ma liste est vide ? »: what the person copies into a message, and to whom. */
  'listes:pourquoi': channel(
    nothing,
    z.object({
      compte: z.object({
        nom: z.string(),
        role: z.enum(['responsable', 'delegue']).nullable(),
        siret: siret.nullable(),
      }),
      etablissements: z
        .array(etablissement.extend({ role: z.enum(['responsable', 'formateur']) }))
        .max(listesMax.cartes),
      academies: z.array(z.string()).max(40),
      derniereReussiteLe: z.string().nullable(),
    }),
  ),
  /** Removes a list imported by hand, its people and their saisies; the page asked first and said the count. */
  'listes:supprimer-locale': channel(z.strictObject({ flux: idFlux }), z.object({ candidats: z.number().int() })),
} as const;

/** A list came, left, or was proved: ask the cards again. */
export const listesEvents = { 'listes:change': z.object({}) } as const;
