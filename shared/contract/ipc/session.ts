import { z } from 'zod';
import { errorCode } from '../errors.ts';
import { uuid } from '../primitives.ts';
import { channel, nothing } from './channel.ts';

/** Beyond any CFA; what crosses the bridge is bounded (SECURITY, The page and the bridge). */
export const maxOperateurs = 200;

const operateur = z.object({ id: uuid, nom: z.string(), aUnPin: z.boolean() });
export type OperateurResume = z.infer<typeof operateur>;

/**
 * Where the person stands, one step a screen:
 * connexion (sign in or code) -> coffre (no keychain: choose or give the passphrase) -> operateur (who are you,
 * choose a PIN) -> premiere-synchro -> pret. `verrouille` at start, after ten minutes, on OS lock.
 */
export const sessionEtat = z.object({
  etape: z.enum([
    'connexion',
    'connexion-en-cours',
    'coffre',
    'operateur',
    'premiere-synchro',
    'verrouille',
    'pret',
    'reconnexion',
    'bail-expire',
    'base-illisible',
  ]),
  serveur: z.string().nullable(),
  /** This account knows no server: nothing is sent, no bail runs, connecting keeps everything. */
  sansServeur: z.boolean(),
  codePropose: z.string().nullable(),
  /** coffre: whether a passphrase must be chosen or given. */
  phrase: z.enum(['a-choisir', 'a-donner']).nullable(),
  etablissement: z.string().nullable(),
  poste: z.string().nullable(),
  operateur: operateur.nullable(),
  /** Empty once the bail ended. */
  operateurs: z.array(operateur).max(maxOperateurs),
  /** Shown before anything that would delete, and on bail-expire / base-illisible. */
  nonEnvoyes: z.number().int(),
  dernierEnvoiLe: z.string().nullable(),
  /** Why the session is where it is (SESSION_EXPIREE, POSTE_REVOQUE, BASE_ILLISIBLE…), null when nothing is wrong. */
  raison: errorCode.nullable(),
  /** PIN tries left before sign-in is asked. */
  essaisRestants: z.number().int().nullable(),
});
export type SessionEtat = z.infer<typeof sessionEtat>;

const pin = z.string().regex(/^[0-9]{6}$/);

export const sessionChannels = {
  'session:etat': channel(nothing, sessionEtat),
  'session:definir-serveur': channel(z.strictObject({ url: z.string().trim().max(300) }), sessionEtat),
  /** Opens the system browser and answers when the sign-in ended, was cancelled, or after three minutes. */
  'session:connecter': channel(z.strictObject({ nomPoste: z.string().trim().min(1).max(40) }), sessionEtat),
  'session:annuler-connexion': channel(nothing, sessionEtat),
  'session:enroler': channel(
    z.strictObject({ code: z.string().trim().max(20), nomPoste: z.string().trim().min(1).max(40) }),
    sessionEtat,
  ),
  /** Chooses (first time, at least 12 characters) or gives the passphrase. */
  'session:phrase': channel(z.strictObject({ phrase: z.string().max(200) }), sessionEtat),
  'session:creer-operateur': channel(z.strictObject({ nom: z.string().trim().min(1).max(40), pin }), sessionEtat),
  /** First choice of an existing opérateur on this poste: sets its PIN here. */
  'session:choisir-operateur': channel(z.strictObject({ operateur: uuid, pin }), sessionEtat),
  'session:deverrouiller': channel(z.strictObject({ operateur: uuid, pin }), sessionEtat),
  'session:verrouiller': channel(nothing, sessionEtat),
  /** Leaves the current opérateur, back to the choice (two keys from the status bar). */
  'session:changer-operateur': channel(nothing, sessionEtat),
  /** connexion: works without any server, on lists imported by hand; `nom` is how the CFA is called on screen. */
  'session:sans-serveur': channel(
    z.strictObject({ nom: z.string().trim().min(1).max(80), nomPoste: z.string().trim().min(1).max(40) }),
    sessionEtat,
  ),
  /** base-illisible: the unreadable file was kept aside, start again with a fresh one. */
  'session:repartir': channel(nothing, sessionEtat),
} as const;

export const sessionEvents = { 'session:change': sessionEtat } as const;
