import { ajouterJours, estJourOuvre, territoireDuFuseau } from '../../../shared/domain/jours-ouvres.ts';

const joursMontres = 5;
export const semaineMax = 7;

/** The last five working days of a site, today included when it is one, oldest first. @param aujourdhui YYYY-MM-DD there */
export function derniersJoursOuvres(aujourdhui: string, fuseau: string): string[] {
  const territoire = territoireDuFuseau(fuseau);
  const jours: string[] = [];
  for (let jour = aujourdhui; jours.length < joursMontres; jour = ajouterJours(jour, -1))
    if (estJourOuvre(jour, territoire)) jours.unshift(jour);
  return jours;
}

/** Those five, and between them and today the others on which somebody called; the newest that fit. */
export const joursAMontrer = (ouvres: readonly string[], appeles: Iterable<string>): string[] =>
  [...new Set([...ouvres, ...appeles])].sort().slice(-semaineMax);
