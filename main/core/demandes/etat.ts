import { suivreParmi } from '../../../shared/domain/candidat.ts';
import { estAttendue, type SuiviDemande } from '../../../shared/domain/demandes.ts';
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

export const isOuverte = estAttendue;

const bit = (value: boolean): number => (value ? 1 : 0);

/** Every demande of one dossier of a person, among all of hers. */
export const suivisOf = ({ etat }: FoldedDossier, members: readonly FoldedDossier[]): SuiviDemande[] =>
  suivreParmi(
    etat,
    members.map((member) => member.etat),
  );

function columnsOf(member: FoldedDossier, members: readonly FoldedDossier[]): Columns[] {
  const { rows, etat } = member;
  const suivis = new Map(suivisOf(member, members).map((suivi) => [suivi.id, suivi]));
  const columns = rows.demandes.flatMap(({ id, corps }): Columns[] => {
    const suivi = suivis.get(id);
    if (suivi === undefined) return [];
    const { suite, repondueLe, enRetard, retenue, vue, essais } = suivi;
    const isAwaited = isOuverte(suivi);
    // Whoever asked to be forgotten waits for nothing any more, and nobody is to decide about a mail.
    const isOpen = isAwaited && !etat.efface;
    // Nobody says when it was cancelled: those stand where they came. One that never ended stands nowhere.
    const finieLe = isAwaited ? '' : (repondueLe ?? corps.recue_le);
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
      bit(retenue && !etat.efface),
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
  for (const columns of columnsOf(folded, [folded])) queries(db).insert.run(...columns);
}

/**
 * Of every dossier of one person. What did not change is not written again: a call is logged for everybody, few of them
 * asked anything.
 */
export function saveDemandes(db: Sqlite, members: readonly FoldedDossier[]): void {
  const sql = queries(db);
  for (const member of members) {
    const columns = columnsOf(member, members);
    const known = sql.known.all(member.rows.id);
    if (JSON.stringify(known) === JSON.stringify(columns)) continue;
    sql.remove.run(member.rows.id);
    for (const one of columns) sql.insert.run(...one);
  }
}

export const removeDemandes = (db: Sqlite, dossier: string): void => {
  queries(db).remove.run(dossier);
};
