import type { Command } from 'commander';
import { type BilanCourriels, lireBilan, relancerCourriels } from '../courriels/bilan.ts';
import type { GenreCourriel } from '../courriels/donnees.ts';
import { audit } from '../store/audit.ts';
import { instantLisible } from './dates.ts';
import { command, type Io, withDeps } from './io.ts';
import { plural } from './phrases-import.ts';

export function register(program: Command, io: Io): void {
  program.addCommand(
    command('courriels', 'Montre les courriels qui attendent ou qui ont été refusés, par genre et par code.')
      .option('--relancer', 'essayer de nouveau ce qui a été refusé, et sans attendre ce qui a échoué', false)
      .action((options: Record<string, unknown>) =>
        withDeps(io, options, async (deps) => {
          const { db, clock, random } = deps;
          let relances = 0;
          if (options.relancer === true)
            relances = await db.transaction().execute(async (trx) => {
              const nombre = await relancerCourriels({ trx, clock, random, tetes: new Map() });
              await audit(trx, { le: clock.now(), code: 'COURRIELS_RELANCES', nombre });
              return nombre;
            });
          const bilan = await lireBilan(db, clock.now());
          const isAsked = options.relancer === true;
          if (options.json === true) io.out(`${JSON.stringify(isAsked ? { relances, ...bilan } : bilan)}\n`);
          else
            io.out(
              `${isAsked ? `${plural(relances, 'courriel relancé', 'courriels relancés')}.\n` : ''}${summary(bilan)}`,
            );
        }),
      ),
  );
}

const genres: Record<string, string> = {
  'candidat-confirmation': 'confirmation à la famille',
  'candidat-doublon': 'rappel à la famille d’une demande en cours',
  'candidat-complement': 'complément transmis, à la famille',
  'candidat-a-confirmer': 'adresse à confirmer',
  'candidat-changement': 'changement, à la famille',
  'candidat-annulation': 'annulation, à la famille',
  'candidat-reponse': 'réponse du CFA à la famille',
  'candidat-cfa-injoignable': 'CFA injoignable, à la famille',
  'cfa-nouvelle': 'nouvelle demande, au CFA',
  'cfa-nouvelles': 'plusieurs nouvelles demandes, au CFA',
  'cfa-relance': 'relance du CFA',
  'cfa-relances': 'relance du CFA pour plusieurs demandes',
  'cfa-changement': 'changement, au CFA',
  'cfa-changements': 'plusieurs changements, au CFA',
  'cfa-candidat-injoignable': 'famille injoignable, au CFA',
  'cfa-candidats-injoignables': 'plusieurs familles injoignables, au CFA',
  'candidat-reservation': 'rendez-vous, à la famille',
  'candidat-veille': 'rappel de la veille d’un rendez-vous, à la famille',
  'cfa-reservation': 'réservation, au CFA',
  'cfa-reservations': 'plusieurs réservations, au CFA',
} satisfies Record<GenreCourriel, string>;
const nommer = (genre: string): string => genres[genre] ?? genre;

function summary({ etats, prevus, en_attente: waiting, refuses }: BilanCourriels): string {
  const total = waiting.reduce((sum, { nombre }) => sum + nombre, 0);
  const lines = [
    `${plural(etats.envoye, 'courriel envoyé', 'courriels envoyés')}, ${total} en attente, ${plural(prevus, 'prévu', 'prévus')} pour plus tard, ${plural(etats.refuse, 'refusé', 'refusés')}, ${plural(etats.abandonne, 'devenu inutile', 'devenus inutiles')}.`,
  ];
  if (waiting.length > 0) lines.push('En attente :');
  for (const { genre, code, nombre, depuis } of waiting) {
    const why = code === null ? 'pas encore essayé' : `dernier essai : ${code}`;
    lines.push(`  ${nombre} × ${nommer(genre)} (${why}), depuis le ${instantLisible(depuis)}`);
  }
  if (refuses.length > 0) lines.push('Refusés :');
  for (const { genre, code, nombre, adresses } of refuses) {
    lines.push(`  ${nombre} × ${nommer(genre)} (${code})`);
    if (adresses.length > 0) lines.push(`    ${adresses.join(', ')}`);
  }
  return `${lines.join('\n')}\n`;
}
