import type { Saisie } from '../../../shared/contract/ipc/actes.ts';
import type { ActeCorps, ActeType } from '../../../shared/domain/actes/catalogue.ts';
import { type ProchaineActionCorps, prochaineActionCorps } from '../../../shared/domain/actes/prochaine-action.ts';
import type { FoldedDossier } from '../candidats/fold.ts';
import type { Personne } from './personne.ts';

/** An acte on one dossier, by somebody who sees its faits as they stand now. */
export const saisieSur = <T extends ActeType>({ rows, etat }: FoldedDossier, type: T, corps: ActeCorps<T>): Saisie => ({
  dossier: rows.id,
  type,
  corps: { ...corps },
  vues: Object.fromEntries([...etat.faits].map(([fait, { tetes }]) => [fait, tetes.map(({ acte }) => acte)])),
});

/** The plan that somebody wrote in this dossier, when there is one and nobody contradicts it. */
export function planEcrit({ etat }: FoldedDossier): ProchaineActionCorps | null {
  const fait = etat.faits.get('prochaine-action');
  if (fait === undefined || fait.aDepartager) return null;
  const plan = prochaineActionCorps.safeParse(fait.valeur);
  return plan.success && plan.data.quoi !== 'aucune' ? plan.data : null;
}

/** Who holds one of her dossiers, whichever of two contradicting values they are. */
const holdersOf = ({ members }: Personne): Set<string> =>
  new Set(
    members.flatMap(({ etat }) =>
      (etat.faits.get('affectation')?.tetes ?? []).flatMap(({ valeur }) =>
        typeof valeur === 'string' ? [valeur] : [],
      ),
    ),
  );

/**
 * What is written so that `operateur` holds the person, null that nobody does: an affectation in each dossier that says
 * otherwise, in the one that actes go to when none says so; then the plans of whoever held her, at the same date, for
 * they are about her. Nothing when it is already so.
 */
export function saisiesAffectation(personne: Personne, operateur: string | null): Saisie[] {
  const { ouverts, principal, state } = personne;
  const faitOf = ({ etat }: FoldedDossier) => etat.faits.get('affectation');
  const aChanger = ouverts.filter((dossier) => {
    const fait = faitOf(dossier);
    return fait !== undefined && (fait.aDepartager || (fait.valeur !== null && fait.valeur !== operateur));
  });
  const isSaid = operateur === null || ouverts.some((dossier) => faitOf(dossier)?.valeur === operateur);
  if (principal !== null && !isSaid && !aChanger.includes(principal)) aChanger.unshift(principal);
  const anciens = holdersOf(personne);
  if (operateur !== null) anciens.delete(operateur);
  const plans = state.ouverte ? ouverts.flatMap((dossier) => planRepris(dossier, state, anciens, operateur)) : [];
  return [...aChanger.map((dossier) => saisieSur(dossier, 'affectation', { operateur })), ...plans];
}

/** Only the plan that stands: one that was left behind, written again, would come before what was decided since. */
function planRepris(
  dossier: FoldedDossier,
  { prochaineAction }: Personne['state'],
  anciens: ReadonlySet<string>,
  operateur: string | null,
): Saisie[] {
  const plan = planEcrit(dossier);
  const stands = prochaineAction !== null && prochaineAction.acte === dossier.etat.ecrite?.acte;
  if (plan === null || !stands || plan.qui === null || !anciens.has(plan.qui)) return [];
  return [saisieSur(dossier, 'prochaine-action', { ...plan, qui: operateur })];
}
