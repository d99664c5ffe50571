import { z } from 'zod';
import { failure, type Result, success } from '../../contract/errors.ts';
import { limits } from '../../contract/sync.ts';
import { octetsUtf8 } from '../octets.ts';
import { type Acte, acte } from './acte.ts';
import { affectation } from './affectation.ts';
import { annule } from './annule.ts';
import { appel } from './appel.ts';
import { correction } from './correction.ts';
import { creneauAnnule, creneauCree, creneauModifie } from './creneau.ts';
import type { ActeDefinition, Fait } from './definition.ts';
import { dossierCree } from './dossier-cree.ts';
import { effacement, limitation, opposition } from './droits.ts';
import { informe } from './informe.ts';
import { lien } from './lien.ts';
import { message } from './message.ts';
import { note } from './note.ts';
import { numero } from './numero.ts';
import { prochaineAction } from './prochaine-action.ts';
import { rectification } from './rectification.ts';
import { reponse } from './reponse.ts';
import { assiduite, reservationAnnulee, reservationDemandee, reservationReconfirmee } from './reservation.ts';
import { vue } from './vue.ts';

export type { ActeDefinition, Fait, FaitValeur } from './definition.ts';

const definitions = {
  appel,
  note,
  informe,
  'prochaine-action': prochaineAction,
  affectation,
  numero,
  rectification,
  message,
  reponse,
  vue,
  'creneau-cree': creneauCree,
  'creneau-modifie': creneauModifie,
  'creneau-annule': creneauAnnule,
  'reservation-demandee': reservationDemandee,
  'reservation-annulee': reservationAnnulee,
  'reservation-reconfirmee': reservationReconfirmee,
  assiduite,
  lien,
  'dossier-cree': dossierCree,
  opposition,
  limitation,
  effacement,
  annule,
  correction,
} as const;

/** Every type of acte this version writes and reads (PROTOCOL 2). */
export type ActeType = keyof typeof definitions;
export const catalogue: { readonly [T in ActeType]: (typeof definitions)[T] } = definitions;

/** The body of one type. */
export type ActeCorps<T extends ActeType> = z.output<(typeof definitions)[T]['schema']>;
/** An acte whose body was parsed by the schema of its type: switch on `type`. */
export type ActeConnu = { [T in ActeType]: Omit<Acte, 'type' | 'corps'> & { type: T; corps: ActeCorps<T> } }[ActeType];
/** `ActeConnu` of one type. */
export type ActeDe<T extends ActeType> = Extract<ActeConnu, { type: T }>;

const deType = <T extends string, S extends z.ZodType>(type: T, definition: ActeDefinition<S>) =>
  acte.extend({ type: z.literal(type), corps: definition.schema });

const acteConnu = z.discriminatedUnion('type', [
  deType('appel', appel),
  deType('note', note),
  deType('informe', informe),
  deType('prochaine-action', prochaineAction),
  deType('affectation', affectation),
  deType('numero', numero),
  deType('rectification', rectification),
  deType('message', message),
  deType('reponse', reponse),
  deType('vue', vue),
  deType('creneau-cree', creneauCree),
  deType('creneau-modifie', creneauModifie),
  deType('creneau-annule', creneauAnnule),
  deType('reservation-demandee', reservationDemandee),
  deType('reservation-annulee', reservationAnnulee),
  deType('reservation-reconfirmee', reservationReconfirmee),
  deType('assiduite', assiduite),
  deType('lien', lien),
  deType('dossier-cree', dossierCree),
  deType('opposition', opposition),
  deType('limitation', limitation),
  deType('effacement', effacement),
  deType('annule', annule),
  deType('correction', correction),
]);

export const estActeType = (type: string): type is ActeType => Object.hasOwn(definitions, type);

/** The definition of a type, or null for a type newer than this program (kept raw, PROTOCOL 6). */
export const definitionDe = (type: string): ActeDefinition | null => (estActeType(type) ? definitions[type] : null);

const entete = z.object({ v: z.number().int(), type: z.string() });

/**
 * Parses an acte whole: size, envelope, then the body by the schema of its type.
 * Errors: ACTE_TROP_GRAND over `limits.acteBytes` of UTF-8 JSON; TYPE_INCONNU for a type or a version this program
 * does not know (never a refusal for good: the sender may be newer, PROTOCOL 6); ACTE_INVALIDE otherwise, with the
 * paths at fault and never a value.
 */
export const parseActe = (brut: unknown): Result<ActeConnu> => {
  const lu = entete.safeParse(brut);
  if (!lu.success) return failure('ACTE_INVALIDE', { chemins: chemins(lu.error) });
  if (octetsUtf8(JSON.stringify(brut)) > limits.acteBytes) return failure('ACTE_TROP_GRAND', { max: limits.acteBytes });
  const definition = definitionDe(lu.data.type);
  if (definition === null || lu.data.v > definition.v) return failure('TYPE_INCONNU');
  const complet = acteConnu.safeParse(brut);
  return complet.success ? success(complet.data) : failure('ACTE_INVALIDE', { chemins: chemins(complet.error) });
};

const chemins = (erreur: z.ZodError): string[] => [...new Set(erreur.issues.map((point) => point.path.join('.')))];

/** The faits an acte sets; none for an unknown type or an unreadable body. */
export const faitsDe = (un: Pick<Acte, 'type' | 'id'> & { corps: unknown }): Fait[] =>
  definitionDe(un.type)?.faits(un.corps, un.id) ?? [];
