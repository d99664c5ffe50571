import type { CandidatFiltres } from '../../../shared/contract/ipc/candidats.ts';
import type { ColonneDeListe, Vue } from '../../../shared/domain/partages.ts';
import { cleanFiltres } from './filters.ts';
import type { Ordre } from './view.ts';

/** The list as it stands, whatever its name. */
export interface ListeActuelle {
  filtres: CandidatFiltres;
  ordre: Ordre;
  colonnes: readonly ColonneDeListe[];
}

export const vueDe = (nom: string, { filtres, ordre, colonnes }: ListeActuelle): Vue => ({
  nom: nom.trim(),
  filtres: cleanFiltres(filtres),
  tri: ordre.tri,
  sens: ordre.sens,
  colonnes: [...colonnes],
});

/** In the order of the keys, and of the values where their order says nothing. */
const texte = (filtres: CandidatFiltres): string =>
  JSON.stringify(
    Object.entries(cleanFiltres(filtres))
      .map(([cle, valeur]) => [cle, Array.isArray(valeur) ? [...valeur].sort() : valeur])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );

/** Whether the list was changed since the view was applied, or saved. */
export const estModifiee = (vue: Vue, { filtres, ordre, colonnes }: ListeActuelle): boolean =>
  texte(vue.filtres) !== texte(filtres) ||
  vue.tri !== ordre.tri ||
  vue.sens !== ordre.sens ||
  vue.colonnes.join() !== colonnes.join();

interface Connus {
  operateurs: readonly { id: string }[];
  flux: readonly { id: string }[];
}

/** What the filters ask for and this poste no longer knows, in words; empty when everything is known. */
export const inconnusDe = ({ affecteA, flux }: CandidatFiltres, connus: Connus): string[] => {
  const opParti =
    affecteA !== undefined && affecteA !== 'personne' && !connus.operateurs.some(({ id }) => id === affecteA);
  const listes = (flux ?? []).filter((id) => !connus.flux.some((une) => une.id === id)).length;
  return [
    ...(opParti ? ['un opérateur qui n’est plus là'] : []),
    ...(listes === 1 ? ['une liste qui n’est plus reçue'] : []),
    ...(listes > 1 ? [`${listes} listes qui ne sont plus reçues`] : []),
  ];
};

export const phraseInconnus = (inconnus: readonly string[]): string =>
  inconnus.length === 0 ? '' : `Ces filtres demandent ${inconnus.join(' et ')} : ils peuvent ne montrer personne.`;

/** A name that no other view has: « Lyon », then « Lyon (2) ». */
export const nomLibre = (voulu: string, pris: readonly string[]): string => {
  const nom = voulu.trim();
  if (!pris.includes(nom)) return nom;
  for (let n = 2; ; n += 1) {
    const autre = `${nom.slice(0, 54)} (${n})`;
    if (!pris.includes(autre)) return autre;
  }
};
