import { z } from 'zod';
import { errorCode } from './errors.ts';
import { empreinte, instant, seq, siret, uuid } from './primitives.ts';

/** Limits of PROTOCOL 3 and 4, shared by both sides. Sizes in bytes of UTF-8 JSON. */
export const limits = {
  pushActes: 500,
  pushBytes: 512 * 1024,
  acteBytes: 16 * 1024,
  noteCharacters: 4_000,
  pullRows: 5_000,
  pullBytes: 1024 * 1024,
  pullMs: 20_000,
  pullPageRows: 1_000,
  /** An acte becomes sendable this long after it was written. */
  undoMs: 10_000,
  leaseDays: 14,
} as const;

/** Sent by the poste on each request, so that the server can answer 426 (PROTOCOL 6). */
export const clientVersionHeader = 'x-rappel-version';
/** Server epoch on every authenticated answer: new after a restore (PROTOCOL 3). */
export const epochHeader = 'x-rappel-epoque';

/** GET /v1/session */
export const sessionResponse = z.object({
  epoque: uuid,
  heure: instant,
  compte: z.object({
    id: uuid,
    identifiant: z.string(),
    role: z.enum(['responsable', 'delegue']),
    nom: z.string(),
  }),
  poste: z.object({ id: uuid, nom: z.string() }),
  /** A server may shorten the lease, never lengthen it: past it a stolen poste shows nothing (SECURITY, Bail). */
  bail_jours: z.number().int().min(1).max(limits.leaseDays),
  operateur_requis: z.boolean(),
});
export type SessionResponse = z.infer<typeof sessionResponse>;

export const fluxGenre = z.enum(['relation', 'organisme', 'compte']);
export const fluxEntry = z.object({
  id: uuid,
  genre: fluxGenre,
  tete: seq,
  campagne: z.number().int().nullable(),
  /** Only for genre relation. Names may change without a new seq. */
  relation: z
    .object({
      id: uuid,
      responsable: z.object({ siret, nom: z.string() }),
      formateur: z.object({ siret, nom: z.string(), ville: z.string().nullable(), fuseau: z.string() }),
    })
    .nullable(),
  /** envoi_seul: the right ended, actes dated before `fin_le` are still taken for 30 days. */
  droits: z.enum(['complets', 'envoi_seul']),
  fin_le: instant.nullable(),
  purge_apres: instant.nullable(),
});
export type FluxEntry = z.infer<typeof fluxEntry>;

export const ordreRaison = z.enum(['fin_de_delegation', 'poste_retire', 'purge', 'effacement']);
export const ordre = z.object({ ordre_id: uuid, flux: uuid, raison: ordreRaison, des_le: instant });
export type Ordre = z.infer<typeof ordre>;

/** GET /v1/flux */
export const fluxResponse = z.object({ epoque: uuid, flux: z.array(fluxEntry), ordres: z.array(ordre) });
export type FluxResponse = z.infer<typeof fluxResponse>;

/**
 * GET /v1/flux/:id/changements?apres=N, application/x-ndjson.
 * First line: {"colonnes":[…],"flux":id,"apres":N,"epoque":id,"suite":N}: `suite` is where the next response starts,
 * so that it can be asked for while this one is read, null when there is none. Then one JSON array a row, in that order.
 * `corps` is the frozen body as it is stored, an object at the end of its line, so that a poste keeps the very text
 * without decoding a string; `dossier` the dossier a row belongs to (null otherwise).
 * Last line: {"suite":N} when more remains, or {"fin":{…}}.
 * A line without its newline is dropped; no last line = resume at the saved cursor.
 */
export const pullColumns = ['seq', 'type', 'id', 'v', 'dossier', 'corps'] as const;
export const pullHeader = z.object({
  colonnes: z.array(z.string()),
  flux: uuid,
  apres: seq,
  epoque: uuid,
  suite: seq.nullable().default(null),
});
/** A row as a poste holds it: `corps` is JSON text. */
export const pullRow = z.tuple([seq, z.string(), uuid, z.number().int(), uuid.nullable(), z.string()]);
export type PullRow = z.infer<typeof pullRow>;

const uuidText = '([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})';
const pullLine = new RegExp(
  `^\\[([0-9]{1,15}),"([a-z_-]{1,40})","${uuidText}",([0-9]{1,6}),(?:"${uuidText}"|null),(\\{.*\\})\\]$`,
  's',
);

/**
 * Reads one row in the order of {@link pullColumns}, written without white space, as a server does.
 * @returns the row, its `corps` as the very text of the line (not proved to be JSON yet); null for anything else
 */
export function readPullLine(line: string): PullRow | null {
  const found = pullLine.exec(line);
  if (found === null) return null;
  const [, numero, type = '', id = '', v, dossier, corps = ''] = found;
  return [Number(numero), type, id, Number(v), dossier ?? null, corps];
}
export const pullFin = z.object({ fin: z.object({ tete: seq, nombre: z.number().int(), empreinte }) });
export const pullSuite = z.object({ suite: seq });
export const pullLast = z.union([pullFin, pullSuite]);

