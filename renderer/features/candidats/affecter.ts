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

/**
 * One person passes to somebody: her principal dossier, and each other one that is held otherwise; the plans that
 * named the former holder go along with the same date. Empty when nothing changes.
 */
export const saisiesAffecter = (
  fiche: Pick<Fiche, 'dossiers' | 'dossierPrincipal'>,
  operateur: string | null,
): Saisie[] =>
  fiche.dossiers.flatMap((dossier) => {
    const isPrincipal = dossier.id === fiche.dossierPrincipal;
    const avant = teneurDe(dossier);
    const hasConflict = dossier.aDepartager.includes('affectation');
    if (!isPrincipal && avant === null) return [];
    if (avant === operateur && !hasConflict) return [];
    const prevue = prochaineActionCorps.safeParse(valeurDe(dossier, 'prochaine-action'));
    const passe = prevue.success && avant !== null && prevue.data.qui === avant;
    return [
      saisie(dossier, 'affectation', { operateur }),
      ...(passe ? [saisie(dossier, 'prochaine-action', { ...prevue.data, qui: operateur })] : []),
    ];
  });
