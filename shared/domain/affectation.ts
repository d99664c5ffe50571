import { type ProchaineActionCorps, prochaineActionCorps } from './actes/prochaine-action.ts';

/** Whose a person is passes to somebody else by actes: one rule for the sheet and for a gesture on many. */
export interface DossierTenu {
  id: string;
  /** Who holds it, undefined where nobody ever said; what two wrote apart has a value as well. */
  teneur: unknown;
  /** Two values were written apart: `affectation`, `prochaine-action`. */
  aDepartager: readonly string[];
  /** The plan that was written in it, as its acte has it. */
  plan: unknown;
}

export interface PersonneTenue {
  /** Those that still take actes. */
  dossiers: readonly DossierTenu[];
  /** Where actes go. */
  principal: string | null;
  /** Something is left to do. */
  ouverte: boolean;
}

export type EcritureAffectation =
  | { dossier: string; type: 'affectation'; corps: { operateur: string | null } }
  | { dossier: string; type: 'prochaine-action'; corps: ProchaineActionCorps };

/** The plan that somebody wrote in this dossier, when there is one and nobody contradicts it. */
export const planEcrit = ({ plan, aDepartager }: Pick<DossierTenu, 'plan' | 'aDepartager'>) => {
  if (aDepartager.includes('prochaine-action')) return null;
  const parsed = prochaineActionCorps.safeParse(plan);
  return parsed.success && parsed.data.quoi !== 'aucune' ? parsed.data : null;
};

/** Those whom the plans of an open person name. */
export const nommesParLesPlans = ({ dossiers, ouverte }: PersonneTenue): string[] =>
  ouverte ? [...new Set(dossiers.flatMap((dossier) => planEcrit(dossier)?.qui ?? []))] : [];

/**
 * What is written so that `operateur` holds the person, null that nobody does: an affectation in each dossier that says
 * otherwise, in the principal one when none says so; then every plan that names somebody else, at the same date, for it
 * is about her. Nothing when it is already so.
 */
export const ecrituresAffectation = (personne: PersonneTenue, operateur: string | null): EcritureAffectation[] => {
  const { dossiers, principal, ouverte } = personne;
  const isSaid = operateur === null || dossiers.some(({ teneur }) => teneur === operateur);
  const aChanger = dossiers.filter(({ id, teneur, aDepartager }) => {
    if (aDepartager.includes('affectation')) return true;
    if (teneur === undefined || teneur === null) return id === principal && !isSaid;
    return teneur !== operateur;
  });
  // The one that actes go to is written first.
  aChanger.sort((a, b) => Number(b.id === principal) - Number(a.id === principal));
  return [
    ...aChanger.map(({ id }) => ({ dossier: id, type: 'affectation' as const, corps: { operateur } })),
    ...(ouverte ? dossiers : []).flatMap((dossier) => {
      const plan = planEcrit(dossier);
      if (plan === null || plan.qui === null || plan.qui === operateur) return [];
      return [{ dossier: dossier.id, type: 'prochaine-action' as const, corps: { ...plan, qui: operateur } }];
    }),
  ];
};
