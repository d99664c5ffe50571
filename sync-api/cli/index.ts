import { Command, CommanderError } from 'commander';
import { systemClock, systemRandom } from '../context.ts';
import { settingLines } from '../settings.ts';
import { register as registerCourriels } from './courriels.ts';
import { register as registerCreerCompte } from './creer-compte.ts';
import { register as registerDemandes } from './demandes.ts';
import { register as registerDemo } from './demo.ts';
import { register as registerDestinataires } from './destinataires.ts';
import { register as registerImporterCatalogue } from './importer-catalogue.ts';
import { register as registerImporterEtablissements } from './importer-etablissements.ts';
import { register as registerImporterFormations } from './importer-formations.ts';
import { register as registerImporterMef } from './importer-mef.ts';
import { register as registerImporterRelations } from './importer-relations.ts';
import { register as registerImporterVoeux } from './importer-voeux.ts';
import { exitCodes, type Io } from './io.ts';
import { register as registerOuvertures } from './ouvertures.ts';
import { register as registerRecus } from './recus.ts';
import { register as registerServeur } from './serveur.ts';
import { register as registerStats } from './stats.ts';
import { register as registerSuspendreCompte } from './suspendre-compte.ts';
import { register as registerTerminerDelegation } from './terminer-delegation.ts';
import { register as registerTraces } from './traces.ts';

const titles: Record<string, string> = {
  'Usage:': 'Utilisation :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
  'Arguments:': 'Arguments :',
};
const usageSentences: Record<string, string> = {
  'commander.unknownCommand': 'Commande inconnue.',
  'commander.unknownOption': 'Option inconnue.',
  'commander.excessArguments': 'Trop d’arguments.',
  'commander.missingArgument': 'Il manque un argument.',
  'commander.optionMissingArgument': 'Il manque la valeur d’une option.',
  'commander.missingMandatoryOptionValue': 'Il manque une option obligatoire.',
  'commander.help': 'Donnez une commande.',
};

/** The operator's command line: one file per command, each exporting `register(program, io)`. */
export function createProgram(io: Io): Command {
  const program = new Command('sync-api')
    .description('Serveur de synchronisation de Rappel CFA et commandes de son exploitant.')
    .helpOption('-h, --help', 'afficher cette aide')
    .helpCommand('help [commande]', 'afficher l’aide d’une commande')
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text), outputError: () => {} })
    .configureHelp({ styleTitle: (title) => titles[title] ?? title })
    .exitOverride()
    .addHelpText('after', `\nRéglages (option, variable d’environnement) :\n${settingLines().join('\n')}\n`);
  registerServeur(program, io);
  registerCreerCompte(program, io);
  registerSuspendreCompte(program, io);
  registerTerminerDelegation(program, io);
  registerImporterMef(program, io);
  registerImporterFormations(program, io);
  registerImporterEtablissements(program, io);
  registerImporterRelations(program, io);
  registerImporterVoeux(program, io);
  registerImporterCatalogue(program, io);
  registerOuvertures(program, io);
  registerDemandes(program, io);
  registerDestinataires(program, io);
  registerCourriels(program, io);
  registerRecus(program, io);
  registerTraces(program, io);
  registerStats(program, io);
  registerDemo(program, io);
  for (const child of program.commands) {
    child.copyInheritedSettings(program).helpOption('-h, --help', 'afficher cette aide');
  }
  return program;
}

/** Runs one command line. Never throws: the outcome is the exit code given to `io`. */
export async function main(io: Io, args: readonly string[]): Promise<void> {
  try {
    await createProgram(io).parseAsync([...args], { from: 'user' });
  } catch (error: unknown) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return;
    // commander speaks English: its code says what happened, the word between quotes says where.
    const word = /'([^']+)'/.exec(error.message)?.[1];
    const sentence = usageSentences[error.code] ?? 'Cette ligne de commande n’est pas comprise.';
    io.err(`${sentence}${word === undefined ? '' : ` (${word})`} Voir --help.\n`);
    io.setExitCode(exitCodes.usage);
  }
}

if (import.meta.main) {
  await main(
    {
      environment: process.env,
      clock: systemClock,
      random: systemRandom,
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
      setExitCode: (code) => {
        process.exitCode = code;
      },
      stopped: () =>
        new Promise((resolve) => {
          for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
        }),
    },
    process.argv.slice(2),
  );
}
