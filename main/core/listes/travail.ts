import type { LigneComparaison } from '../../../shared/contract/ipc/listes.ts';
import type { OperateurLigne } from '../../../shared/contract/lignes.ts';
import { readFolded } from '../candidats/fold.ts';
import { dossiersOf } from '../candidats/groups.ts';
import { lineOf } from '../candidats/list.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

const queries = perDatabase((db) => ({
  line: db
    .prepare<[string], string>('SELECT t.corps FROM candidat c JOIN candidat_corps t ON t.rang = c.rang WHERE c.id = ?')
    .pluck(),
}));

/** Actes that say something about another acte or about a file, not that somebody worked for the person. */
const aboutAnother = new Set(['annule', 'correction', 'vue', 'lien', 'dossier-cree']);

/** What the office already did with a person, in every list that this poste reads; null when nothing. */
export function travailOf(
  db: Sqlite,
  candidat: string,
  operateurs: ReadonlyMap<string, OperateurLigne>,
): LigneComparaison['travail'] {
  const corps = queries(db).line.get(candidat);
  if (corps === undefined) return null;
  const done = dossiersOf(db, candidat)
    .flatMap((dossier) => readFolded(db, dossier)?.etat.fil ?? [])
    .filter(({ type, annulePar }) => annulePar === null && !aboutAnother.has(type));
  if (done.length === 0) return null;
  const { situation, ouverte, essais, dernierAppel, prochaineAction, affecteA, enAttente } = lineOf(corps, operateurs);
  const notes = done.filter(({ type }) => type === 'note').length;
  // A call at once was promised to nobody: it is where everybody starts.
  const prevue = prochaineAction?.le === null && prochaineAction.quoi === 'rappeler' ? null : prochaineAction;
  return { situation, ouverte, essais, dernierAppel, prochaineAction: prevue, notes, affecteA, enAttente };
}
