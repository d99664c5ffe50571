import type { Command } from 'commander';
import { z } from 'zod';
import type { ServerDeps } from '../context.ts';
import { envoiSeulJours } from '../flux/droits.ts';
import { finirDelegation } from '../flux/fins.ts';
import { Comptes } from '../identite/comptes.ts';
import { Delegations } from '../identite/delegations.ts';
import { couple } from './couple.ts';
import { command, exitCodes, fail, type Io, withDeps } from './io.ts';

const input = z.object({ email: z.email().max(200), relation: couple });
type Input = z.infer<typeof input>;

/** The other end of `creer-compte --relation`: a délégué who no longer works for a relation stops reading it now. */
export function register(program: Command, io: Io): void {
  program.addCommand(
    command('terminer-delegation', 'Met fin à une délégation : le délégué ne lit plus cette relation.')
      .option('--email <adresse>', 'adresse du délégué, qui est son identifiant')
      .option('--relation <couple>', 'relation retirée : SIRET_RESPONSABLE-SIRET_FORMATEUR')
      .action(async (options: Record<string, unknown>) => {
        const isJson = options.json === true;
        const parsed = input.safeParse(options);
        if (!parsed.success) {
          const sentence = 'Donnez --email et --relation SIRET_RESPONSABLE-SIRET_FORMATEUR.';
          fail(io, isJson, 'REQUETE_INVALIDE', undefined, exitCodes.usage, sentence);
          return;
        }
        await withDeps(io, options, (deps) => end(io, isJson, deps, parsed.data));
      }),
  );
}

async function end(io: Io, isJson: boolean, deps: ServerDeps, { email, relation }: Input): Promise<void> {
  const refused = (sentence: string): void => fail(io, isJson, 'INTROUVABLE', undefined, exitCodes.refused, sentence);
  const compte = await new Comptes(deps).findByIdentifiant(email);
  if (compte === undefined) return refused('Ce compte n’existe pas : vérifiez l’adresse.');
  let ended = 0;
  for (const id of await new Delegations(deps).findRunning(compte.id, relation))
    if (await finirDelegation(deps.db, deps, id)) ended += 1;
  if (ended === 0) return refused('Ce compte n’a pas, ou n’a plus, de délégation sur cette relation.');
  const name = `${relation.responsable}-${relation.formateur}`;
  io.out(
    isJson
      ? `${JSON.stringify({ identifiant: compte.identifiant, relation: name, terminee: true })}\n`
      : `Délégation terminée : ${compte.identifiant} ne lit plus la relation ${name}.\nSes postes effacent cette liste à leur prochain échange ; pendant ${envoiSeulJours} jours ils envoient encore ce qui avait été saisi avant.\n`,
  );
}
