import type { Command } from 'commander';
import { colonnesEtablissement, importerEtablissements } from '../referentiels/etablissements.ts';
import { referenceSummary } from './bilan-referentiel.ts';
import { readFileBytes, runImport, simulationFlag } from './import-file.ts';
import { command, type Io } from './io.ts';

export function register(program: Command, io: Io): void {
  program.addCommand(
    command('importer-etablissements', 'Importe les établissements ; ajoute et corrige, ne retire rien.')
      .argument('<fichier>', `CSV (séparateur ;, UTF-8) : ${colonnesEtablissement.join(', ')}`)
      .option(...simulationFlag)
      .action((file: string, options: Record<string, unknown>) =>
        runImport(io, options, async ({ db, random }) => {
          const bilan = await importerEtablissements(db, random, readFileBytes(file), {
            simuler: options.simuler === true,
          });
          io.out(options.json === true ? `${JSON.stringify(bilan)}\n` : referenceSummary(bilan));
        }),
      ),
  );
}
