import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import type { Portee } from '../../../shared/contract/ipc/exports.ts';
import { lotMax, type PorteeLot } from '../../../shared/contract/ipc/lots.ts';
import { countPortee, walkPortee } from '../candidats/portee.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { lirePersonne, type Personne } from './personne.ts';

/** Whoever an opérateur holds is a question of the list, the one that Équipe links to. */
const asked = (portee: PorteeLot): Portee =>
  portee.genre === 'operateur' ? { genre: 'question', filtres: { affecteA: portee.operateur }, recherche: '' } : portee;

/** Whom a gesture is about, in the order of the list. Failure: LOT_TROP_GRAND {max}; nobody is left out in silence. */
export function candidatsDe(db: Sqlite, portee: PorteeLot, now: string): Result<string[]> {
  const question = asked(portee);
  if (countPortee(db, question, now, lotMax) > lotMax) return failure('LOT_TROP_GRAND', { max: lotMax });
  const candidats = [...walkPortee(db, question, now)].flat();
  return candidats.length > lotMax ? failure('LOT_TROP_GRAND', { max: lotMax }) : success(candidats);
}

/** People looked at between two breaths. */
const peoplePerBreath = 25;

export interface Parcours {
  db: Sqlite;
  signal: AbortSignal;
  breathe(): Promise<void>;
}

/** Looks at each of them; whoever left meanwhile is passed over. Failure: ANNULE when the file is being closed. */
export async function parcourir(
  { db, signal, breathe }: Parcours,
  candidats: readonly string[],
  look: (personne: Personne, candidat: string) => void,
): Promise<Result<null>> {
  for (let from = 0; from < candidats.length; from += peoplePerBreath) {
    for (const candidat of candidats.slice(from, from + peoplePerBreath)) {
      const personne = lirePersonne(db, candidat);
      if (personne !== null) look(personne, candidat);
    }
    await breathe();
    if (signal.aborted) return failure('ANNULE');
  }
  return success(null);
}
