import { z } from 'zod';
import { idFlux, siret, uuid } from '../primitives.ts';
import { channel, nothing } from './channel.ts';

/** A file of the CFA read by hand, before anything of it is kept (PROTOCOL 7 on a poste). */
export const importsMax = { page: 200, relations: 50, colonnes: 80, reparations: 20, cellule: 200 } as const;

const relationLue = z.object({
  /** SIRET couple that the clé ministère éducatif or the file's name gives; null when neither does. */
  couple: z.object({ responsable: siret, formateur: siret }).nullable(),
  /** Proposed name; the person may write another one. */
  nom: z.string().max(120),
  /** The local list that it updates; null when it makes a new one. */
  flux: idFlux.nullable(),
  voeux: z.number().int(),
  ajoutes: z.number().int(),
  modifies: z.number().int(),
  inchanges: z.number().int(),
  retires: z.number().int(),
  /** Would lose more than PROTOCOL 7 lets pass without a word. */
  retraitsInhabituels: z.boolean(),
});
export type RelationLue = z.infer<typeof relationLue>;

const apercu = z.object({
  lecture: uuid,
  fichier: z.object({
    nom: z.string().max(260),
    octets: z.number().int(),
    encodage: z.enum(['utf-8', 'windows-1252', 'utf-16le']),
    separateur: z.enum([';', ',', 'tabulation']),
    /** 27 columns of today, 22 of before June 2023. */
    format: z.enum(['27', '22']),
    colonnesEnTrop: z.array(z.string().max(importsMax.cellule)).max(importsMax.colonnes),
  }),
  lignes: z.object({
    total: z.number().int(),
    valides: z.number().int(),
    /** Not usable: not imported; a vœu already known by its key stays as it is. */
    ecartees: z.number().int(),
    doublons: z.number().int(),
  }),
  /** What was repaired, by stable code (CODE_POSTAL_ZERO, TELEPHONE_ZERO, UAI_ZERO…), and how often. */
  reparations: z.array(z.object({ code: z.string(), nombre: z.number().int() })).max(importsMax.reparations),
  anomalies: z.number().int(),
  relations: z.array(relationLue).max(importsMax.relations),
  /** First lines as they will be kept, to be looked at: column names and cells. */
  extrait: z.object({
    colonnes: z.array(z.string().max(importsMax.cellule)).max(27),
    lignes: z.array(z.array(z.string().max(importsMax.cellule)).max(27)).max(8),
  }),
});
export type ApercuImport = z.infer<typeof apercu>;

export const graviteAnomalie = z.enum(['ecartee', 'a-verifier', 'reparee']);
export type GraviteAnomalie = z.infer<typeof graviteAnomalie>;

const anomalieLue = z.object({
  ligne: z.number().int(),
  /** Column of the file; null when the whole line is meant. */
  colonne: z.string().nullable(),
  /** Stable code; the page words it. */
  type: z.string(),
  gravite: graviteAnomalie,
});
export type AnomalieLue = z.infer<typeof anomalieLue>;

const changementLu = z.object({
  genre: z.enum(['ajoute', 'modifie', 'retire']),
  nom: z.string(),
  prenom: z.string(),
  formation: z.string(),
  champs: z.array(z.object({ champ: z.string(), avant: z.string().nullable(), apres: z.string().nullable() })).max(60),
});
export type ChangementLu = z.infer<typeof changementLu>;

const page = z.strictObject({
  lecture: uuid,
  apres: z.string().max(200).nullable(),
  limite: z.number().int().min(1).max(importsMax.page),
});

export const importsChannels = {
  /** Reads the file of an open dialog into a staging table; a `travail` of genre `lecture`. A new reading drops the former one. */
  'imports:lire': channel(z.strictObject({ jeton: z.string().max(100) }), z.object({ travail: uuid })),
  /** The last reading that ended, or APERCU_PERIME when the lists changed since or there is none. */
  'imports:apercu': channel(nothing, apercu),
  'imports:anomalies': channel(
    /** Only those of one gravity. */
    page.extend({ gravite: graviteAnomalie.nullable().optional() }),
    z.object({
      lignes: z.array(anomalieLue).max(importsMax.page),
      suite: z.string().nullable(),
      /** How many of each, whatever `gravite` asks. With the first page only. */
      comptes: z
        .object({ ecartee: z.number().int(), 'a-verifier': z.number().int(), reparee: z.number().int() })
        .optional(),
    }),
  ),
  'imports:changements': channel(
    page.extend({ genre: z.enum(['ajoute', 'modifie', 'retire']).nullable() }),
    z.object({ lignes: z.array(changementLu).max(importsMax.page), suite: z.string().nullable() }),
  ),
  /**
   * One transaction into `local:` flux; a `travail` of genre `import`. `noms` names each relation of the preview in its
   * order. Failures: APERCU_PERIME, TROP_DE_RETRAITS without `confirmerRetraits`, RELATION_A_NOMMER, TRAVAIL_EN_COURS.
   */
  'imports:appliquer': channel(
    z.strictObject({
      lecture: uuid,
      noms: z.array(z.string().trim().min(1).max(120)).max(importsMax.relations),
      confirmerRetraits: z.boolean(),
    }),
    z.object({ travail: uuid }),
  ),
  'imports:abandonner': channel(nothing, nothing),
} as const;
