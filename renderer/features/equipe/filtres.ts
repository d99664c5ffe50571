import type { CandidatFiltres } from '../../../shared/contract/ipc/candidats.ts';

/** What the links of Équipe show: the very people that it counts. */
export const suivisDe = (operateur: string): CandidatFiltres => ({ affecteA: operateur, ouverte: true });
export const aAppelerDe = (operateur: string): CandidatFiltres => ({ affecteA: operateur, aAppeler: true });
export const enRetardDe = (operateur: string): CandidatFiltres => ({ affecteA: operateur, enRetard: true });
export const sansPersonne = (): CandidatFiltres => ({ affecteA: 'personne', ouverte: true });
export const aDepartager = (): CandidatFiltres => ({ aDepartager: true });
