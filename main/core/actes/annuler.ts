import { failure, type Result, success } from '../../../shared/contract/errors.ts';
import { definitionDe } from '../../../shared/domain/actes/catalogue.ts';
import { estDefaisable } from '../../../shared/domain/actes/definition.ts';
import { type FoldedDossier, readFolded } from '../candidats/fold.ts';
import { projectDossiers } from '../candidats/projection.ts';
import { giveDraftBack } from '../demandes/brouillons.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { oppositionsAvec } from './droits-etendus.ts';
import { envelope, store, unsent, type Writing } from './enregistrer.ts';
import { reponsesDeLAppel } from './reponses-jointes.ts';
import { refusedByFlux } from './rules.ts';
import {
  effacementsAvec,
  namedBy,
  othersOf,
  readReceived,
  readSaisie,
  removeSaisie,
  type SaisieRow,
} from './saisies.ts';

export interface Undone {
  retires: number;
  annules: number;
  candidats: Set<string>;
}

/**
 * Undoes actes inside the caller's transaction, all or none. What never left and nothing else names is dropped: the
 * world has not seen it. Anything else gets an `annule`, which travels like an acte. Already undone counts as done.
 * A call takes with it the answers that it gave, an opposition or an erasure what it made this poste write in her other
 * dossiers.
 */
export function undoActes(writing: Writing, ids: readonly string[]): Result<Undone> {
  const { db } = writing;
  const wanted = new Set(ids.flatMap((id) => [id, ...writtenWith(db, id)]));
  const dossiers = new Set<string>();
  const retires = dropUnseen(writing, wanted, dossiers);
  let annules = 0;
  for (const id of wanted) {
    const undone = writeAnnule(writing, id, dossiers);
    if (!undone.ok) return undone;
    annules += undone.value;
  }
  return success({ retires, annules, candidats: projectDossiers(db, dossiers) });
}

function writtenWith(db: Sqlite, id: string): string[] {
  const where = placeOf(db, id);
  if (where === null) return [];
  const reponses = where.type === 'appel' ? reponsesDeLAppel(db, id, where.dossier) : [];
  const effacements = where.type === 'effacement' ? effacementsAvec(db, id) : [];
  return [...reponses, ...oppositionsAvec(db, id, where.dossier), ...effacements];
}

/** Where an acte is kept, here or in the mirror; null when this poste does not hold it. */
function placeOf(db: Sqlite, id: string): { flux: string; dossier: string; type: string } | null {
  const saisie = readSaisie(db, id);
  return saisie !== null && saisie.etat !== 'squelette' ? saisie : readReceived(db, id);
}

/** Drops what may be dropped, and what that frees, until nothing more can; takes them out of `wanted`. */
function dropUnseen({ db }: Writing, wanted: Set<string>, dossiers: Set<string>): number {
  let dropped = 0;
  for (let before = -1; before !== dropped; ) {
    before = dropped;
    for (const id of wanted) {
      const saisie = readSaisie(db, id);
      // A parked acte has been answered for: the server refused it, so nobody else ever saw it.
      const isUnseen = saisie?.etat === 'a_revoir' || (saisie?.etat === 'a_envoyer' && saisie.deja_en_vol === 0);
      if (saisie === null || !isUnseen || neededBy(db, saisie).length > 0) continue;
      giveDraftBack(db, id);
      removeSaisie(db, id);
      wanted.delete(id);
      dossiers.add(saisie.dossier);
      dropped += 1;
    }
  }
  return dropped;
}

/** The actes that would mean nothing without this one. */
const neededBy = (db: Sqlite, { acte, dossier, type }: SaisieRow): string[] =>
  type === 'dossier-cree' ? othersOf(db, dossier, acte) : namedBy(db, dossier, acte);

function writeAnnule(writing: Writing, id: string, dossiers: Set<string>): Result<number> {
  const { db } = writing;
  const where = placeOf(db, id);
  if (where === null) return failure('INTROUVABLE');
  const folded = readFolded(db, where.dossier);
  // A créneau is nobody's file: once its acte left, people are written to, and only another change goes back on it.
  if (folded === null) return failure(definitionDe(where.type)?.defait === 'non' ? 'ACTE_DEJA_PARTI' : 'INTROUVABLE');
  if (isUndone(folded, id)) return success(0);
  // Refused and named by another one: the person first decides about that one.
  if (readSaisie(db, id)?.etat === 'a_revoir') return failure('DEPENDANCE_REFUSEE');
  const named = folded.rows.actes.find(({ acte: un }) => un.id === id)?.acte;
  const definition = definitionDe(where.type);
  if (definition === null || !estDefaisable(definition, named?.corps)) return failure('ACTE_DEJA_PARTI');
  const refused = refusedByFlux(db, where.flux);
  if (refused !== null) return refused;
  const un = envelope(writing, where.flux, { dossier: where.dossier, type: 'annule', corps: { acte: id } });
  const written = store(writing, { ...un, depend: unsent(db, id) });
  if (!written.ok) return written;
  giveDraftBack(db, id);
  dossiers.add(where.dossier);
  return success(1);
}

const isUndone = ({ etat }: FoldedDossier, id: string): boolean =>
  etat.fil.some((entree) => entree.acte === id && entree.annulePar !== null);
