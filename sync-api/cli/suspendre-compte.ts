import type { Command } from 'commander';
import { Comptes } from '../identite/comptes.ts';
import { command, exitCodes, fail, type Io, withDeps } from './io.ts';

/** The other end of creer-compte: someone who leaves must be out before the next request of their postes. */
export function register(program: Command, io: Io): void {
  program.addCommand(
    command('suspendre-compte', 'Suspend un compte : ses postes et ses pages sont refusés tout de suite.')
      .argument('<compte>', 'identifiant du compte : SIRET ou adresse')
      .option('--reprendre', 'rouvrir le compte', false)
      .action(async (identifiant: string, options: Record<string, unknown>) => {
        const isJson = options.json === true;
        const isSuspendu = options.reprendre !== true;
        await withDeps(io, options, async (deps) => {
          if (!(await new Comptes(deps).setSuspendu(identifiant, isSuspendu))) {
            const sentence = 'Ce compte n’existe pas : vérifiez son identifiant (SIRET ou adresse).';
            fail(io, isJson, 'INTROUVABLE', undefined, exitCodes.refused, sentence);
            return;
          }
          const said = isSuspendu ? `Compte ${identifiant} suspendu.` : `Compte ${identifiant} rouvert.`;
          io.out(isJson ? `${JSON.stringify({ identifiant, suspendu: isSuspendu })}\n` : `${said}\n`);
        });
      }),
  );
}
