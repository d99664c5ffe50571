import type { Result } from '../../../shared/contract/errors.ts';
import { success } from '../../../shared/contract/errors.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { askScrub, type Store } from '../store/store.ts';
import type { LigneLue } from './ligne.ts';

/** The staging of one reading (migration 0040): filled by slices, outside any long transaction. */
export const tables = ['arrivee', 'arrivee_anomalie', 'arrivee_connue', 'arrivee_ligne'] as const;

const queries = perDatabase((db) => ({
  isEmpty: db.prepare<[], { vide: number }>(
    `SELECT NOT EXISTS (SELECT 1 FROM arrivee) AND NOT EXISTS (SELECT 1 FROM arrivee_anomalie)
       AND NOT EXISTS (SELECT 1 FROM arrivee_connue) AND NOT EXISTS (SELECT 1 FROM arrivee_ligne) AS vide`,
  ),
  // A valid line beats one that is put aside; of two valid ones the first stays.
  add: db.prepare<[number, string, string, string, string, string, string, string]>(
    `INSERT INTO arrivee (numero_ligne, couple, ine, cle, etat, genre, empreinte, dossier, voeu)
     VALUES (?, ?, ?, ?, ?, 'ajoute', ?, ?, ?)
     ON CONFLICT (couple, ine, cle) DO UPDATE SET numero_ligne = excluded.numero_ligne, etat = excluded.etat,
       empreinte = excluded.empreinte, dossier = excluded.dossier, voeu = excluded.voeu
     WHERE arrivee.etat = 'conserve' AND excluded.etat = 'valide'`,
  ),
  note: db.prepare<[number, string | null, string, string]>(
    'INSERT INTO arrivee_anomalie (numero_ligne, colonne, type, gravite) VALUES (?, ?, ?, ?)',
  ),
}));

/** What is erased is overwritten: a few thousand rows weigh on a command as much as they may. */
const erasedAtOnce = 2_000;

/**
 * Empties the staging, by slices, and leaves nothing of it in free pages: it names people. At every start too: what a
 * kill left there belongs to nobody. Failure: DISQUE_PLEIN.
 */
export async function oublierScene(store: Store, breathe: () => Promise<void>): Promise<Result<null>> {
  if (queries(store.bulk).isEmpty.get()?.vide === 1) return success(null);
  for (const table of tables) {
    const erase = `DELETE FROM ${table} WHERE rang IN (SELECT rang FROM ${table} LIMIT ${erasedAtOnce})`;
    for (let left = true; left; ) {
      const erased = store.writeBulk((db) => {
        askScrub(db);
        return success(db.prepare(erase).run().changes);
      });
      if (!erased.ok) return erased;
      left = erased.value > 0;
      await breathe();
    }
  }
  const scrubbed = store.scrub();
  return scrubbed.ok ? success(null) : scrubbed;
}

export interface Comptes {
  total: number;
  valides: number;
  ecartees: number;
  doublons: number;
  anomalies: number;
  reparations: Map<string, number>;
}

export const noComptes = (): Comptes => ({
  total: 0,
  valides: 0,
  ecartees: 0,
  doublons: 0,
  anomalies: 0,
  reparations: new Map(),
});

/** Puts one line in the staging, inside the caller's transaction, and counts it. */
export function mettreEnScene(db: Sqlite, numero: number, lue: LigneLue, comptes: Comptes): void {
  const sql = queries(db);
  comptes.total += 1;
  const { etat, couple, cle, empreinte, dossier, voeu, remarques } = lue;
  const isKept =
    cle !== null &&
    sql.add.run(numero, couple, cle.ine, cle.voeu, etat === 'valide' ? 'valide' : 'conserve', empreinte, dossier, voeu)
      .changes > 0;
  const isDouble = etat === 'valide' && !isKept;
  if (etat === 'ecartee') comptes.ecartees += 1;
  else if (isDouble) comptes.doublons += 1;
  else comptes.valides += 1;
  const noter = (colonne: string | null, type: string, gravite: string): void => {
    sql.note.run(numero, colonne, type, gravite);
    comptes.anomalies += 1;
  };
  for (const { colonne, type, gravite } of remarques) {
    noter(colonne, type, gravite);
    if (gravite === 'reparee') comptes.reparations.set(type, (comptes.reparations.get(type) ?? 0) + 1);
  }
  if (isDouble) noter(null, 'DOUBLON', 'ecartee');
}
