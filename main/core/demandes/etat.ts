import type { SuiviDemande } from '../../../shared/domain/demandes.ts';
import type { FoldedDossier } from '../candidats/fold.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/** Kept with its dossier by the projection (candidats/projection.ts): a poste counts and pages its inbox by these rows. */
type Columns = [
  dossier: string,
  id: string,
  flux: string,
  ouverte: number,
  suite: string,
  echeance: string,
  finieLe: string,
  enRetard: number | null,
  retenue: number,
  vue: number,
  essais: number,
];

const queries = perDatabase((db) => ({
  known: db
    .prepare<[string], unknown[]>(
      `SELECT dossier, id, flux, ouverte, suite, echeance, finie_le, en_retard, retenue, vue, essais
     FROM demande_etat WHERE dossier = ? ORDER BY id`,
    )
    .raw(),
  insert: db.prepare<Columns>(
    `INSERT INTO demande_etat (dossier, id, flux, ouverte, suite, echeance, finie_le, en_retard, retenue, vue, essais)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  remove: db.prepare<[string]>('DELETE FROM demande_etat WHERE dossier = ?'),
}));

export const isOuverte = ({ suite }: Pick<SuiviDemande, 'suite'>): boolean =>
  suite === 'a_repondre' || suite === 'suivie';

const bit = (value: boolean): number => (value ? 1 : 0);

function columnsOf({ rows, etat }: FoldedDossier): Columns[] {
  const suivis = new Map(etat.demandes.map((suivi) => [suivi.id, suivi]));
  const columns = rows.demandes.flatMap(({ id, corps }): Columns[] => {
    const suivi = suivis.get(id);
    if (suivi === undefined) return [];
    const { suite, repondueLe, enRetard, retenue, vue, essais } = suivi;
    const isOpen = isOuverte(suivi);
    // Nobody says when it was cancelled: those stand where they came.
    const finieLe = isOpen ? '' : (repondueLe ?? corps.recue_le);
    const late = enRetard === null ? null : bit(enRetard);
    const state: Columns = [
      rows.id,
      id,
      rows.flux,
      bit(isOpen),
      suite,
      corps.echeance,
      finieLe,
      late,
      bit(retenue),
      bit(vue !== null),
      essais,
    ];
    return [state];
  });
  return columns.sort(([, a], [, b]) => (a < b ? -1 : 1));
}

/** Of a dossier that is not in the file yet. */
export function insertDemandes(db: Sqlite, folded: FoldedDossier): void {
  if (folded.rows.demandes.length === 0) return;
  for (const columns of columnsOf(folded)) queries(db).insert.run(...columns);
}

/** What did not change is not written again: a call is logged for everybody, few of them asked anything. */
export function saveDemandes(db: Sqlite, folded: FoldedDossier): void {
  const sql = queries(db);
  const columns = columnsOf(folded);
  const known = sql.known.all(folded.rows.id);
  if (JSON.stringify(known) === JSON.stringify(columns)) return;
  sql.remove.run(folded.rows.id);
  for (const one of columns) sql.insert.run(...one);
}

export const removeDemandes = (db: Sqlite, dossier: string): void => {
  queries(db).remove.run(dossier);
};
