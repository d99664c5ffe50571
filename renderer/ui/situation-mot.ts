import { type SituationCode, situationCodes, situations } from '../../shared/domain/situations.ts';

export const isSituation = (code: string): code is SituationCode => situationCodes.some((known) => known === code);

/** The word of a situation anywhere; one of a newer version is shown by its code. */
export const situationMot = (code: string): string => (isSituation(code) ? situations[code].mot : code);
