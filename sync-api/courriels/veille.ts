import { heureCivile, instantCivil } from '../../shared/domain/fuseau.ts';

const heure = 9;
const jourMs = 86_400_000;

/**
 * When she is reminded of a meeting: at 9 in the morning of the day before, at the site, whatever clocks do that night.
 *
 * @param debut ISO 8601 UTC @param fuseau IANA zone of the site @returns ISO 8601 UTC
 */
export const momentDeVeille = (debut: string, fuseau: string): string => {
  const { jour } = heureCivile(debut, fuseau);
  const veille = new Date(Date.parse(`${jour}T00:00:00.000Z`) - jourMs).toISOString().slice(0, 10);
  return instantCivil({ jour: veille, heure, minute: 0 }, fuseau);
};
