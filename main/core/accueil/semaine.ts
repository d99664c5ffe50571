import { estJourOuvre, territoireDuFuseau } from '../../../shared/domain/jours-ouvres.ts';

const dayMs = 86_400_000;
const before = (jour: string): string =>
  new Date(Date.parse(`${jour}T00:00:00.000Z`) - dayMs).toISOString().slice(0, 10);

const joursMontres = 5;
export const semaineMax = 7;

/** The last five working days of a site, today included when it is one, oldest first. @param aujourdhui YYYY-MM-DD there */
export function derniersJoursOuvres(aujourdhui: string, fuseau: string): string[] {
  const territoire = territoireDuFuseau(fuseau);
  const jours: string[] = [];
  for (let jour = aujourdhui; jours.length < joursMontres; jour = before(jour))
    if (estJourOuvre(jour, territoire)) jours.unshift(jour);
  return jours;
}

/** Those five, and between them and today the others on which somebody called; the newest that fit. */
export const joursAMontrer = (ouvres: readonly string[], appeles: Iterable<string>): string[] =>
  [...new Set([...ouvres, ...appeles])].sort().slice(-semaineMax);
