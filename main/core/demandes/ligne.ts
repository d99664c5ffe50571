import type { DemandeEntree, ReponseDonnee } from '../../../shared/contract/ipc/demandes.ts';
import type { DemandeLigne, OperateurLigne } from '../../../shared/contract/lignes.ts';
import { joursRestants } from '../../../shared/domain/demandes/echeance.ts';
import { estAttendue, type SuiviDemande } from '../../../shared/domain/demandes.ts';
import { nameOf } from '../candidats/operateurs.ts';

/**
 * What a line of the inbox and a sheet say alike, from the row of the demande alone. The days that are left are counted
 * one by one: not for what is over, which nobody asks.
 */
export const partsDeLaLigne = (corps: DemandeLigne, fuseau: string, now: string, isAttendue = true) =>
  ({
    mode: corps.mode,
    auteur: corps.auteur,
    demandeur: corps.demandeur,
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
    annuleeLe: corps.annulee_le ?? null,
  }) satisfies Partial<DemandeEntree>;

/** How a demande that is over was answered: the last word given, or the call alone where an older poste noted it. */
export function reponseDe(
  { suite, reponses, repondueLe }: Pick<SuiviDemande, 'suite' | 'reponses' | 'repondueLe'>,
  operateurs: ReadonlyMap<string, OperateurLigne>,
): ReponseDonnee | null {
  if (estAttendue({ suite })) return null;
  const derniere = reponses.findLast(({ annulee, retenue, refusee }) => !annulee && !retenue && !refusee);
  if (derniere !== undefined) {
    return { genre: derniere.genre, le: derniere.le, operateur: nameOf(operateurs, derniere.operateur) };
  }
  return repondueLe === null ? null : { genre: 'autre_canal', le: repondueLe, operateur: null };
}

/** What came from the family once it had been seen: what was new in it is then not new as a whole. */
export function changeeDe(
  { ajouts, modifiee_le: modifieeLe = '' }: Pick<DemandeLigne, 'ajouts' | 'modifiee_le'>,
  vueLe: string | null,
): DemandeEntree['changee'] {
  const completeeLe = ajouts.reduce((last, { recu_le: le }) => (le > last ? le : last), '');
  if (vueLe === null || (completeeLe <= vueLe && modifieeLe <= vueLe)) return null;
  return modifieeLe > completeeLe ? 'modifiee' : 'completee';
}
