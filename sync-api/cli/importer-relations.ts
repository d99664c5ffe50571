import type { Command } from 'commander';
import { importerRelations } from '../referentiels/relations.ts';
import { referenceSummary } from './bilan-referentiel.ts';
import { dateOf, readFileBytes, runImport } from './import-file.ts';
import { command, type Io } from './io.ts';
import { plural } from './phrases-import.ts';

export function register(program: Command, io: Io): void {
  program.addCommand(
    command('importer-relations', 'Importe les relations responsable–formateur ; ajoute, ne retire rien.')
      .argument(
        '<fichier>',
        'CSV (séparateur ;, UTF-8) : siret_responsable, email_responsable, siret_formateurs (séparés par des virgules)',
      )
      .option('--date <date>', 'date dont l’année est la campagne (par défaut : maintenant)')
      .action((file: string, options: Record<string, unknown>) =>
        runImport(io, options, async (deps) => {
          const bilan = await importerRelations(deps, readFileBytes(file), dateOf(options.date, io.clock.now()));
          if (options.json === true) io.out(`${JSON.stringify(bilan)}\n`);
          else {
            const kept = plural(
              bilan.absentes,
              'relation absente du fichier, gardée',
              'relations absentes du fichier, gardées',
            );
            io.out(`${referenceSummary(bilan)}${bilan.absentes > 0 ? `${kept}.\n` : ''}`);
          }
        }),
      ),
  );
}
