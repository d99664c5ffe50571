import type { CreneauVu } from '../../../shared/contract/ipc/agenda.ts';
import { fuseauParDefaut } from '../../../shared/domain/fuseau.ts';
import { nomDuTerritoire } from '../../textes/echeances.ts';

/** Where a name goes on with what tells one site from another: « CFA des Trois Fourneaux – Villeurbanne ». */
const tiret = /\s[–—-]\s/;

/**
 * What a card has room for of whose créneau it is: the end of the name when it tells the sites apart, else the whole name;
 * with the territory where the sites shown do not have the same hour. By flux.
 */
export const marquesDeLieu = (
  creneaux: readonly Pick<CreneauVu, 'flux' | 'fluxNom' | 'fuseau'>[],
): ReadonlyMap<string, string> => {
  const sites = new Map(creneaux.map((un) => [un.flux, un]));
  const noms = new Set([...sites.values()].map(({ fluxNom }) => fluxNom));
  const fins = new Set([...noms].map((nom) => nom.split(tiret).at(-1)));
  const severalZones = new Set([...sites.values()].map(({ fuseau }) => fuseau)).size > 1;
  const marque = ({ fluxNom, fuseau }: Pick<CreneauVu, 'fluxNom' | 'fuseau'>): string => {
    const nom = fins.size === noms.size ? (fluxNom.split(tiret).at(-1) ?? fluxNom) : fluxNom;
    if (!severalZones) return nom;
    const territoire = nomDuTerritoire(fuseau);
    const heure = fuseau === fuseauParDefaut ? 'de Paris' : territoire === null ? 'du site' : `de ${territoire}`;
    return `heure ${heure} · ${nom}`;
  };
  return new Map([...sites].map(([flux, site]) => [flux, marque(site)]));
};
