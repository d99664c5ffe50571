import type { Saisie } from '../../../shared/contract/ipc/actes.ts';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { prochaineActionCorps } from '../../../shared/domain/actes/prochaine-action.ts';
import { type FicheDossier, saisie } from './saisie/builders.ts';

const valeurDe = (dossier: FicheDossier, fait: string): unknown => dossier.tetes[fait]?.at(0)?.valeur;

/** Who holds this dossier; null when nobody does. */
const teneurDe = (dossier: FicheDossier): string | null => {
  const valeur = valeurDe(dossier, 'affectation');
  return typeof valeur === 'string' ? valeur : null;
};

/** Who holds the person: the holder of the dossier that new actes go to. */
export const teneur = (fiche: Pick<Fiche, 'dossiers' | 'dossierPrincipal'>): string | null => {
  const principal = fiche.dossiers.find(({ id }) => id === fiche.dossierPrincipal) ?? fiche.dossiers[0];
  return principal === undefined ? null : teneurDe(principal);
};

/** Whoever holds one of her dossiers, whichever of two contradicting values they are. */
const teneursDe = (dossiers: readonly FicheDossier[]): Set<string> =>
  new Set(
    dossiers.flatMap(({ tetes }) =>
      (tetes.affectation ?? []).flatMap(({ valeur }) => (typeof valeur === 'string' ? [valeur] : [])),
    ),
  );

const planRepris = (
  dossier: FicheDossier,
  anciens: ReadonlySet<string>,
  operateur: string | null,
): readonly Saisie[] => {
  if (dossier.aDepartager.includes('prochaine-action')) return [];
  const prevue = prochaineActionCorps.safeParse(valeurDe(dossier, 'prochaine-action'));
  if (!prevue.success || prevue.data.qui === null || !anciens.has(prevue.data.qui)) return [];
  return [saisie(dossier, 'prochaine-action', { ...prevue.data, qui: operateur })];
};

/**
 * One person passes to somebody, as `main/core/lots/affectation.ts` does it for many: each dossier that says otherwise,
 * the principal one when none says so; then the plans of whoever held her, at the same date. Empty when it is so already.
 */
export const saisiesAffecter = (
  fiche: Pick<Fiche, 'dossiers' | 'dossierPrincipal'> & { ligne: Pick<Fiche['ligne'], 'ouverte'> },
  operateur: string | null,
): Saisie[] => {
  const { dossiers, dossierPrincipal, ligne } = fiche;
  const isSaid = operateur === null || dossiers.some((dossier) => teneurDe(dossier) === operateur);
  const aChanger = dossiers.filter((dossier) => {
    if (dossier.aDepartager.includes('affectation')) return true;
    const avant = teneurDe(dossier);
    return avant === null ? dossier.id === dossierPrincipal && !isSaid : avant !== operateur;
  });
  const anciens = teneursDe(dossiers);
  if (operateur !== null) anciens.delete(operateur);
  return [
    ...aChanger.map((dossier) => saisie(dossier, 'affectation', { operateur })),
    ...(ligne.ouverte ? dossiers.flatMap((dossier) => planRepris(dossier, anciens, operateur)) : []),
  ];
};
