import type { BilanReferentiel, Changement } from '../referentiels/bilan.ts';
import { plural } from './phrases-import.ts';

/** Entries shown to a person; the whole list is in --json. */
const shown = 20;

const genres: Record<Changement['genre'], string> = { ajout: '+', modification: '~', retrait: '−' };

const hiddenLine = (count: number, all: string): string[] =>
  count > shown ? [`  … et ${plural(count - shown, 'autre', 'autres')} (${all} avec --json)`] : [];

/** « Cette commande n’a rien écrit », and what it would change, one entry a line. */
function simulationLines({ simulation, changements }: BilanReferentiel): string[] {
  if (!simulation) return [];
  return [
    'Simulation : rien n’a été écrit.',
    ...changements.slice(0, shown).map(({ cle, genre }) => `  ${genres[genre]} ${cle}`),
    ...hiddenLine(changements.length, 'tous'),
  ];
}

/** What a person reads after the import of a reference file. `more` comes before the anomalies. */
export function referenceSummary(bilan: BilanReferentiel, more: readonly string[] = []): string {
  const lines = [
    ...simulationLines(bilan),
    `${plural(bilan.total, 'ligne lue', 'lignes lues')} : ${plural(bilan.crees, 'ajout', 'ajouts')}, ${plural(bilan.modifies, 'modification', 'modifications')}, ${plural(bilan.inchanges, 'entrée inchangée', 'entrées inchangées')}, ${plural(bilan.invalides, 'ligne invalide', 'lignes invalides')}.`,
    ...more,
    ...bilan.anomalies.slice(0, shown).map(({ ligne, champ, type }) => `  ligne ${ligne} : ${champ}, ${type}`),
    ...hiddenLine(bilan.anomalies.length, 'toutes'),
  ];
  return `${lines.join('\n')}\n`;
}

/** Overwrites that served nothing: most often a typing error in their `Affelnet_id`. */
export function uselessOverwrites(ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const one = 'remplacement sans effet, son offre est absente du fichier';
  const many = 'remplacements sans effet, leurs offres sont absentes du fichier';
  return [`${plural(ids.length, one, many)} : ${ids.slice(0, shown).join(', ')}${ids.length > shown ? '…' : ''}`];
}
