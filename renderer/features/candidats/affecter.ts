import type { Saisie } from '../../../shared/contract/ipc/actes.ts';
import type { Fiche } from '../../../shared/contract/ipc/candidats.ts';
import { ecrituresAffectation } from '../../../shared/domain/affectation.ts';
import { type FicheDossier, saisie } from './saisie/builders.ts';

const valeurDe = (dossier: FicheDossier, fait: string): unknown => dossier.tetes[fait]?.at(0)?.valeur;

/** Who holds the person: the holder of the dossier that new actes go to. */
export const teneur = (fiche: Pick<Fiche, 'dossiers' | 'dossierPrincipal'>): string | null => {
  const principal = fiche.dossiers.find(({ id }) => id === fiche.dossierPrincipal) ?? fiche.dossiers[0];
  const valeur = principal === undefined ? null : valeurDe(principal, 'affectation');
  return typeof valeur === 'string' ? valeur : null;
};

/** One person passes to somebody, by the rule of a gesture on many. Empty when it is so already. */
export const saisiesAffecter = (
  fiche: Pick<Fiche, 'dossiers' | 'dossierPrincipal'> & { ligne: Pick<Fiche['ligne'], 'ouverte'> },
  operateur: string | null,
): Saisie[] => {
  const ouverts = fiche.dossiers.filter(({ ferme }) => ferme !== true);
  const dossiers = ouverts.map((dossier) => ({
    id: dossier.id,
    teneur: valeurDe(dossier, 'affectation'),
    plan: dossier.planLaisse === true ? null : valeurDe(dossier, 'prochaine-action'),
    aDepartager: dossier.aDepartager,
  }));
  const personne = { dossiers, principal: fiche.dossierPrincipal, ouverte: fiche.ligne.ouverte };
  return ecrituresAffectation(personne, operateur).flatMap(({ dossier: id, type, corps }) => {
    const dossier = ouverts.find((un) => un.id === id);
    return dossier === undefined ? [] : [saisie(dossier, type, { ...corps })];
  });
};
