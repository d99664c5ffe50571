import { heureCivile, instantCivil } from '../../shared/domain/fuseau.ts';
import { ajouterJours } from '../../shared/domain/jours-ouvres.ts';

const heure = 9;

/**
 * When she is reminded of a meeting: at 9 in the morning of the day before, at the site, whatever clocks do that night.
 *
 * @param debut ISO 8601 UTC @param fuseau IANA zone of the site @returns ISO 8601 UTC
 */
export const momentDeVeille = (debut: string, fuseau: string): string => {
  const { jour } = heureCivile(debut, fuseau);
  return instantCivil({ jour: ajouterJours(jour, -1), heure, minute: 0 }, fuseau);
};
