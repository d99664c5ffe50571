import type { CandidatFiltres } from '../../../shared/contract/ipc/candidats.ts';
import { situationCodes, situations } from '../../../shared/domain/situations.ts';

/** Those for whom something is left to do: what Équipe counts, and what its links show. */
const ouvertes = situationCodes.filter((code) => situations[code].ouverte);

export const suivisDe = (operateur: string): CandidatFiltres => ({ affecteA: operateur, situation: [...ouvertes] });
export const aAppelerDe = (operateur: string): CandidatFiltres => ({ affecteA: operateur, aAppeler: true });
export const enRetardDe = (operateur: string): CandidatFiltres => ({ affecteA: operateur, enRetard: true });
export const sansPersonne = (): CandidatFiltres => ({ affecteA: 'personne', situation: [...ouvertes] });
export const aDepartager = (): CandidatFiltres => ({ aDepartager: true });
