import { z } from 'zod';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { type CandidatRow, classeDe, essaiDe } from './candidat-row.ts';
import { type Counted, type CounterMoves, moveCounters } from './compteurs.ts';
import { addTexts, removeTexts, type Search } from './search-index.ts';
import { type KnownValeurs, rangsOf, releaseValeur } from './valeurs.ts';

interface Stored extends Counted {
  rang: number;
  mots: string;
  chiffres: string;
}

type Columns = [
  id: string,
  nomTri: string,
  situation: string,
  situationTri: number,
  ouverte: number,
  prochaineTri: string,
  appelTri: string,
  aAppelerDes: string | null,
  retardDes: string | null,
  affecteA: string | null,
  nouveaute: string | null,
  aDepartager: number,
  fileClasse: number | null,
  fileMotif: string | null,
  fileEssai: string,
  fileCle: string,
  fileDes: string,
  fileQui: string | null,
  etape: string | null,
  formationTri: string,
  accueilTri: string,
  quiTri: string,
  source: string,
];

const queries = perDatabase((db) => ({
  read: db.prepare<[string], Stored>(
    `SELECT c.rang, c.situation, c.nouveaute, c.a_appeler_des, c.file_motif, c.file_des, c.etape, t.valeurs, t.mots, t.chiffres
     FROM candidat c JOIN candidat_corps t ON t.rang = c.rang WHERE c.id = ?`,
  ),
  insert: db.prepare<Columns>(
    `INSERT INTO candidat (id, nom_tri, situation, situation_tri, ouverte, prochaine_tri, appel_tri, a_appeler_des,
       retard_des, affecte_a, nouveaute, a_departager, file_classe, file_motif, file_essai, file_cle, file_des,
       file_qui, etape, formation_tri, accueil_tri, qui_tri, source)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  update: db.prepare<[...Columns, number]>(
    `UPDATE candidat SET id = ?, nom_tri = ?, situation = ?, situation_tri = ?, ouverte = ?, prochaine_tri = ?,
       appel_tri = ?, a_appeler_des = ?, retard_des = ?, affecte_a = ?, nouveaute = ?, a_departager = ?,
       file_classe = ?, file_motif = ?, file_essai = ?, file_cle = ?, file_des = ?, file_qui = ?, etape = ?,
       formation_tri = ?, accueil_tri = ?, qui_tri = ?, source = ? WHERE rang = ?`,
  ),
  insertCorps: db.prepare<[number, string, string, string, string]>(
    'INSERT INTO candidat_corps (rang, corps, valeurs, mots, chiffres) VALUES (?, ?, ?, ?, ?)',
  ),
  updateCorps: db.prepare<[string, string, string, string, number]>(
    'UPDATE candidat_corps SET corps = ?, valeurs = ?, mots = ?, chiffres = ? WHERE rang = ?',
  ),
  remove: db.prepare<[number]>('DELETE FROM candidat WHERE rang = ?'),
  removeCorps: db.prepare<[number]>('DELETE FROM candidat_corps WHERE rang = ?'),
  addValeur: db.prepare<[number, number]>('INSERT INTO candidat_valeur (valeur, candidat) VALUES (?, ?)'),
  removeValeur: db.prepare<[number, number]>('DELETE FROM candidat_valeur WHERE valeur = ? AND candidat = ?'),
}));

/** What one run of writes shares: whether the search index follows at once, and the sums to add at its end. */
export interface Writing {
  search: Search;
  counters: CounterMoves;
  valeurs: KnownValeurs;
}

export const startWriting = (search: Search): Writing => ({ search, counters: new Map(), valeurs: new Map() });

/** After every id: those whom nobody holds come last. */
const nobody = '~';

const columnsOf = (row: CandidatRow): Columns => [
  row.id,
  row.nomTri,
  row.situation,
  row.situationTri,
  row.ouverte ? 1 : 0,
  row.prochaineTri,
  row.appelTri,
  row.aAppelerDes,
  row.retardDes,
  row.affecteA,
  row.nouveaute,
  row.aDepartager ? 1 : 0,
  classeDe(row.file),
  row.file?.motif ?? null,
  essaiDe(row.file),
  row.file?.cle ?? '',
  row.file?.des ?? '',
  row.fileQui,
  row.etape,
  row.formationTri,
  row.accueilTri,
  row.affecteA ?? nobody,
  row.source,
];

const countedOf = (row: CandidatRow, valeurs: readonly number[]): Counted => ({
  situation: row.situation,
  nouveaute: row.nouveaute,
  a_appeler_des: row.aAppelerDes,
  file_motif: row.file?.motif ?? null,
  file_des: row.file?.des ?? '',
  etape: row.etape,
  valeurs: JSON.stringify(valeurs),
});

/** Writes a person who is not in the file yet. */
export function insertCandidat(db: Sqlite, row: CandidatRow, { search, counters, valeurs: known }: Writing): void {
  const sql = queries(db);
  const rang = Number(sql.insert.run(...columnsOf(row)).lastInsertRowid);
  const valeurs = rangsOf(db, row.valeurs, known);
  sql.insertCorps.run(rang, JSON.stringify(row.corps), JSON.stringify(valeurs), row.mots, row.chiffres);
  for (const valeur of valeurs) sql.addValeur.run(valeur, rang);
  moveCounters(counters, null, countedOf(row, valeurs));
  if (search === 'live') addTexts(db, rang, row);
}

/** Writes a list row with its counters, filter values and search words; what did not change is not written again. */
export function writeCandidat(db: Sqlite, row: CandidatRow, writing: Writing): void {
  const sql = queries(db);
  const before = sql.read.get(row.id);
  if (before === undefined) {
    insertCandidat(db, row, writing);
    return;
  }
  const { rang } = before;
  const valeurs = rangsOf(db, row.valeurs, writing.valeurs);
  const valeursText = JSON.stringify(valeurs);
  sql.update.run(...columnsOf(row), rang);
  sql.updateCorps.run(JSON.stringify(row.corps), valeursText, row.mots, row.chiffres, rang);
  moveCounters(writing.counters, before, countedOf(row, valeurs));
  if (before.valeurs !== valeursText) {
    const now = new Set(valeurs);
    const old = rangList.parse(JSON.parse(before.valeurs));
    for (const valeur of valeurs) if (!old.includes(valeur)) sql.addValeur.run(valeur, rang);
    dropValeurs(
      db,
      rang,
      old.filter((valeur) => !now.has(valeur)),
      writing.valeurs,
    );
  }
  if (writing.search === 'later' || (before.mots === row.mots && before.chiffres === row.chiffres)) return;
  removeTexts(db, rang);
  addTexts(db, rang, row);
}

const rangList = z.array(z.number());

function dropValeurs(db: Sqlite, rang: number, valeurs: readonly number[], known: KnownValeurs): void {
  for (const valeur of valeurs) {
    queries(db).removeValeur.run(valeur, rang);
    releaseValeur(db, valeur, known);
  }
}

export function removeCandidat(db: Sqlite, id: string, { search, counters, valeurs }: Writing): void {
  const sql = queries(db);
  const before = sql.read.get(id);
  if (before === undefined) return;
  if (search === 'live') removeTexts(db, before.rang);
  dropValeurs(db, before.rang, rangList.parse(JSON.parse(before.valeurs)), valeurs);
  sql.remove.run(before.rang);
  sql.removeCorps.run(before.rang);
  moveCounters(counters, before, null);
}
