import type { Command } from 'commander';
import { listerTraces, type TraceLue } from '../suivi/traces.ts';
import { instantLisible } from './dates.ts';
import { dateOf } from './import-file.ts';
import { command, type Io, withDeps } from './io.ts';
import { plural } from './phrases-import.ts';

export function register(program: Command, io: Io): void {
  program.addCommand(
    command('traces', 'Montre les exports et les impressions que les postes ont signalés : qui, quand, combien.')
      .option('--depuis <date>', 'seulement ce que le serveur a reçu depuis ce jour (AAAA-MM-JJ) ou cet instant')
      .action((options: Record<string, unknown>) =>
        withDeps(io, options, async (deps) => {
          const depuis =
            options.depuis === undefined ? null : dayStart(dateOf(options.depuis, io.clock.now()), options);
          const traces = await listerTraces(deps.db, depuis);
          io.out(options.json === true ? `${JSON.stringify({ traces })}\n` : summary(traces));
        }),
      ),
  );
}

/** A civil day counts from its first minute in Paris, or an hour before; `dateOf` gives its noon. */
const dayStart = (date: Date, { depuis }: Record<string, unknown>): Date =>
  typeof depuis === 'string' && depuis.length === 'AAAA-MM-JJ'.length
    ? new Date(date.getTime() - 14 * 3_600_000)
    : date;

const genres = { export: 'Export', impression: 'Impression' } as const;
const portees = {
  selection: 'une sélection',
  question: 'un filtre',
  flux: 'une liste',
  tout: 'toutes les listes',
} as const;

function summary(traces: readonly TraceLue[]): string {
  if (traces.length === 0) return 'Aucun export ni aucune impression signalés.\n';
  const lines = [`${plural(traces.length, 'export ou impression signalé', 'exports et impressions signalés')} :`];
  for (const trace of traces) {
    const { compte, poste } = trace;
    lines.push(
      `  ${instantLisible(trace.fait_le)} : ${genres[trace.genre].toLowerCase()} ${trace.format}, ${plural(trace.nombre, 'personne', 'personnes')}, ${portees[trace.portee]}`,
      `    par ${compte.nom === '' ? compte.identifiant : compte.nom}, sur « ${poste.nom} », signalé le ${instantLisible(trace.recue_le)}`,
    );
    if (trace.relations.length > 0) lines.push(`    ${trace.relations.join(', ')}`);
  }
  return `${lines.join('\n')}\n`;
}
