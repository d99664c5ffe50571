import type { Kysely } from 'kysely';
import type { ServerDeps } from '../context.ts';
import { refuse } from '../errors.ts';
import { ensureRelation } from '../referentiels/relation.ts';
import { ensureFlux, lockFlux } from '../store/flux.ts';
import type { Tables } from '../store/tables.ts';
import { type Application, appliquerFlux, appliquerSansRelation, type DestinationFlux } from './application.ts';
import { purgeApres } from './campagne.ts';
import { comptePertes, listCouples, listSorties, type Portee, type Sortie } from './comparaison.ts';
import { type Confirmation, type PerteRelation, retraitsARefuser } from './seuils.ts';

export type ImportDeps = Pick<ServerDeps, 'db' | 'clock' | 'random' | 'serveur'> & {
  config: Pick<ServerDeps['config'], 'retentionMois'>;
};

export interface BilanRelation {
  /** `siretResponsable-siretFormateur` */
  relation: string;
  flux: string;
  transmission: string;
  genre: 'premiere' | 'mise_a_jour';
  numero: number;
  total: number;
  ajoutes: number;
  modifies: number;
  retires: number;
}

/** What one import changed; a vœu that moves is one `modifies` and one `deplaces`. */
export interface Applied {
  crees: number;
  modifies: number;
  deplaces: number;
  retires: number;
  relations: BilanRelation[];
}

interface Demande {
  portee: Portee;
  date: Date;
  confirmation: Confirmation;
  /** Rows that this import put in staging: fewer means that another import emptied it. */
  enScene: number;
}

type Destination = DestinationFlux & { relation: string };

/** First statement of the transaction: it writes, so that SQLite gives the writer lock before the first read. */
async function lockStaging(trx: Kysely<Tables>, { portee, enScene }: Demande): Promise<void> {
  // Two ranges: `!=` would read the whole staging.
  await trx
    .deleteFrom('voeu_arrivee')
    .where((eb) =>
      eb.or([eb('extraction_id', '<', portee.extractionId), eb('extraction_id', '>', portee.extractionId)]),
    )
    .execute();
  const { nombre } = await trx
    .selectFrom('voeu_arrivee')
    .select((eb) => eb.fn.countAll<number>().as('nombre'))
    .where('extraction_id', '=', portee.extractionId)
    .executeTakeFirstOrThrow();
  if (nombre !== enScene) throw refuse('IMPORT_CONCURRENT', 409);
}

/** The flux that the lines name, made when the couple is new, and those that only lose vœux. */
async function listDestinations(
  { random, config }: ImportDeps,
  trx: Kysely<Tables>,
  { portee, date }: Demande,
  pertes: readonly PerteRelation[],
): Promise<Destination[]> {
  const avant = new Map(pertes.map((perte) => [perte.fluxId, perte.avant]));
  const destinations = new Map<string, Destination>();
  for (const { siret_responsable: responsable, siret_formateur: formateur } of await listCouples(trx, portee)) {
    if (responsable === null || formateur === null) continue;
    const { id: relationId } = await ensureRelation(trx, random, { responsable, formateur }, date.toISOString());
    const fluxId = await ensureFlux(trx, random, {
      genre: 'relation',
      relationId,
      campagne: portee.campagne,
      purgeApres: purgeApres(portee.campagne, config.retentionMois),
    });
    const relation = `${responsable}-${formateur}`;
    destinations.set(fluxId, { fluxId, responsable, formateur, relation, avant: avant.get(fluxId) ?? 0 });
  }
  for (const { fluxId, relation, avant: known } of pertes) {
    if (fluxId === null || relation === null || destinations.has(fluxId)) continue;
    destinations.set(fluxId, { fluxId, responsable: null, formateur: null, relation, avant: known });
  }
  return [...destinations.values()].sort((a, b) => (a.fluxId < b.fluxId ? -1 : 1));
}

/** A relation confirmed by name must exist: a typing error would otherwise confirm nothing, in silence. */
async function checkConfirmation(trx: Kysely<Tables>, confirmation: Confirmation): Promise<void> {
  if (confirmation === 'tous') return;
  const inconnues: string[] = [];
  for (const name of confirmation) {
    const [responsable = '', formateur = ''] = name.split('-');
    const known = await trx
      .selectFrom('relation')
      .select('id')
      .where((eb) =>
        eb.or([
          eb('id', '=', name),
          eb.and([eb('siret_responsable', '=', responsable), eb('siret_formateur', '=', formateur)]),
        ]),
      )
      .executeTakeFirst();
    if (known === undefined) inconnues.push(name);
  }
  if (inconnues.length > 0) throw refuse('RELATION_INCONNUE', 400, { relations: inconnues });
}

/**
 * Applies what the staged lines change, inside the caller's transaction (PROTOCOL 7).
 *
 * @throws Refusal TROP_DE_RETRAITS (`relations`: relation, avant, retires, deplaces), RELATION_INCONNUE, IMPORT_CONCURRENT
 */
export async function appliquerDifferences(deps: ImportDeps, trx: Kysely<Tables>, demande: Demande): Promise<Applied> {
  const { portee, confirmation } = demande;
  await lockStaging(trx, demande);
  await checkConfirmation(trx, confirmation);
  const pertes = await comptePertes(trx, portee);
  const refused = retraitsARefuser(pertes, confirmation);
  if (refused.length > 0) {
    throw refuse('TROP_DE_RETRAITS', 409, {
      relations: refused.map(({ relation, avant, retires, deplaces }) => ({ relation, avant, retires, deplaces })),
    });
  }
  const destinations = await listDestinations(deps, trx, demande, pertes);
  const isLosing = pertes.some(({ retires, deplaces }) => retires + deplaces > 0);
  const sorties = Map.groupBy(isLosing ? await listSorties(trx, portee) : [], ({ fluxId }) => fluxId);
  await lockFlux(
    trx,
    destinations.map(({ fluxId }) => fluxId),
  );
  const application: Application = {
    clock: deps.clock,
    random: deps.random,
    secretIne: deps.serveur.secretIne,
    portee,
    recueLe: demande.date.toISOString(),
  };
  return await applyAll(trx, application, destinations, sorties);
}

async function applyAll(
  trx: Kysely<Tables>,
  application: Application,
  destinations: readonly Destination[],
  sorties: ReadonlyMap<string | null, Sortie[]>,
): Promise<Applied> {
  const applied: Applied = { crees: 0, modifies: 0, deplaces: 0, retires: 0, relations: [] };
  const countRetires = (leaving: readonly Sortie[]): number => leaving.filter(({ genre }) => genre === 'retire').length;
  for (const destination of destinations) {
    const leaving = sorties.get(destination.fluxId) ?? [];
    const bilan = await appliquerFlux(trx, application, destination, leaving);
    if (bilan === null) continue;
    applied.crees += bilan.nouveaux;
    applied.modifies += bilan.modifies + bilan.arrives;
    applied.deplaces += leaving.length - countRetires(leaving);
    applied.retires += countRetires(leaving);
    const { transmissionId, genre, numero, total, ajoutes, modifies, retires } = bilan;
    const counts = { genre, numero, total, ajoutes, modifies, retires };
    applied.relations.push({
      relation: destination.relation,
      flux: destination.fluxId,
      transmission: transmissionId,
      ...counts,
    });
  }
  const leaving = sorties.get(null) ?? [];
  const undelivered = await appliquerSansRelation(trx, application, leaving);
  applied.crees += undelivered.nouveaux;
  applied.modifies += undelivered.arrives + undelivered.modifies;
  applied.retires += undelivered.retires;
  return applied;
}
