import type { Command } from 'commander';
import { type ComptesDemandes, compterDemandes } from '../demandes/comptes.ts';
import { command, type Io, withDeps } from './io.ts';
import { plural } from './phrases-import.ts';

/** Is the promise of four working days kept? Figures for the operator, no name. */
export function register(program: Command, io: Io): void {
  program.addCommand(
    command(
      'demandes',
      'Compte, pour chaque relation, les demandes reçues, répondues, répondues à temps et en retard.',
    ).action((options: Record<string, unknown>) =>
      withDeps(io, options, async ({ db, clock }) => {
        const relations = await compterDemandes(db, clock.now());
        io.out(options.json === true ? `${JSON.stringify({ relations })}\n` : summary(relations));
      }),
    ),
  );
}

const ligne = (comptes: Omit<ComptesDemandes, 'relation' | 'campagne'>): string =>
  [
    plural(comptes.recues, 'reçue', 'reçues'),
    `${plural(comptes.ouvertes, 'ouverte', 'ouvertes')} dont ${comptes.en_retard} en retard`,
    `${plural(comptes.repondues, 'répondue', 'répondues')} dont ${comptes.repondues_a_temps} à temps`,
    plural(comptes.annulees, 'annulée', 'annulées'),
  ].join(', ');

function summary(relations: readonly ComptesDemandes[]): string {
  if (relations.length === 0) return 'Aucune demande.\n';
  const total = { recues: 0, ouvertes: 0, en_retard: 0, repondues: 0, repondues_a_temps: 0, annulees: 0 };
  for (const comptes of relations) {
    total.recues += comptes.recues;
    total.ouvertes += comptes.ouvertes;
    total.en_retard += comptes.en_retard;
    total.repondues += comptes.repondues;
    total.repondues_a_temps += comptes.repondues_a_temps;
    total.annulees += comptes.annulees;
  }
  const lines = relations.map(
    ({ relation, campagne, ...comptes }) => `  ${relation} (campagne ${campagne}) : ${ligne(comptes)}`,
  );
  return `${[`Demandes : ${ligne(total)}.`, ...lines].join('\n')}\n`;
}
