import { type Result, success } from '../../../shared/contract/errors.ts';
import type { GesteLot } from '../../../shared/contract/ipc/lots.ts';
import { faitsDe } from '../../../shared/domain/actes/catalogue.ts';
import { undoActes } from '../actes/annuler.ts';
import { type Writing, writeSaisies } from '../actes/enregistrer.ts';
import { readReceived, readSaisie } from '../actes/saisies.ts';
import { readFolded } from '../candidats/fold.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { sortDe } from './gestes.ts';
import { addRefused, type LotCandidatRow, markCandidat, sliceOf } from './lignes.ts';
import { lirePersonne } from './personne.ts';

/** People written in one transaction: the person's own commands go between two of them. */
export const peoplePerSlice = 25;

/** What one person of a lot came to; null when it was refused. */
type Fait = { actes: string[]; candidats: ReadonlySet<string> } | null;

const rien: Fait = { actes: [], candidats: new Set() };

/** Carries a refusal of one person through the rollback of what was written for her alone. */
class Refus extends Error {}

/** All or nothing for one person, within the transaction of the slice. @returns null when refused */
function forOne<T>(db: Sqlite, work: () => Result<T>): T | null {
  try {
    return db.transaction(() => {
      const done = work();
      if (!done.ok) throw new Refus();
      return done.value;
    })();
  } catch (error: unknown) {
    if (error instanceof Refus) return null;
    throw error;
  }
}

function ecrire(writing: Writing, candidat: string, geste: GesteLot): Fait {
  const personne = lirePersonne(writing.db, candidat);
  if (personne === null) return null;
  // What is known of her now decides, and the heads seen are those of now: hours may have passed since it was asked.
  const sort = sortDe(personne, geste);
  if (sort.genre === 'inchange') return rien;
  // Closed meanwhile by somebody who reached her: there is nothing left to do, and nothing was refused.
  if (sort.genre === 'exclu') return sort.raison === 'close' ? rien : null;
  return forOne(writing.db, () => writeSaisies(writing, sort.saisies));
}

/** Whether nobody has said anything since on what this acte says; true of an acte that sets nothing. */
function isStillHead(db: Sqlite, id: string): boolean {
  const saisie = readSaisie(db, id);
  // Refused by the server: nobody else saw it.
  if (saisie?.etat === 'a_revoir') return true;
  const where = saisie ?? readReceived(db, id);
  const folded = where === null ? null : readFolded(db, where.dossier);
  const un = folded?.rows.actes.find(({ acte }) => acte.id === id)?.acte;
  if (folded === null || un === undefined) return false;
  return faitsDe(un).every(({ fait }) => folded.etat.faits.get(fait)?.tetes.some((tete) => tete.acte === id) === true);
}

function defaire(writing: Writing, actes: readonly string[]): Fait {
  const encore = actes.filter((id) => isStillHead(writing.db, id));
  if (encore.length === 0) return rien;
  const undone = forOne(writing.db, () => undoActes(writing, encore));
  return undone === null ? null : { actes: [], candidats: undone.candidats };
}

/** What a slice is about: a gesture, or the taking back of what another lot wrote. */
export interface Tranche {
  lot: string;
  geste: GesteLot | null;
  /** People written in this transaction. */
  people: number;
}

export interface TrancheFaite {
  people: number;
  refuses: number;
  candidats: Set<string>;
}

const actesOf = ({ actes }: LotCandidatRow): string[] => {
  const parsed: unknown = JSON.parse(actes);
  return Array.isArray(parsed) ? parsed.filter((id) => typeof id === 'string') : [];
};

/**
 * The next people of a lot, inside the caller's transaction: what is written for them and that it is done are on the
 * disk together, so that nothing is written twice whenever the program is killed. No people: it is at its end.
 */
export function ecrireTranche(writing: Writing, { lot, geste, people }: Tranche): Result<TrancheFaite> {
  const rows = sliceOf(writing.db, lot, people);
  const faite: TrancheFaite = { people: rows.length, refuses: 0, candidats: new Set() };
  for (const row of rows) {
    const done = geste === null ? defaire(writing, actesOf(row)) : ecrire(writing, row.candidat, geste);
    markCandidat(writing.db, lot, row.rang, done === null ? 'refuse' : 'fait', done?.actes ?? []);
    if (done === null) faite.refuses += 1;
    for (const candidat of done?.candidats ?? []) faite.candidats.add(candidat);
  }
  if (faite.refuses > 0) addRefused(writing.db, lot, faite.refuses);
  return success(faite);
}
