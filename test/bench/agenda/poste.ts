import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createAgendaHandlers } from '../../../main/core/agenda/handlers.ts';
import { failure } from '../../../shared/contract/errors.ts';
import { fillPoste, granted } from '../poste.ts';
import { agendaRows, creneauId, dossierId, nowMs, parCreneau, parSemaine, rowsOf, weekMs } from './semaine.ts';

/** The agenda of a poste, asked as its page asks. Each question is of the week of now, as full as any other. */
export interface BenchAgenda {
  reservations: number;
  questions: { name: string; ask(turn: number): Promise<void> }[];
  close(): void;
}

export async function openBenchAgenda(parent: string, reservations: number): Promise<BenchAgenda> {
  const folder = join(parent, `agenda-${reservations}`);
  mkdirSync(folder);
  const tete = rowsOf(reservations);
  const poste = await fillPoste({
    folder,
    nowMs,
    operateurs: [],
    rowsOf: (flux) => agendaRows(flux, reservations),
    tete,
  });
  const agenda = createAgendaHandlers({
    store: poste.store,
    clock: { now: () => nowMs, monotonic: () => performance.now(), sleep: async () => undefined },
    random: poste.random,
    host: { pathOfToken: async () => null },
    fetch: async () => failure('HORS_LIGNE'),
    onCandidats: () => undefined,
    onSaisie: () => undefined,
  });
  const [du, au] = [new Date(nowMs).toISOString(), new Date(nowMs + weekMs).toISOString()];
  const inWeek = Math.min(parSemaine, Math.ceil(reservations / parCreneau));
  const questions: BenchAgenda['questions'] = [
    {
      name: 'a week of the agenda',
      ask: async () => {
        const { creneaux } = granted(await agenda['agenda:periode']({ du, au }));
        if (creneaux.length !== inWeek) throw new Error(`${creneaux.length} créneaux of ${inWeek} are in the week`);
      },
    },
    {
      name: 'a créneau with everybody',
      ask: async (turn) => {
        const { inscriptions } = granted(await agenda['agenda:creneau']({ creneau: creneauId(turn % inWeek) }));
        if (inscriptions.length < parCreneau) throw new Error(`${inscriptions.length} people come`);
      },
    },
    {
      name: 'giving a place on a poste',
      ask: async (turn) => {
        // Somebody who has a place at another one already.
        const [creneau, dossier] = [turn % inWeek, ((turn + 1) % inWeek) * parCreneau + Math.floor(turn / inWeek)];
        const place = { creneau: creneauId(creneau), dossier: dossierId(dossier), demande: null, remplace: null };
        granted(await agenda['agenda:inscrire'](place));
      },
    },
  ];
  return { reservations, questions, close: () => poste.close() };
}