/** POST /v1/actes */
export const pushRequest = z.object({
  /**
   * Lower bound of the corrected clock: server time of the last exchange that succeeded before the oldest acte of
   * this batch was written. A later one would move the hours of a backlog, or of an acte offered again, to today.
   */
  dernier_echange_le: instant.nullable(),
  actes: z.array(z.unknown()).min(1).max(limits.pushActes),
});
export const pushResult = z.discriminatedUnion('etat', [
  z.object({ id: z.string(), etat: z.literal('accepte'), seq, recu_le: instant, effet: z.enum(['aucun', 'retenu']) }),
  z.object({ id: z.string(), etat: z.literal('deja_recu'), seq, recu_le: instant, effet: z.enum(['aucun', 'retenu']) }),
  z.object({ id: z.string(), etat: z.literal('plus_tard'), code: errorCode, apres_s: z.number().int() }),
  z.object({ id: z.string(), etat: z.literal('refuse'), code: errorCode }),
]);
export type PushResult = z.infer<typeof pushResult>;
export const pushResponse = z.object({ epoque: uuid, resultats: z.array(pushResult) });
export type PushResponse = z.infer<typeof pushResponse>;

/** POST /v1/recus: the poste proves what its own file holds. */
export const recusRequest = z.object({
  recus: z
    .array(z.object({ flux: uuid, tete: seq, nombre: z.number().int(), empreinte }))
    .min(1)
    .max(200),
});
/** perime: the poste is behind the head it proves against; not a difference. */
export const recusResponse = z.object({
  resultats: z.array(z.object({ flux: uuid, verdict: z.enum(['egal', 'different', 'perime', 'inconnu']) })),
});

/**
 * POST /v1/traces: exports and prints of this poste, kept for the operator (who, when, how many, never whom).
 * Idempotent by id.
 */
export const tracesRequest = z.object({
  traces: z
    .array(
      z.object({
        id: uuid,
        genre: z.enum(['export', 'impression']),
        /** ypareo, excel-csv, excel-xlsx, courriel-groupe, feuille-appel. */
        format: z.string().regex(/^[a-z-]{1,40}$/),
        portee: z.enum(['selection', 'question', 'flux', 'tout']),
        /** People in it. */
        nombre: z.number().int().nonnegative(),
        /** The flux of the server that its people belong to. */
        flux: z.array(uuid).max(200),
        operateur: uuid.nullable(),
        fait_le: instant,
      }),
    )
    .min(1)
    .max(200),
});
export const tracesResponse = z.object({ recues: z.array(uuid) });

/** POST /v1/ordres/:id/accuse */
export const accuseRequest = z.object({
  lignes: z.number().int().nonnegative(),
  actes_non_envoyes: z.number().int().nonnegative(),
});

/** POST /v1/operateurs: idempotent by id; lands in the organisme flux of each responsable the compte serves. */
export const operateurRequest = z.object({ id: uuid, nom_affiche: z.string().trim().min(1).max(40) });

/**
 * PUT /v1/partages/:id: one small document of the organisme, or of the account (shared/domain/partages.ts); a row
 * `reglage` whose `cle` is the genre, in each flux of that kind the account serves. `base` is the text of the `valeur`
 * that the poste had seen, null when none: another one stands now -> `etat: 'depasse'` and nothing is written.
 * Idempotent: the same `valeur` again is `ecrit`. Refused: REQUETE_INVALIDE, TROP_VOLUMINEUX, PARTAGES_TROP_NOMBREUX,
 * NON_AUTORISE when the account serves no organisme any more.
 */
export const partageRequest = z.object({
  genre: z.enum(['modele', 'libelles', 'vue']),
  valeur: z.unknown(),
  base: z.string().nullable(),
});
export const partageResponse = z.object({ etat: z.enum(['ecrit', 'depasse']) });

/** POST /v1/presence (60 s, memory only). `dossier` null: this poste has nobody open any more. */
export const presenceRequest = z.object({ dossier: uuid.nullable(), operateur: uuid.nullable() });
export const presenceResponse = z.object({
  autres: z.array(z.object({ operateur: uuid.nullable(), poste_nom: z.string() })),
});

/** GET /v1/agenda/abonnement: whether the account has a calendar feed, and since when. DELETE ends it: 204. */
export const abonnementResponse = z.object({ existe: z.boolean(), cree_le: instant.nullable() });
/** POST /v1/agenda/abonnement: a new address, told this once; the former one leads nowhere any more. */
export const abonnementCree = z.object({ url: z.url() });
/** GET, text/calendar: whoever has the token reads it. 404 for one that opens nothing. */
export const cheminDuFlux = (jeton: string): string => `/agenda/${jeton}.ics`;

/** GET /v1/direct: SSE `data:` payloads. */
export const directHint = z.object({ flux: uuid, tete: seq, etaler_s: z.number().int().optional() });

/** OAuth constants of the poste (SECURITY, Who). */
export const oauth = {
  clientId: 'rappel-cfa-poste',
  redirectPath: '/retour',
  issuerPath: '/oidc',
  scope: 'openid sync',
  /** Sent as extra parameters on /auth and in the enrolment grant. */
  posteNomParameter: 'poste_nom',
  enrolementGrant: 'urn:rappel-cfa:enrolement',
} as const;
