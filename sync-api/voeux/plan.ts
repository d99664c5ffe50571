import type { Kysely } from 'kysely';
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

/** @throws Refusal RELATION_INCONNUE */
export async function planifier(
  { db, random }: { db: Kysely<Tables>; random: Pick<Random, 'uuid'> },
  portee: Portee,
  confirmation: Confirmation,
): Promise<Plan> {
  await checkConfirmation(db, confirmation);
  const pertes = await comptePertes(db, portee);
  const couples = await listCouples(db, portee);
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
    aRefuser: retraitsARefuser(pertes, confirmation),
  };
}

/** @throws Refusal TROP_DE_RETRAITS (`relations`: relation, avant, retires, deplaces) */
export function refuserLesPertes({ aRefuser }: Plan): void {
  if (aRefuser.length === 0) return;
  throw refuse('TROP_DE_RETRAITS', 409, {
    relations: aRefuser.map(({ relation, avant, retires, deplaces }) => ({ relation, avant, retires, deplaces })),
  });
}

/** Whether applying it would write anything. */
export const estVide = ({ destinations, sansRelation, sorties }: Plan): boolean =>
  destinations.length === 0 && (sansRelation === null || !isChanged(sansRelation)) && sorties.size === 0;
