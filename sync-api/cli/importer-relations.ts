import type { Command } from 'commander';
import { type BilanRelations, importerRelations } from '../referentiels/relations.ts';
import { referenceSummary } from './bilan-referentiel.ts';
import { dateOf, readFileBytes, runImport, simulationFlag } from './import-file.ts';
import { command, type Io } from './io.ts';
import { plural } from './phrases-import.ts';

export function register(program: Command, io: Io): void {
  program.addCommand(
    command('importer-relations', 'Importe les relations responsable–formateur ; ajoute et corrige, ne retire rien.')
      .argument(
        '<fichier>',
        'CSV (séparateur ;, UTF-8) : siret_responsable, email_responsable, siret_formateurs (séparés par des virgules)',
      )
      .option('--date <date>', 'date dont l’année est la campagne (par défaut : maintenant)')
      .option(...simulationFlag)
      .action((file: string, options: Record<string, unknown>) =>
        runImport(io, options, async (deps) => {
          const date = dateOf(options.date, io.clock.now());
          const bilan = await importerRelations(deps, readFileBytes(file), date, { simuler: options.simuler === true });
          io.out(options.json === true ? `${JSON.stringify(bilan)}\n` : referenceSummary(bilan, moreLines(bilan)));
        }),
      ),
  );
}

function moreLines({ absentes, recensement }: BilanRelations): string[] {
  const lines: string[] = [];
  if (absentes > 0) {
    lines.push(
      `${plural(absentes, 'relation absente du fichier, gardée', 'relations absentes du fichier, gardées')} avec leurs listes, leurs accès et leurs reçus.`,
    );
  }
  if (recensement > 0) {
    lines.push(`${plural(recensement, 'couple de recensement mis', 'couples de recensement mis')} à part.`);
  }
  return lines;
}
