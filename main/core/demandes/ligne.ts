import type { DemandeEntree } from '../../../shared/contract/ipc/demandes.ts';
import type { DemandeLigne } from '../../../shared/contract/lignes.ts';
import { joursRestants } from '../../../shared/domain/demandes/echeance.ts';

/**
 * What a line of the inbox and a sheet say alike, from the row of the demande alone. The days that are left are counted
 * one by one: not for what is over, which nobody asks.
 */
export const partsDeLaLigne = (corps: DemandeLigne, fuseau: string, now: string, isAttendue = true) =>
  ({
    mode: corps.mode,
    auteur: corps.auteur,
    motifs: corps.motifs,
    formation: corps.formation?.intitule ?? null,
    ville: corps.formation?.ville ?? null,
    origine: corps.origine,
    recueLe: corps.recue_le,
    echeance: corps.echeance,
    fuseau,
    restant: isAttendue
      ? joursRestants(now, corps.echeance, { fuseau, territoire: corps.territoire })
      : { jours: 0, depassee: now > corps.echeance },
    courrielRejete: corps.courriel_rejete,
  }) satisfies Partial<DemandeEntree>;
