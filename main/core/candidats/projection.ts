import { type Result, success } from '../../../shared/contract/errors.ts';
import { regrouper } from '../../../shared/domain/candidat.ts';
import { saveCreneau } from '../agenda/creneau-etat.ts';
import { removeReservations, saveReservations } from '../agenda/reservation-etat.ts';
import { removeDemandes, saveDemandes } from '../demandes/etat.ts';
import { removeSignalement, saveSignalement } from '../rapprochements/contacts.ts';
import { signalementOf } from '../rapprochements/signalement.ts';
import { lookups } from '../store/migrations/0020-projection.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { moveDraft, removeDraft, removeOrphanDrafts } from './brouillons.ts';
import { candidatRow } from './candidat-row.ts';
import { listeFactsOf } from './compte-liste.ts';
import { saveCounters } from './compteurs.ts';
import { contextOf, type FoldedDossier, foldRows, readFolded } from './fold.ts';
import { dossiersOf, linkedTo, moveDossier, neighbourhood, readKnown, removeDossier, saveDossier } from './groups.ts';
import { liensOf } from './liens.ts';
import { readSlice, takeDossiers } from './relectures.ts';
import { readDossier, readPseudoDossier } from './rows.ts';
import { emptySearch, type Search } from './search-index.ts';
import { followTransmissions } from './transmissions.ts';
import { removeCandidat, startWriting, type Writing, writeCandidat } from './write-candidat.ts';

/**
 * The lists and the search are a projection of the mirror and of the outbox: it can be dropped and folded again.
 * Whatever the order in which rows and actes came, `projectDossiers` on what each of them touched, then `projectPending`
 * until nothing waits, leave the same projection as `projectAll` from nothing. Costs per dossier touched, never per
 * table.
 */

/**
 * Folds exactly these dossiers again, and the people they belong, or belonged, to. Inside the caller's transaction.
 * A list that came or left since the last call moves the *nouveau* marks of others, whom `projectPending` then folds:
 * call it for rows without a dossier too.
 *
 * @returns ids of the candidats written or removed
 */
export function projectDossiers(db: Sqlite, dossierIds: Iterable<string>, search: Search = 'live'): Set<string> {
  followTransmissions(db);
  const folded = new Map<string, FoldedDossier>();
  const seeds = new Set<string>();
  const emptied = new Set<string>();
  const writing = startWriting(search);
  for (const id of new Set(dossierIds)) {
    const rows = readDossier(db, id);
    const known = readKnown(db, id);
    // A merge that loses a half may free, or join, its other halves.
    for (const peer of linkedTo(db, id)) seeds.add(peer);
    const one = rows === null ? null : foldRows(rows, contextOf(db, rows.flux));
    if (one !== null && isDrawn(one)) {
      folded.set(id, one);
      const { flux, ligne } = one.rows;
      const facts = { flux, ine: ligne?.ine ?? null, liste: listeFactsOf(one), liens: liensOf(one.rows) };
      saveDossier(db, id, facts, writing.counters);
      saveSignalement(db, id, signalementOf(one));
      seeds.add(id);
    } else if (known !== null) {
      for (const peer of dossiersOf(db, known.candidat)) if (peer !== id) seeds.add(peer);
      removeSignalement(db, id);
      removeDossier(db, id, writing.counters);
      removeDemandes(db, id);
      removeReservations(db, id);
      emptied.add(known.candidat);
    }
    // A créneau is nobody's dossier: it is folded from what stands under its own id.
    saveCreneau(db, id, rows === null ? readPseudoDossier(db, id) : null);
  }
  const touched = regroup(db, seeds, emptied, folded, writing);
  saveCounters(db, writing.counters);
  return touched;
}

/**
 * Whoever asked to be forgotten is nobody here from that moment on, online or not: her rows wait, drawn nowhere, for the
 * server's order (PROTOCOL 5), or for the asking to be taken back.
 */
const isDrawn = ({ etat }: FoldedDossier): boolean => !etat.efface;

/** Drops dossiers whose rows have left (a purge, the end of a right). Inside the caller's transaction. */
export const forgetDossiers = (db: Sqlite, dossierIds: Iterable<string>, search: Search = 'live'): Set<string> =>
  projectDossiers(db, dossierIds, search);

