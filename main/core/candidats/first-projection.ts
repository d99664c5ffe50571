import { type Result, success } from '../../../shared/contract/errors.ts';
import { insertReservations } from '../agenda/reservation-etat.ts';
import { insertDemandes } from '../demandes/etat.ts';
import { fillContacts, insertSignalement } from '../rapprochements/contacts.ts';
import { signalementOf } from '../rapprochements/signalement.ts';
import { hasLookups, makeLookups } from '../store/lookups.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { candidatRow } from './candidat-row.ts';
import { listeFactsOf } from './compte-liste.ts';
import { saveCounters } from './compteurs.ts';
import { contextOf, type FluxContext, foldRows } from './fold.ts';
import { insertDossier } from './groups.ts';
import { forgetDossiers, projectPending } from './projection.ts';
import { gatherRows, type RowRead } from './rows.ts';
import { emptySearch, fillSearch, textsPerStep } from './search-index.ts';
import { followTransmissions } from './transmissions.ts';
import { insertCandidat, startWriting } from './write-candidat.ts';

/**
 * The projection of a first sync. Rows come dossier by dossier, so nearly everybody can be drawn from what one
 * transaction brings, without reading the file again: a pupil whose own row and vœux are there is written at once.
 * Whoever cannot be drawn that way (rows that came apart, came twice, were erased, share an INE or a merge, are
 * concerned by a later list) is only noted in `a_refaire` and folded from the file at the end, by the rules of every
 * other day. The search index and the indexes of the lists come last.
 */
const queries = perDatabase((db) => ({
  drawn: db.prepare<[], string>('SELECT dossier FROM dossier_etat').pluck(),
  redo: db.prepare<[string]>('INSERT OR IGNORE INTO a_refaire (dossier) VALUES (?)'),
}));

export type ByDossier = ReadonlyMap<string, readonly RowRead[]>;

/** One run of a first sync over one file. */
export const createFirstProjection = (store: Store) => {
  // Nothing in the file forbids a second line for one dossier before the indexes are made: this does.
  const drawn = new Set(queries(store.bulk).drawn.iterate());
  return {
    // With indexes, a rebuild began or a run was killed once its rows seemed complete: part of somebody's rows may
    // already be folded, and only the file tells.
    draw: (db: Sqlite, byDossier: ByDossier): void =>
      hasLookups(db) ? redoDossiers(db, byDossier.keys()) : drawRows(db, byDossier, drawn),
    settle: (): Generator<Result<null>, void> => settleFirst(store),
    /** Takes dossiers of a purged flux out, inside the current transaction. */
    forget: (db: Sqlite, dossiers: readonly string[]): Set<string> => {
      if (dossiers.length === 0) return new Set();
      makeLookups(db);
      return forgetDossiers(db, dossiers, 'later');
    },
  };
};

const hasDouble = (lignes: readonly RowRead[]): boolean => new Set(lignes.map(({ id }) => id)).size < lignes.length;

/** A part of a line keeps the whole line, and its response, in memory for as long as it lives: this one does not. */
const ownText = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

function redoDossiers(db: Sqlite, dossiers: Iterable<string>): void {
  for (const dossier of dossiers) queries(db).redo.run(dossier);
}

/** Draws the people of rows that were just stored, inside their transaction. */
function drawRows(db: Sqlite, byDossier: ByDossier, drawn: Set<string>): void {
  const sql = queries(db);
  const writing = startWriting('later');
  const contexts = new Map<string, FluxContext>();
  for (const [dossier, lignes] of byDossier) {
    const rows = gatherRows(dossier, lignes);
    // Actes may merge people, a row that came twice has an old version here: the ordinary way knows.
    if (rows.ligne === null || rows.actes.length > 0 || drawn.has(dossier) || hasDouble(lignes)) {
      sql.redo.run(dossier);
      continue;
    }
    drawn.add(ownText(dossier));
    const context = contexts.get(rows.flux) ?? contextOf(db, rows.flux);
    contexts.set(rows.flux, context);
    const one = foldRows(rows, context);
    const facts = { flux: rows.flux, ine: rows.ligne.ine, liste: listeFactsOf(one) };
    insertSignalement(db, insertDossier(db, dossier, facts, writing.counters), signalementOf(one));
    insertDemandes(db, one);
    insertReservations(db, one);
    const row = candidatRow(dossier, [one]);
    if (row !== null) insertCandidat(db, row, writing);
  }
  saveCounters(db, writing.counters);
}

/** A commit waits for the disk, a step makes the person wait: some tenths of a second. */
const dossiersPerStep = 1_000;

/**
 * What is left once every row is here, a transaction a step. A kill anywhere starts it again to the same end.
 * Failure: DISQUE_PLEIN.
 *
 * @yields after each step
 */
function* settleFirst(store: Store): Generator<Result<null>, void> {
  const step = (work: (db: Sqlite) => void): Result<null> =>
    store.writeBulk((db) => {
      work(db);
      return success(null);
    });
  yield step((db) => {
    makeLookups(db);
    db.exec(`INSERT OR IGNORE INTO a_refaire (dossier)
      SELECT dossier FROM dossier_etat
      WHERE ine IN (SELECT ine FROM dossier_etat WHERE ine IS NOT NULL GROUP BY ine HAVING count(*) > 1)
      UNION SELECT dossier FROM saisie
      UNION SELECT id FROM ligne WHERE flux IN (SELECT id FROM flux) AND type = 'tombstone'
      UNION SELECT dossier FROM ligne
        WHERE flux IN (SELECT id FROM flux) AND type = 'tombstone' AND dossier IS NOT NULL`);
    followTransmissions(db);
  });
  yield step(fillContacts);
  for (let left = true; left; ) {
    const pending = projectPending(store, dossiersPerStep, 'later');
    left = pending.ok && pending.value.done > 0;
    yield pending.ok ? success(null) : pending;
  }
  yield step(emptySearch);
  for (let rang: number | null = 0; rang !== null; ) {
    const after: number = rang;
    yield step((db) => {
      rang = fillSearch(db, after, textsPerStep);
    });
  }
}
