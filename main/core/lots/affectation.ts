import type { Saisie } from '../../../shared/contract/ipc/actes.ts';
import type { ActeCorps, ActeType } from '../../../shared/domain/actes/catalogue.ts';
import type { ProchaineActionCorps } from '../../../shared/domain/actes/prochaine-action.ts';
import {
  type DossierTenu,
  ecrituresAffectation,
  nommesParLesPlans,
  type PersonneTenue,
  planEcrit as planDe,
} from '../../../shared/domain/affectation.ts';
import { isPlanLaisse } from '../candidats/fiche.ts';
import type { FoldedDossier } from '../candidats/fold.ts';
import type { Personne } from './personne.ts';

/** An acte on one dossier, by somebody who sees its faits as they stand now. */
export const saisieSur = <T extends ActeType>({ rows, etat }: FoldedDossier, type: T, corps: ActeCorps<T>): Saisie => ({
  dossier: rows.id,
  type,
  corps: { ...corps },
  vues: Object.fromEntries([...etat.faits].map(([fait, { tetes }]) => [fait, tetes.map(({ acte }) => acte)])),
});

const tenu = ({ rows, etat }: FoldedDossier): DossierTenu => ({
  id: rows.id,
  teneur: etat.faits.get('affectation')?.valeur,
  plan: etat.faits.get('prochaine-action')?.valeur,
  aDepartager: [...etat.faits].flatMap(([fait, { aDepartager }]) => (aDepartager ? [fait] : [])),
});

export const planEcrit = (dossier: FoldedDossier): ProchaineActionCorps | null => planDe(tenu(dossier));

const personneTenue = ({ ouverts, principal, state }: Personne): PersonneTenue => ({
  // One that was left behind, written again, would come before what was decided since.
  dossiers: ouverts.map((dossier) => ({
    ...tenu(dossier),
    ...(isPlanLaisse(dossier.etat, state.prochaineAction) ? { plan: null } : {}),
  })),
  principal: principal?.rows.id ?? null,
  ouverte: state.ouverte,
});

/** From whom she passes when `operateur` takes her: who holds her, and whom her plans name. */
export const anciensTeneurs = (personne: Personne, operateur: string | null): string[] =>
  [...new Set([...personne.state.affecteA, ...nommesParLesPlans(personneTenue(personne))])].filter(
    (ancien) => ancien !== operateur,
  );

/** The actes of the rule (shared/domain/affectation.ts) on the dossiers of a person that still take some. */
export function saisiesAffectation(personne: Personne, operateur: string | null): Saisie[] {
  return ecrituresAffectation(personneTenue(personne), operateur).flatMap((ecriture) => {
    const dossier = personne.ouverts.find(({ rows }) => rows.id === ecriture.dossier);
    if (dossier === undefined) return [];
    return ecriture.type === 'affectation'
      ? [saisieSur(dossier, 'affectation', ecriture.corps)]
      : [saisieSur(dossier, 'prochaine-action', ecriture.corps)];
  });
}
