import { type Kysely, sql } from 'kysely';
import type { Random, ServerDeps } from '../context.ts';
import { refuse } from '../errors.ts';
import type { Tables } from '../store/tables.ts';
import { type Couple, comptePertes, listCouples, listSorties, type Portee, type Sortie } from './comparaison.ts';
import type { DestinationFlux } from './comparer-flux.ts';
import { type Confirmation, type PerteRelation, retraitsARefuser } from './seuils.ts';

export type ImportDeps = Pick<ServerDeps, 'db' | 'clock' | 'random' | 'serveur'> & {
  config: Pick<ServerDeps['config'], 'retentionMois'>;
};

/** A relation that the import changes. */
export interface DestinationPlan extends DestinationFlux {
  /** `siretResponsable-siretFormateur` */
  relation: string;
  /** Known, or to be made with its flux. */
  relationId: string;
  estNouveau: boolean;
  couple: Couple | null;
}

/** What an import would change, asked of the staging and the known vœux in a few questions; nothing is written. */
export interface Plan {
  destinations: DestinationPlan[];
  /** Lines that no relation receives: null when the file holds none. */
  sansRelation: Couple | null;
  pertes: PerteRelation[];
  sorties: ReadonlyMap<string | null, Sortie[]>;
  /** Heads of the flux of the campagne, read before all the rest: a flux that was written since shows. */
  tetes: ReadonlyMap<string, number>;
  confirmation: Confirmation;
  /** The losses that nobody confirmed: the import is refused unless empty. */
  aRefuser: PerteRelation[];
}

/** A relation confirmed by name must exist: a typing error would otherwise confirm nothing, in silence. */
async function checkConfirmation(db: Kysely<Tables>, confirmation: Confirmation): Promise<void> {
  if (confirmation === 'tous') return;
  const inconnues: string[] = [];
  for (const name of confirmation) {
    const [responsable = '', formateur = ''] = name.split('-');
    const known = await db
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

const isChanged = ({ nouveaux, arrives, modifies }: Couple): boolean => nouveaux + arrives + modifies > 0;

async function lireTetes(db: Kysely<Tables>, { campagne }: Portee): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('flux')
    .select(['id', 'tete'])
    .where('genre', '=', sql.lit('relation'))
    .where('campagne', '=', campagne)
    .execute();
  return new Map(rows.map(({ id, tete }) => [id, tete]));
}

/** What was purged on its day never comes back, not even from the same file. */
function refuserLesPurges({ campagne }: Portee, couples: readonly Couple[]): void {
  const purgees = couples.filter((couple) => couple.purgeLe !== null && isChanged(couple));
  if (purgees.length === 0) return;
  const relations = purgees.map(({ responsable, formateur }) => `${responsable}-${formateur}`);
  throw refuse('CAMPAGNE_PURGEE', 409, { campagne, relations });
}

/** @throws Refusal RELATION_INCONNUE, CAMPAGNE_PURGEE (`campagne`, `relations`) */
export async function planifier(
  { db, random }: { db: Kysely<Tables>; random: Pick<Random, 'uuid'> },
  portee: Portee,
  confirmation: Confirmation,
): Promise<Plan> {
  await checkConfirmation(db, confirmation);
  const tetes = await lireTetes(db, portee);
  const pertes = await comptePertes(db, portee);
  const couples = await listCouples(db, portee);
  refuserLesPurges(portee, couples);
  const isLosing = pertes.some(({ retires, deplaces }) => retires + deplaces > 0);
  const sorties = Map.groupBy(isLosing ? await listSorties(db, portee) : [], ({ fluxId }) => fluxId);
  const avant = new Map(pertes.map((perte) => [perte.fluxId, perte.avant]));
  const destinations = new Map<string, DestinationPlan>();
  for (const couple of couples) {
    const { responsable, formateur, fluxId: known } = couple;
    if (responsable === null || formateur === null) continue;
    if (!isChanged(couple) && !sorties.has(known)) continue;
    const fluxId = known ?? random.uuid();
    destinations.set(fluxId, {
      fluxId,
      responsable,
      formateur,
      relation: `${responsable}-${formateur}`,
      relationId: couple.relationId ?? random.uuid(),
      estNouveau: known === null,
      avant: avant.get(known ?? '') ?? 0,
      vierge: couple.inconnus === couple.lignes,
      couple,
    });
  }
  for (const { fluxId, relation, relationId, avant: actifs } of pertes) {
    if (fluxId === null || relation === null || relationId === null) continue;
    if (destinations.has(fluxId) || !sorties.has(fluxId)) continue;
    destinations.set(fluxId, {
      ...{ fluxId, relation, relationId, avant: actifs, couple: null },
      ...{ responsable: null, formateur: null, estNouveau: false, vierge: false },
    });
  }
  return {
    destinations: [...destinations.values()].sort((a, b) => (a.fluxId < b.fluxId ? -1 : 1)),
    sansRelation: couples.find(({ responsable }) => responsable === null) ?? null,
    pertes,
    sorties,
    tetes,
    confirmation,
    aRefuser: retraitsARefuser(pertes, confirmation),
  };
}

/** @throws Refusal TROP_DE_RETRAITS (`relations`: relation, avant, retires, deplaces) */
export function refuserLesPertes({ aRefuser }: Pick<Plan, 'aRefuser'>): void {
  if (aRefuser.length === 0) return;
  throw refuse('TROP_DE_RETRAITS', 409, {
    relations: aRefuser.map(({ relation, avant, retires, deplaces }) => ({ relation, avant, retires, deplaces })),
  });
}

/** Whether applying it would write anything. */
export const estVide = ({ destinations, sansRelation, sorties }: Plan): boolean =>
  destinations.length === 0 && (sansRelation === null || !isChanged(sansRelation)) && sorties.size === 0;
