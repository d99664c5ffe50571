import { voeuLigne } from '../../../shared/contract/lignes.ts';
import { voeuSource } from '../../../shared/domain/listes/voeu-source.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { empreinteDe } from './ligne.ts';

/** What a local list holds, beside what the file says: copied and compared by slices, whatever their size. */
const voeuxPerSlice = 500;
export const pupilsPerSlice = 200;

interface VoeuRow {
  rang: number;
  id: string;
  dossier: string;
  corps: string;
  ine: string;
}

export interface LigneEnScene {
  rang: number;
  ine: string;
  cle: string;
  etat: 'valide' | 'conserve';
  genre: 'ajoute' | 'modifie' | 'inchange';
  empreinte: string;
  dossier: string;
  voeu: string;
}
export interface VoeuConnu {
  rang: number;
  ine: string;
  cle: string;
  voeu: string;
  dossier: string;
  etat: 'actif' | 'retire';
  empreinte: string;
  genre: 'garde' | 'retire';
}

/** One pupil on both sides, in the order of their keys: the order of the file never counts. */
export interface Eleve {
  ine: string;
  lignes: LigneEnScene[];
  connus: VoeuConnu[];
}

type Tranche = { couple: string; apres: string; limite: number };
type Bornes = { couple: string; apres: string; jusqu: string };

const queries = perDatabase((db) => ({
  voeux: db.prepare<[string, number, number], VoeuRow>(
    `SELECT l.rang, l.id, l.dossier, c.corps, dc.corps ->> '$.ine' AS ine
     FROM ligne l JOIN ligne_corps c USING (rang)
       JOIN ligne d ON d.id = l.dossier AND d.flux = l.flux AND d.type = 'dossier'
       JOIN ligne_corps dc ON dc.rang = d.rang
     WHERE l.flux = ? AND l.type = 'voeu' AND l.rang > ? ORDER BY l.rang LIMIT ?`,
  ),
  copy: db.prepare<[string, string, string, string, string, string, string]>(
    `INSERT OR IGNORE INTO arrivee_connue (couple, ine, cle, voeu, dossier, etat, empreinte, genre)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'garde')`,
  ),
  ines: db.prepare<Tranche, { ine: string }>(
    `SELECT ine FROM (
       SELECT ine FROM (SELECT DISTINCT ine FROM arrivee WHERE couple = @couple AND ine > @apres ORDER BY ine LIMIT @limite)
       UNION SELECT ine FROM (
         SELECT DISTINCT ine FROM arrivee_connue WHERE couple = @couple AND ine > @apres ORDER BY ine LIMIT @limite)
     ) ORDER BY ine LIMIT @limite`,
  ),
  lignes: db.prepare<Bornes, LigneEnScene>(
    `SELECT rang, ine, cle, etat, genre, empreinte, dossier, voeu FROM arrivee
     WHERE couple = @couple AND ine > @apres AND ine <= @jusqu ORDER BY ine, cle`,
  ),
  connus: db.prepare<Bornes, VoeuConnu>(
    `SELECT rang, ine, cle, voeu, dossier, etat, empreinte, genre FROM arrivee_connue
     WHERE couple = @couple AND ine > @apres AND ine <= @jusqu ORDER BY ine, cle`,
  ),
  corps: db
    .prepare<[string, string], string>(
      "SELECT corps FROM ligne JOIN ligne_corps USING (rang) WHERE id = ? AND flux = ? AND type <> 'tombstone'",
    )
    .pluck(),
  mark: db.prepare<[string, number]>('UPDATE arrivee SET genre = ? WHERE rang = ?'),
  leave: db.prepare<[number]>("UPDATE arrivee_connue SET genre = 'retire' WHERE rang = ?"),
}));

/** The body that a flux holds of one row; null when it holds none. */
export const lireCorps = (db: Sqlite, id: string, flux: string): string | null =>
  queries(db).corps.get(id, flux) ?? null;

/**
 * Copies a slice of what a local list holds, inside the caller's transaction.
 *
 * @returns the last rang copied, null when nothing was left
 */
export function copierConnus(
  db: Sqlite,
  { flux, couple }: { flux: string; couple: string },
  apres: number,
): number | null {
  const sql = queries(db);
  const rows = sql.voeux.all(flux, apres, voeuxPerSlice);
  for (const { id, dossier, corps, ine } of rows) {
    const body: unknown = JSON.parse(corps);
    const source = voeuSource.parse(body);
    const { etat } = voeuLigne.parse(body);
    sql.copy.run(couple, ine, source.code_offre, id, dossier, etat, empreinteDe(source));
  }
  return rows.at(-1)?.rang ?? null;
}

/** The next pupils of a couple by INE, at most `limite`, with everything that both sides say of them. */
export function lireEleves(db: Sqlite, couple: string, apres: string, limite: number): Eleve[] {
  const sql = queries(db);
  const ines = sql.ines.all({ couple, apres, limite });
  const jusqu = ines.at(-1)?.ine;
  if (jusqu === undefined) return [];
  const lignes = Map.groupBy(sql.lignes.all({ couple, apres, jusqu }), ({ ine }) => ine);
  const connus = Map.groupBy(sql.connus.all({ couple, apres, jusqu }), ({ ine }) => ine);
  return ines.map(({ ine }) => ({ ine, lignes: lignes.get(ine) ?? [], connus: connus.get(ine) ?? [] }));
}

/** What tells a person: the first valid line, by key. */
const personneDe = ({ lignes }: Eleve): LigneEnScene | undefined => lignes.find(({ etat }) => etat === 'valide');

/**
 * Marks what the file changes for some pupils, inside the caller's transaction. A person who changed without any of her
 * vœux changing marks the first of them, which carries her écarts.
 */
export function marquerEleves(db: Sqlite, flux: string, eleves: readonly Eleve[]): void {
  const sql = queries(db);
  for (const eleve of eleves) {
    const known = new Map(eleve.connus.map((connu) => [connu.cle, connu]));
    const named = new Set(eleve.lignes.map(({ cle }) => cle));
    for (const { cle, etat, rang } of eleve.connus) if (etat === 'actif' && !named.has(cle)) sql.leave.run(rang);
    let isMarked = false;
    for (const { cle, etat, empreinte, rang } of eleve.lignes) {
      const connu = known.get(cle);
      const isActive = connu !== undefined && connu.etat === 'actif';
      if (etat === 'conserve') continue;
      if (!isActive) isMarked = true;
      else if (connu.empreinte !== empreinte) {
        sql.mark.run('modifie', rang);
        isMarked = true;
      } else sql.mark.run('inchange', rang);
    }
    const first = personneDe(eleve);
    const [dossier] = eleve.connus;
    if (first === undefined || dossier === undefined || isMarked) continue;
    if (lireCorps(db, dossier.dossier, flux) !== first.dossier) sql.mark.run('modifie', first.rang);
  }
}
