import { createHash } from 'node:crypto';
import { type Result, success } from '../../../shared/contract/errors.ts';
import type { GesteLot, PorteeLot } from '../../../shared/contract/ipc/lots.ts';
import { type Raison, sortDe } from './gestes.ts';
import { type Parcours, parcourir } from './portee.ts';

/** What a gesture would do now. */
export interface Preparation {
  candidats: number;
  /** Those it changes something for, in the order of the list. */
  concernes: string[];
  /** Those it is for already. */
  inchanges: string[];
  exclus: Map<Raison, number>;
  repris: Map<string | null, number>;
}

const plusUn = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

export async function preparerLot(
  parcours: Parcours,
  candidats: readonly string[],
  geste: GesteLot,
): Promise<Result<Preparation>> {
  const preparation: Preparation = {
    candidats: 0,
    concernes: [],
    inchanges: [],
    exclus: new Map(),
    repris: new Map(),
  };
  const seen = await parcourir(parcours, candidats, (personne, candidat) => {
    preparation.candidats += 1;
    const sort = sortDe(personne, geste);
    if (sort.genre === 'exclu') plusUn(preparation.exclus, sort.raison);
    if (sort.genre === 'inchange') preparation.inchanges.push(candidat);
    if (sort.genre !== 'concerne') return;
    preparation.concernes.push(candidat);
    for (const ancien of sort.repris) plusUn(preparation.repris, ancien);
  });
  return seen.ok ? success(preparation) : seen;
}

/** Of those who were ticked: whoever it is not for, and whoever is here no more. */
export function ecartesDe(portee: PorteeLot, { concernes, inchanges }: Preparation): string[] {
  if (portee.genre !== 'selection') return [];
  const restent = new Set([...concernes, ...inchanges]);
  return portee.candidats.filter((candidat) => !restent.has(candidat));
}

/** The same as long as it is about the same people and takes over the same number from each; in whatever order. */
export function empreinteDe({ concernes, repris }: Preparation): string {
  const deQui = [...repris].map(([operateur, nombre]) => `${operateur ?? ''} ${nombre}`).sort();
  const said = JSON.stringify([concernes.toSorted(), deQui]);
  return createHash('sha256').update(said).digest('hex');
}
