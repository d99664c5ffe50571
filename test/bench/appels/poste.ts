import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createAppelsHandlers } from '../../../main/core/appels/handlers.ts';
import { writeLocal } from '../../../main/core/store/local.ts';
import { failure } from '../../../shared/contract/errors.ts';
import { prochaineActionParDefaut } from '../../../shared/domain/prochaine-action-defaut.ts';
import { Seeded } from '../../simulation/seeded.ts';
import { livedRows } from '../lived-rows.ts';
import { fillPoste, granted } from '../poste.ts';

/** A queue, asked as its screen asks. */
export interface BenchAppels {
  people: number;
  questions: { name: string; ask(): void }[];
  close(): void;
}

const nowMs = Date.parse('2026-06-24T09:30:00.000Z');
/** As many as the screen asks for. */
const limite = 20;

export async function openBenchAppels(parent: string, people: number): Promise<BenchAppels> {
  // Few enough for a page of the queue of one of them to be full in the smaller file too.
  const operateurs = Array.from({ length: 2 }, (_, index) => new Seeded(100 + index).uuid());
  const folder = join(parent, `appels-${people}`);
  mkdirSync(folder);
  const rowsOf = (flux: string) => livedRows(Math.floor((people * 4) / 3), { flux, nowMs, operateurs });
  let tete = 0;
  for (const _row of rowsOf('')) tete += 1;
  const poste = await fillPoste({ folder, nowMs, operateurs, rowsOf, tete });
  writeLocal(poste.store.persons, 'operateur', operateurs[0]);
  const clock = { now: () => nowMs, monotonic: () => performance.now(), sleep: async () => undefined };
  const fetch = async () => failure('HORS_LIGNE');
  const appels = createAppelsHandlers({ store: poste.store, clock, fetch, fuseau: 'Europe/Paris' });
  const page = (portee: 'moi' | 'tous') => {
    const { entrees } = granted(appels['appels:file']({ portee, limite }));
    if (entrees.length === 0) throw new Error(`nobody is in the queue of ${people} people`);
    return entrees;
  };
  const dossierOf = poste.store.persons
    .prepare<[string], string>('SELECT min(dossier) FROM dossier_etat WHERE candidat = ?')
    .pluck();
  return {
    people,
    questions: [
      { name: 'the queue of everybody', ask: () => void page('tous') },
      { name: 'my queue', ask: () => void page('moi') },
      { name: 'the counters of the queue', ask: () => void granted(appels['appels:compteurs']({})) },
      {
        name: 'logging a call and its next action',
        ask: () => {
          const [tete] = granted(appels['appels:file']({ portee: 'tous', limite: 1 })).entrees;
          const dossier = dossierOf.get(tete?.candidat ?? '') ?? '';
          const corps = { sens: 'emis', numero: '+33639981202', interlocuteur: null, disposition: 'SANS_REPONSE' };
          const prochaine = prochaineActionParDefaut(
            'SANS_REPONSE',
            null,
            new Date(nowMs).toISOString(),
            'Europe/Paris',
          );
          const saisies = [
            { dossier, type: 'appel', corps, vues: {} },
            { dossier, type: 'prochaine-action', corps: { ...prochaine }, vues: {} },
          ];
          granted(poste.actes['actes:enregistrer']({ saisies }));
        },
      },
    ],
    close: () => poste.close(),
  };
}