export interface PendingStep {
  /** Rows looked at or dossiers folded; 0 when nothing waits. */
  done: number;
  /** Ids of the candidats written or removed. */
  candidats: Set<string>;
}

/**
 * One step, in one transaction, of what a change of list left to do: a slice of rows looked at, or at most `limit`
 * dossiers folded. Call it until `done` is 0, after a pull and at start; what waits survives a kill.
 * Failure: DISQUE_PLEIN.
 */
export const projectPending = (store: Store, limit: number, search: Search = 'live'): Result<PendingStep> =>
  store.writeBulk((db) => {
    const rows = readSlice(db);
    if (rows > 0) return success({ done: rows, candidats: new Set<string>() });
    const dossiers = takeDossiers(db, limit);
    return success({ done: dossiers.length, candidats: projectDossiers(db, dossiers, search) });
  });

function regroup(
  db: Sqlite,
  seeds: ReadonlySet<string>,
  emptied: ReadonlySet<string>,
  folded: Map<string, FoldedDossier>,
  writing: Writing,
): Set<string> {
  const { dossiers, liens } = neighbourhood(db, seeds);
  const before = new Set([...dossiers.map((known) => known.candidat), ...emptied]);
  const groups = regrouper(
    dossiers.map(({ dossier, ine }) => ({ id: dossier, ine })),
    liens.map((lien) => ({ lienId: lien.lien_id, dossier: lien.dossier, annule: lien.annule === 1 })),
  );
  const members = new Map<string, FoldedDossier[]>();
  for (const { dossier, candidat } of dossiers) {
    const group = groups.get(dossier) ?? dossier;
    if (group !== candidat) moveDossier(db, dossier, group);
    const one = folded.get(dossier) ?? readFolded(db, dossier);
    if (one !== null) members.set(group, [...(members.get(group) ?? []), one]);
  }
  for (const candidat of before) {
    if (members.has(candidat)) continue;
    const heir = dossiers.find((known) => known.candidat === candidat);
    if (heir === undefined) removeDraft(db, candidat);
    else moveDraft(db, candidat, groups.get(heir.dossier) ?? heir.dossier);
    removeCandidat(db, candidat, writing);
  }
  for (const [candidat, group] of members) {
    const row = candidatRow(candidat, group);
    if (row !== null) writeCandidat(db, row, writing);
    saveDemandes(db, group);
    saveReservations(db, group);
  }
  return new Set([...before, ...members.keys()]);
}

const queries = perDatabase((db) => ({
  all: db.prepare<[], { id: string }>(
    `SELECT dossier AS id FROM ligne WHERE dossier IS NOT NULL
     UNION SELECT id FROM ligne WHERE type = 'dossier'
     UNION SELECT dossier FROM saisie`,
  ),
}));

const projected = [
  ...['dossier_etat', 'flux_transmission', 'lien', 'candidat', 'candidat_corps', 'candidat_valeur', 'valeur'],
  ...[
    'compteur',
    'file_de',
    'demande_etat',
    'signalement',
    'contact',
    'creneau_etat',
    'creneau_compte',
    'reservation_etat',
  ],
];
const waiting = ['relecture', 'a_refaire'];

/** A commit waits for the disk, a slice makes whoever is at the desk wait: some hundredths of a second. */
const sliceDossiers = 200;

/**
 * Folds everything again: a step that empties, then a slice per step and a transaction per slice, so that the caller
 * can breathe, show progress and stop. A kill in between costs a new start from the first slice.
 *
 * @yields dossiers folded so far
 */
export function* projectAll(store: Store): Generator<number, void> {
  const db = store.bulk;
  store.write(db, () => {
    db.exec(lookups);
    for (const table of projected) db.exec(`DELETE FROM ${table}`);
    emptySearch(db);
    // Everybody is folded below: nobody is left to fold for a list.
    followTransmissions(db);
    for (const table of waiting) db.exec(`DELETE FROM ${table}`);
  });
  yield 0;
  const ids = queries(db)
    .all.all()
    .map((row) => row.id);
  let from = 0;
  do {
    const slice = ids.slice(from, from + sliceDossiers);
    from += slice.length;
    store.write(db, () => {
      projectDossiers(db, slice);
      if (from === ids.length) removeOrphanDrafts(db);
    });
    yield from;
  } while (from < ids.length);
}
