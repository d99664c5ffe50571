import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { countTransmissions } from './comparer-flux.ts';
import type { Plan } from './plan.ts';

/** What would change in one relation. */
export interface RelationSimulee {
  /** `siretResponsable-siretFormateur` */
  relation: string;
  genre: 'premiere' | 'mise_a_jour';
  /** Active vœux before, and after. */
  avant: number;
  total: number;
  /** Vœux that no list knew, or that are back. */
  nouveaux: number;
  /** Come from another relation, or from none. */
  arrives: number;
  modifies: number;
  /** No longer in the file. */
  retires: number;
  /** Still in the file, for another relation or for none. */
  partis: number;
}

/** A relation whose losses would refuse the import; null: vœux that no relation receives. */
export interface PerteRefusee {
  relation: string | null;
  avant: number;
  retires: number;
  deplaces: number;
}

export interface Simulation {
  simulation: true;
  crees: number;
  modifies: number;
  inchanges: number;
  retires: number;
  deplaces: number;
  relations: RelationSimulee[];
  /** Empty when the import would be accepted as it is. */
  refus: PerteRefusee[];
}

/** Counts what a plan would do. A vœu that moves counts once in the whole, and in both of its relations. */
export async function simuler(db: Kysely<Tables>, plan: Plan, valides: number): Promise<Simulation> {
  const relations: RelationSimulee[] = [];
  for (const { relation, fluxId, estNouveau, avant, couple } of plan.destinations) {
    const { nouveaux, arrives, modifies } = couple ?? { nouveaux: 0, arrives: 0, modifies: 0 };
    const sorties = plan.sorties.get(fluxId) ?? [];
    const retires = sorties.filter(({ genre }) => genre === 'retire').length;
    const partis = sorties.length - retires;
    const isFirst = estNouveau || (await countTransmissions(db, fluxId)) === 0;
    const total = avant + nouveaux + arrives - sorties.length;
    const genre = isFirst ? 'premiere' : 'mise_a_jour';
    relations.push({ relation, genre, avant, total, nouveaux, arrives, modifies, retires, partis });
  }
  relations.sort((a, b) => (a.relation < b.relation ? -1 : 1));
  const counted = [...relations, ...(plan.sansRelation === null ? [] : [plan.sansRelation])];
  const crees = counted.reduce((sum, { nouveaux }) => sum + nouveaux, 0);
  const modifies = counted.reduce((sum, one) => sum + one.modifies + one.arrives, 0);
  const all = [...plan.sorties.values()].flat();
  const retires = all.filter(({ genre }) => genre === 'retire').length;
  return {
    simulation: true,
    crees,
    modifies,
    inchanges: valides - crees - modifies,
    retires,
    deplaces: all.filter(({ fluxId, genre }) => fluxId !== null && genre !== 'retire').length,
    relations,
    refus: plan.aRefuser.map(({ relation, avant, retires: lost, deplaces }) => ({
      relation,
      avant,
      retires: lost,
      deplaces,
    })),
  };
}
