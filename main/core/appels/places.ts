import { operateursDe } from '../equipe/equipe-compte.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/** Where one person stands in the queue, as her row has it. */
export interface PlaceDe {
  /** Whose she is, ids apart by a space; null for nobody. */
  affecte_a: string | null;
  file_classe: number | null;
  file_essai: string;
  file_cle: string;
  a_appeler_des: string | null;
}

type Cle = [operateur: string, classe: number, essai: string, cle: string, id: string];

const queries = perDatabase((db) => ({
  add: db.prepare<[...Cle, des: string, rang: number]>(
    `INSERT INTO file_de (operateur, file_classe, file_essai, file_cle, id, a_appeler_des, rang)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ),
  remove: db.prepare<Cle>(
    'DELETE FROM file_de WHERE operateur = ? AND file_classe = ? AND file_essai = ? AND file_cle = ? AND id = ?',
  ),
}));

interface Place {
  cle: Cle;
  des: string;
}

function placesOf(id: string, place: PlaceDe | null): Place[] {
  if (place === null) return [];
  const { file_classe: classe, file_essai: essai, file_cle: cle, a_appeler_des: des } = place;
  if (classe === null || des === null) return [];
  return operateursDe(place.affecte_a).map((operateur) => ({ cle: [operateur, classe, essai, cle, id], des }));
}

const isSame = (a: readonly Place[], b: readonly Place[]): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Moves somebody within the queues of those whose she is: she may be two colleagues', and each queue is read in its
 * order. null for a person who was not there or is no more.
 */
export function movePlaces(
  db: Sqlite,
  { id, rang }: { id: string; rang: number },
  before: PlaceDe | null,
  after: PlaceDe | null,
): void {
  const old = placesOf(id, before);
  const now = placesOf(id, after);
  if (isSame(old, now)) return;
  for (const { cle } of old) queries(db).remove.run(...cle);
  for (const { cle, des } of now) queries(db).add.run(...cle, des, rang);
}
