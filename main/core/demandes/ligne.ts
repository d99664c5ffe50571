import type { DemandeEntree } from '../../../shared/contract/ipc/demandes.ts';
import type { DemandeLigne } from '../../../shared/contract/lignes.ts';
import { joursRestants } from '../../../shared/domain/demandes/echeance.ts';

/** What a line of the inbox and a sheet say alike, from the row of the demande alone. */
export const partsDeLaLigne = (corps: DemandeLigne, fuseau: string, now: string) =>
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
    restant: joursRestants(now, corps.echeance, { fuseau, territoire: corps.territoire }),
    courrielRejete: corps.courriel_rejete,
  }) satisfies Partial<DemandeEntree>;
