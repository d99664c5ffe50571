import { fuseauParDefaut, heureCivile } from '../../shared/domain/fuseau.ts';

/** The campagne of an instant: its civil year in Paris, where the lists are made. */
export const campagneDe = (date: Date): number =>
  Number(heureCivile(date.toISOString(), fuseauParDefaut).jour.slice(0, 'YYYY'.length));

/** When a flux of this campagne is to be purged: so many months after its 31 December. */
export const purgeApres = (campagne: number, retentionMois: number): string =>
  new Date(Date.UTC(campagne + 1, retentionMois, 1)).toISOString();
