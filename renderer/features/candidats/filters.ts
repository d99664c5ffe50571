import type { CandidatFiltres } from '../../../shared/contract/ipc/candidats.ts';
import { nombre } from '../../textes/pluriel.ts';

export const nouveautes = ['nouveau', 'modifie', 'retire'] as const;
export type Nouveaute = (typeof nouveautes)[number];

export const nouveauteTextes: Readonly<Record<Nouveaute, string>> = {
  nouveau: 'nouveau',
  modifie: 'modifié',
  retire: 'retiré',
};

/** At most this many values a chip (the contract's own limit). */
export const maxValues = 20;

/** A question without empty parts: an absent filter and an empty one must share the same cached answer. */
export const cleanFiltres = (filtres: CandidatFiltres): CandidatFiltres => {
  const clean: CandidatFiltres = {};
  if (filtres.aAppeler === true) clean.aAppeler = true;
  if (filtres.enRetard === true) clean.enRetard = true;
  if (filtres.ouverte === true) clean.ouverte = true;
  if (filtres.aDepartager === true) clean.aDepartager = true;
  if (filtres.situation?.length) clean.situation = filtres.situation;
  if (filtres.formation?.length) clean.formation = filtres.formation;
  if (filtres.accueil?.length) clean.accueil = filtres.accueil;
  if (filtres.flux?.length) clean.flux = filtres.flux;
  if (filtres.nouveaute?.length) clean.nouveaute = filtres.nouveaute;
  if (filtres.affecteA !== undefined) clean.affecteA = filtres.affecteA;
  if (filtres.source !== undefined) clean.source = filtres.source;
  if (filtres.rappelDuJour === true) clean.rappelDuJour = true;
  return clean;
};

export const hasFiltres = (filtres: CandidatFiltres): boolean => Object.keys(cleanFiltres(filtres)).length > 0;

export const toggleValue = <T extends string>(values: readonly T[] | undefined, value: T): T[] => {
  const known = values ?? [];
  if (known.includes(value)) return known.filter((one) => one !== value);
  return known.length >= maxValues ? [...known] : [...known, value];
};

/** A chip's own words: « Formation », « Formation : Cuisine », « Formation · 3 ». */
export const chipLabel = (titre: string, chosen: readonly string[]): string => {
  const [only] = chosen;
  if (only === undefined) return titre;
  return chosen.length === 1 && only.length <= 22 ? `${titre} : ${only}` : `${titre} · ${nombre(chosen.length)}`;
};
