import type { BilanReferentiel } from '../referentiels/bilan.ts';
import { plural } from './phrases-import.ts';

/** What a person reads after the import of a reference file. */
export function referenceSummary(bilan: BilanReferentiel): string {
  const lines = [
    `${plural(bilan.total, 'ligne lue', 'lignes lues')} : ${plural(bilan.crees, 'ajout', 'ajouts')}, ${plural(bilan.modifies, 'modification', 'modifications')}, ${plural(bilan.inchanges, 'entrée inchangée', 'entrées inchangées')}, ${plural(bilan.invalides, 'ligne invalide', 'lignes invalides')}.`,
    ...bilan.anomalies.map(({ ligne, champ, type }) => `  ligne ${ligne} : ${champ}, ${type}`),
  ];
  return `${lines.join('\n')}\n`;
}
