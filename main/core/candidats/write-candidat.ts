import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { CandidatRow } from './candidat-row.ts';
import { type Counted, moveCounters } from './compteurs.ts';

interface Stored extends Counted {
  rang: number;
  texte_empreinte: string;
}

type Columns = {
  id: string;
  nom_tri: string;
  situation: string;
  situation_tri: number;
  ouverte: number;
  prochaine_tri: string;
  appel_tri: string;
  a_appeler_des: string | null;
  retard_des: string | null;
  affecte_a: string | null;
  nouveaute: string | null;
  a_departager: number;
  texte_empreinte: string;
  corps: string;
};

const queries = perDatabase((db) => ({
  read: db.prepare<[string], Stored>(
    'SELECT rang, situation, nouveaute, a_appeler_des, texte_empreinte FROM candidat WHERE id = ?',
  ),
  upsert: db.prepare<Columns, { rang: number }>(
    `INSERT INTO candidat (id, nom_tri, situation, situation_tri, ouverte, prochaine_tri, appel_tri, a_appeler_des,
       retard_des, affecte_a, nouveaute, a_departager, texte_empreinte, corps)
     VALUES (@id, @nom_tri, @situation, @situation_tri, @ouverte, @prochaine_tri, @appel_tri, @a_appeler_des,
       @retard_des, @affecte_a, @nouveaute, @a_departager, @texte_empreinte, @corps)
     ON CONFLICT (id) DO UPDATE SET nom_tri = excluded.nom_tri, situation = excluded.situation,
       situation_tri = excluded.situation_tri, ouverte = excluded.ouverte, prochaine_tri = excluded.prochaine_tri,
       appel_tri = excluded.appel_tri, a_appeler_des = excluded.a_appeler_des, retard_des = excluded.retard_des,
       affecte_a = excluded.affecte_a, nouveaute = excluded.nouveaute, a_departager = excluded.a_departager,
       texte_empreinte = excluded.texte_empreinte, corps = excluded.corps
     RETURNING rang`,
  ),
  remove: db.prepare<[string]>('DELETE FROM candidat WHERE id = ?'),
  valeurs: db.prepare<[string], { genre: string; cle: string; nom: string }>(
    'SELECT genre, cle, nom FROM candidat_valeur WHERE candidat = ?',
  ),
  removeValeurs: db.prepare<[string]>('DELETE FROM candidat_valeur WHERE candidat = ?'),
  addValeur: db.prepare<[string, string, string, string]>(
    'INSERT OR IGNORE INTO candidat_valeur (genre, cle, nom, candidat) VALUES (?, ?, ?, ?)',
  ),
  removeMots: db.prepare<[number]>('DELETE FROM candidat_texte WHERE rowid = ?'),
  addMots: db.prepare<[number, string]>('INSERT INTO candidat_texte (rowid, mots) VALUES (?, ?)'),
  removeChiffres: db.prepare<[number]>('DELETE FROM candidat_chiffres WHERE rowid = ?'),
  addChiffres: db.prepare<[number, string]>('INSERT INTO candidat_chiffres (rowid, chiffres) VALUES (?, ?)'),
}));

/** Writes a list row with its counters, filter values and search words; what did not change is not written again. */
export function writeCandidat(db: Sqlite, row: CandidatRow): void {
  const sql = queries(db);
  const before = sql.read.get(row.id);
  const written = sql.upsert.get({
    id: row.id,
    nom_tri: row.nomTri,
    situation: row.situation,
    situation_tri: row.situationTri,
    ouverte: row.ouverte ? 1 : 0,
    prochaine_tri: row.prochaineTri,
    appel_tri: row.appelTri,
    a_appeler_des: row.aAppelerDes,
    retard_des: row.retardDes,
    affecte_a: row.affecteA,
    nouveaute: row.nouveaute,
    a_departager: row.aDepartager ? 1 : 0,
    texte_empreinte: row.texteEmpreinte,
    corps: JSON.stringify(row.corps),
  });
  moveCounters(db, before ?? null, {
    situation: row.situation,
    nouveaute: row.nouveaute,
    a_appeler_des: row.aAppelerDes,
  });
  writeValeurs(db, row);
  if (written === undefined || before?.texte_empreinte === row.texteEmpreinte) return;
  if (before !== undefined) removeTexts(db, before.rang);
  sql.addMots.run(written.rang, row.mots);
  sql.addChiffres.run(written.rang, row.chiffres);
}

function writeValeurs(db: Sqlite, row: CandidatRow): void {
  const sql = queries(db);
  const text = (valeur: { genre: string; cle: string; nom: string }): string =>
    JSON.stringify([valeur.genre, valeur.cle, valeur.nom]);
  const known = sql.valeurs.all(row.id).map(text).sort();
  // One value per key: the first of the sorted ones, so that the order of the vœux does not matter.
  const sorted = [...row.valeurs].sort((a, b) => (text(a) < text(b) ? -1 : 1));
  const wanted = new Map<string, (typeof sorted)[number]>();
  for (const valeur of sorted) {
    const key = JSON.stringify([valeur.genre, valeur.cle]);
    if (!wanted.has(key)) wanted.set(key, valeur);
  }
  const next = [...wanted.values()];
  if (known.join('\n') === next.map(text).sort().join('\n')) return;
  sql.removeValeurs.run(row.id);
  for (const { genre, cle, nom } of next) sql.addValeur.run(genre, cle, nom, row.id);
}

function removeTexts(db: Sqlite, rang: number): void {
  queries(db).removeMots.run(rang);
  queries(db).removeChiffres.run(rang);
}

export function removeCandidat(db: Sqlite, id: string): void {
  const sql = queries(db);
  const before = sql.read.get(id);
  if (before === undefined) return;
  removeTexts(db, before.rang);
  sql.removeValeurs.run(id);
  sql.remove.run(id);
  moveCounters(db, before, null);
}
