import type { Command } from 'commander';
import { type BilanCatalogue, colonnesCatalogue, importerCatalogue } from '../referentiels/catalogue.ts';
import { referenceSummary } from './bilan-referentiel.ts';
import { readFileBytes, runImport, simulationFlag } from './import-file.ts';
import { command, type Io } from './io.ts';
import { plural } from './phrases-import.ts';

export function register(program: Command, io: Io): void {
  program.addCommand(
    command(
      'importer-catalogue',
      'Importe le catalogue des formations, et pour qui chacune est ouverte ; n’oublie rien de celles qui en sortent.',
    )
      .argument('<fichier>', `CSV (séparateur ;, UTF-8) : ${colonnesCatalogue.join(', ')} ; autres colonnes ignorées`)
      .option('--confirmer-retraits', 'accepter que beaucoup de formations connues disparaissent', false)
      .option(...simulationFlag)
      .action((file: string, options: Record<string, unknown>) =>
        runImport(io, options, async (deps) => {
          const bilan = await importerCatalogue(deps.db, deps, {
            source: readFileBytes(file),
            confirmerRetraits: options.confirmerRetraits === true,
            simuler: options.simuler === true,
          });
          io.out(options.json === true ? `${JSON.stringify(bilan)}\n` : referenceSummary(bilan, moreLines(bilan)));
        }),
      ),
  );
}

const moreLines = ({ retirees, revenues, ouvertures }: BilanCatalogue): string[] => [
  ...(retirees > 0
    ? [`${plural(retirees, 'formation absente du fichier, fermée', 'formations absentes du fichier, fermées')}.`]
    : []),
  ...(revenues > 0
    ? [`${plural(revenues, 'formation revenue avec ses réglages', 'formations revenues avec leurs réglages')}.`]
    : []),
  ...(ouvertures > 0 ? [`${plural(ouvertures, 'ouverture changée', 'ouvertures changées')}.`] : []),
];
