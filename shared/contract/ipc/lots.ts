import { z } from 'zod';
import { prochaineActionCorps } from '../../domain/actes/prochaine-action.ts';
import { instant, uuid } from '../primitives.ts';
import { channel, nothing } from './channel.ts';
import { selectionMax } from './exports.ts';
import { candidatFiltres } from './filtres.ts';

/** People that one gesture may concern. */
export const lotMax = 5_000;

/** Whom: those who are ticked, a question of the list, or everybody that one opérateur holds. */
export const porteeLot = z.discriminatedUnion('genre', [
  z.strictObject({ genre: z.literal('selection'), candidats: z.array(uuid).min(1).max(selectionMax) }),
  z.strictObject({ genre: z.literal('question'), filtres: candidatFiltres, recherche: z.string().max(100) }),
  z.strictObject({ genre: z.literal('operateur'), operateur: uuid }),
]);
export type PorteeLot = z.infer<typeof porteeLot>;

export const gesteLot = z.discriminatedUnion('genre', [
  /** null takes the assignment back. With the plans that the former holder had: they go with the person. */
  z.strictObject({ genre: z.literal('affecter'), operateur: uuid.nullable() }),
  z.strictObject({ genre: z.literal('prochaine-action'), corps: prochaineActionCorps }),
  /** A message written to all of them with the person's own tool, noted for each; `informe` ticks the notice. */
  z.strictObject({
    genre: z.literal('message'),
    canal: z.enum(['courriel', 'sms', 'courrier']),
    objet: z.string().max(150),
    texte: z.string().min(1).max(4_000),
    modele: uuid.nullable(),
    informe: z.boolean(),
  }),
]);
export type GesteLot = z.infer<typeof gesteLot>;

/** Enough of a mail to be told whom one would reach: its words change nothing of that. */
export const essaiDeCourriel = {
  genre: 'message',
  canal: 'courriel',
  objet: '',
  texte: '…',
  modele: null,
  informe: false,
} as const satisfies GesteLot;

export const lot = z.object({
  lot: uuid,
  geste: z.enum(['affecter', 'prochaine-action', 'message']),
  /** `en-cours` survives a kill: the core goes on with it at start. */
  etat: z.enum(['en-cours', 'fini', 'annule', 'echec']),
  fait: z.number().int(),
  total: z.number().int(),
  /** People that refused it meanwhile (opposed, erased, right ended). */
  refuses: z.number().int(),
  /** Why it failed; of one under way, what it waits for (DISQUE_PLEIN): it goes on by itself. */
  code: z.string().nullable(),
  /** Of `affecter`: to whom, null to nobody. Absent where it is not known. */
  operateur: uuid.nullable().optional(),
  /** It takes another lot back. */
  defait: z.boolean().optional(),
  /** Until when « Annuler » takes the whole of it back, null when it no longer can. */
  annulableJusqua: z.string().nullable(),
});
export type Lot = z.infer<typeof lot>;

export const lotsChannels = {
  /**
   * What will happen, said before: nothing is written. Failures: LOT_TROP_GRAND; ANNULE, of a question that another one
   * of the same `fenetre` came after.
   */
  'lots:preparer': channel(
    z.strictObject({ portee: porteeLot, geste: gesteLot, fenetre: uuid.optional() }),
    z.object({
      candidats: z.number().int(),
      /** Those it changes something for. */
      concernes: z.number().int(),
      /** Already so. With `concernes` and those of `exclus` the sum is `candidats`. */
      inchanges: z.number().int(),
      exclus: z
        .array(
          z.object({
            raison: z.enum(['close', 'opposition', 'limitation', 'effacement', 'sans_droit', 'sans_adresse']),
            nombre: z.number().int(),
          }),
        )
        .max(10),
      /**
       * Held by colleagues now (affecter), or planned otherwise (prochaine-action): what the gesture takes over; null for
       * nobody. Whoever two people held is counted for each of them.
       */
      repris: z.array(z.object({ operateur: z.string().nullable(), nombre: z.number().int() })).max(200),
      /** Of a selection: those that it is not for, or that are here no more. Empty otherwise. */
      ecartes: z.array(uuid).max(selectionMax),
      /** Of whom it is about and from whom it takes over: `lots:lancer` does what was said, or nothing. */
      empreinte: z.string(),
    }),
  ),
  /**
   * Keeps the whole of it in one transaction, then writes by slices; the event says how far it is. `lot` is drawn by the
   * page: asked again with the same one, it is the lot that was kept. `empreinte`: what was said before; LOT_PERIME when
   * it would be something else by now, and nothing is kept. Only what is done already goes without: a mail that left
   * is noted, whatever changed since.
   */
  'lots:lancer': channel(
    z.strictObject({ lot: uuid, portee: porteeLot, geste: gesteLot, empreinte: z.string().max(100).optional() }),
    z.object({ lot: uuid }),
  ),
  'lots:etat': channel(nothing, z.object({ lots: z.array(lot).max(10) })),
  /** Stops what is under way; what was written stays, and can be taken back. */
  'lots:arreter': channel(z.strictObject({ lot: uuid }), nothing),
  /** Takes back whatever it wrote and nobody changed since; a lot of its own, with its progress. */
  'lots:defaire': channel(z.strictObject({ lot: uuid }), nothing),
  /**
   * Addresses of a group mail, for bcc; opposed, frozen and erased people are never in it. They leave the file: asked
   * once, when the window opens, each answer with somebody in it leaves an audit line. Above `exportEnMasse` people:
   * CONNEXION_RECENTE_REQUISE.
   */
  'lots:adresses': channel(
    z.strictObject({ portee: porteeLot }),
    z.object({
      /** By person: only those whose sending was said sent are noted. Without those who have none, or are left out. */
      parCandidat: z.array(z.object({ candidat: uuid, adresses: z.array(z.string()).max(50) })).max(lotMax),
    }),
  ),
} as const;

export const lotsEvents = { 'lots:change': lot } as const;

export const equipeChannels = {
  /** Who works here and what each holds; no ranking: in the order of the alphabet. */
  'equipe:lire': channel(
    nothing,
    z.object({
      moi: uuid.nullable(),
      operateurs: z
        .array(
          z.object({
            id: uuid,
            nom: z.string(),
            actif: z.boolean(),
            /** This poste was never told of her, and people are hers: without a name. */
            inconnu: z.boolean().optional(),
            /** Open people who are hers (PorteeFile), those of the queue now among them, and those whose plan is late. */
            ouverts: z.number().int(),
            aAppeler: z.number().int(),
            enRetard: z.number().int(),
          }),
        )
        .max(200),
      sansPersonne: z.number().int(),
      aDepartager: z.number().int(),
      postes: z
        .array(
          z.object({
            id: uuid,
            nom: z.string(),
            ici: z.boolean(),
            revoque: z.boolean(),
            /**
             * By the server's clock: this one's last exchange; of another one, the beginning of the last hour in which
             * the server told of it. null when unknown.
             */
            vuLe: instant.nullable(),
          }),
        )
        .max(200),
      /** Server minus this poste's clock, milliseconds; 0 when never measured. */
      decalageMs: z.number().int(),
    }),
  ),
} as const;
