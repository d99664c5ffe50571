import { z } from 'zod';
import { movePlaces, type PlaceDe } from '../appels/places.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { type CandidatRow, classeDe, essaiDe } from './candidat-row.ts';
import { type Counted, type CounterMoves, moveCounters } from './compteurs.ts';
import { addTexts, removeTexts, type Search } from './search-index.ts';
import { type KnownValeurs, rangsOf, releaseValeur } from './valeurs.ts';

/** What counts of a stored person: her flux and trainings are told by the values that she is found by. */
interface Stored extends Omit<Counted, 'flux' | 'formations' | 'paires'>, PlaceDe {
  rang: number;
  /** JSON array of the rangs of her values in `valeur`. */
  valeurs: string;
  flux: string;
  formations: string;
  paires: string;
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
  etape: string | null,
  formationTri: string,
  accueilTri: string,
  quiTri: string,
  source: string,
];

const named = (genre: 'flux' | 'formation'): string =>
  `(SELECT json_group_array(v.cle) FROM json_each(t.valeurs) k CROSS JOIN valeur v ON v.rang = k.value
    WHERE v.genre = '${genre}')`;

const queries = perDatabase((db) => ({
  read: db.prepare<[string], Stored>(
    `SELECT c.rang, c.situation, c.nouveaute, c.a_appeler_des, c.affecte_a, c.ouverte, c.retard_des, c.file_motif,
       c.file_classe, c.file_essai, c.file_cle, c.etape, t.valeurs, t.mots, t.chiffres, t.paires, ${named('flux')} AS flux, ${named('formation')} AS formations
     FROM candidat c JOIN candidat_corps t ON t.rang = c.rang WHERE c.id = ?`,
  ),
  insert: db.prepare<Columns>(
    `INSERT INTO candidat (id, nom_tri, situation, situation_tri, ouverte, prochaine_tri, appel_tri, a_appeler_des,
       retard_des, affecte_a, nouveaute, a_departager, file_classe, file_motif, file_essai, file_cle, etape,
       formation_tri, accueil_tri, qui_tri, source)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  update: db.prepare<[...Columns, number]>(
    `UPDATE candidat SET id = ?, nom_tri = ?, situation = ?, situation_tri = ?, ouverte = ?, prochaine_tri = ?,
       appel_tri = ?, a_appeler_des = ?, retard_des = ?, affecte_a = ?, nouveaute = ?, a_departager = ?,
       file_classe = ?, file_motif = ?, file_essai = ?, file_cle = ?, etape = ?, formation_tri = ?, accueil_tri = ?, qui_tri = ?, source = ? WHERE rang = ?`,
  ),
  insertCorps: db.prepare<[number, string, string, string, string, string]>(
    'INSERT INTO candidat_corps (rang, corps, valeurs, mots, chiffres, paires) VALUES (?, ?, ?, ?, ?, ?)',
  ),
  updateCorps: db.prepare<[string, string, string, string, string, number]>(
    'UPDATE candidat_corps SET corps = ?, valeurs = ?, mots = ?, chiffres = ?, paires = ? WHERE rang = ?',
  ),
  remove: db.prepare<[number]>('DELETE FROM candidat WHERE rang = ?'),
  removeCorps: db.prepare<[number]>('DELETE FROM candidat_corps WHERE rang = ?'),
  removePassage: db.prepare<[string]>('DELETE FROM passage_file WHERE candidat = ?'),
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

const holdersOf = ({ affectes }: CandidatRow): string | null => (affectes.length === 0 ? null : affectes.join(' '));

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
  holdersOf(row),
  row.nouveaute,
  row.aDepartager ? 1 : 0,
  classeDe(row.file),
  row.file?.motif ?? null,
  essaiDe(row.file),
  row.file?.cle ?? '',
  row.etape,
  row.formationTri,
  row.accueilTri,
  row.affecteA ?? nobody,
  row.source,
];

const ofGenre = ({ valeurs }: CandidatRow, genre: 'flux' | 'formation'): string[] => [
  ...new Set(valeurs.flatMap((valeur) => (valeur.genre === genre ? [valeur.cle] : []))),
];

const placeOf = (row: CandidatRow): PlaceDe => ({
  affecte_a: holdersOf(row),
  file_classe: classeDe(row.file),
  file_essai: essaiDe(row.file),
  file_cle: row.file?.cle ?? '',
  a_appeler_des: row.aAppelerDes,
});

const countedOf = (row: CandidatRow): Counted => ({
  situation: row.situation,
  nouveaute: row.nouveaute,
  a_appeler_des: row.aAppelerDes,
  affecte_a: holdersOf(row),
  ouverte: row.ouverte ? 1 : 0,
  retard_des: row.retardDes,
  file_motif: row.file?.motif ?? null,
  etape: row.etape,
  flux: ofGenre(row, 'flux'),
  formations: ofGenre(row, 'formation'),
  paires: row.paires,
});

const texts = z.array(z.string());
const pairs = z.array(z.tuple([z.string(), z.string()]));

const countedOfStored = (stored: Stored): Counted => ({
  ...stored,
  flux: texts.parse(JSON.parse(stored.flux)),
  formations: texts.parse(JSON.parse(stored.formations)),
  paires: pairs.parse(JSON.parse(stored.paires)),
});

/** Writes a person who is not in the file yet. */
export function insertCandidat(db: Sqlite, row: CandidatRow, { search, counters, valeurs: known }: Writing): void {
  const sql = queries(db);
  const rang = Number(sql.insert.run(...columnsOf(row)).lastInsertRowid);
  const valeurs = rangsOf(db, row.valeurs, known);
  const corps = JSON.stringify(row.corps);
  sql.insertCorps.run(rang, corps, JSON.stringify(valeurs), row.mots, row.chiffres, JSON.stringify(row.paires));
  for (const valeur of valeurs) sql.addValeur.run(valeur, rang);
  movePlaces(db, { id: row.id, rang }, null, placeOf(row));
  moveCounters(counters, null, countedOf(row));
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
  const corps = JSON.stringify(row.corps);
  sql.updateCorps.run(corps, valeursText, row.mots, row.chiffres, JSON.stringify(row.paires), rang);
  movePlaces(db, { id: row.id, rang }, before, placeOf(row));
  moveCounters(writing.counters, countedOfStored(before), countedOf(row));
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
  sql.removePassage.run(id);
  movePlaces(db, { id, rang: before.rang }, before, null);
  moveCounters(counters, countedOfStored(before), null);
}
