import type { Command } from 'commander';
import { importerMef } from '../referentiels/mef.ts';
import { referenceSummary } from './bilan-referentiel.ts';
import { readFileBytes, runImport, simulationFlag } from './import-file.ts';
import { command, type Io } from './io.ts';

export function register(program: Command, io: Io): void {
  program.addCommand(
    command('importer-mef', 'Importe la nomenclature des MEF (N_MEF) ; ajoute et corrige, ne retire rien.')
      .argument('<fichier>', 'export N_MEF (séparateur |, UTF-8) : MEF, LIBELLE_LONG, FORMATION_DIPLOME')
      .option(...simulationFlag)
      .action((file: string, options: Record<string, unknown>) =>
        runImport(io, options, async ({ db }) => {
          const bilan = await importerMef(db, readFileBytes(file), { simuler: options.simuler === true });
          io.out(options.json === true ? `${JSON.stringify(bilan)}\n` : referenceSummary(bilan));
        }),
      ),
  );
}
