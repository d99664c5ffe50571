import type { Command } from 'commander';
import { type BilanFormations, colonnesFormation, importerFormations } from '../referentiels/formations.ts';
import { referenceSummary, uselessOverwrites } from './bilan-referentiel.ts';
import { readFileBytes, runImport, simulationFlag } from './import-file.ts';
import { command, type Io } from './io.ts';
import { plural } from './phrases-import.ts';

export function register(program: Command, io: Io): void {
  program.addCommand(
    command('importer-formations', 'Importe l’offre de formation d’Affelnet ; remplace celle de l’import précédent.')
      .argument('<fichier>', `CSV (séparateur ;, UTF-8) : ${colonnesFormation.join(', ')} ; autres colonnes ignorées`)
      .option('--remplacements <fichier>', 'CSV (séparateur ;, UTF-8) des corrections, offre par offre')
      .option('--confirmer-retraits', 'accepter que beaucoup d’offres connues disparaissent', false)
      .option(...simulationFlag)
      .action((file: string, options: Record<string, unknown>) =>
        runImport(io, options, async ({ db }) => {
          const overwrites = options.remplacements;
          const bilan = await importerFormations(db, {
            source: readFileBytes(file),
            ...(typeof overwrites === 'string' ? { remplacements: readFileBytes(overwrites) } : {}),
            confirmerRetraits: options.confirmerRetraits === true,
            simuler: options.simuler === true,
          });
          io.out(options.json === true ? `${JSON.stringify(bilan)}\n` : referenceSummary(bilan, moreLines(bilan)));
        }),
      ),
  );
}

const moreLines = ({ retires, remplacements_inutiles: useless }: BilanFormations): string[] => [
  ...(retires > 0
    ? [`${plural(retires, 'offre absente du fichier, retirée', 'offres absentes du fichier, retirées')}.`]
    : []),
  ...uselessOverwrites(useless),
];
