import { z } from 'zod';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { CandidatRow } from './candidat-row.ts';
import { type Counted, moveCounters } from './compteurs.ts';

interface Stored extends Counted {
  rang: number;
  texte_empreinte: string;
  valeurs: string;
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
  valeurs: string;
  corps: string;
};

const queries = perDatabase((db) => ({
  read: db.prepare<[string], Stored>(
    'SELECT rang, situation, nouveaute, a_appeler_des, texte_empreinte, valeurs FROM candidat WHERE id = ?',
  ),
  upsert: db.prepare<Columns, { rang: number }>(
    `INSERT INTO candidat (id, nom_tri, situation, situation_tri, ouverte, prochaine_tri, appel_tri, a_appeler_des,
       retard_des, affecte_a, nouveaute, a_departager, texte_empreinte, valeurs, corps)
     VALUES (@id, @nom_tri, @situation, @situation_tri, @ouverte, @prochaine_tri, @appel_tri, @a_appeler_des,
       @retard_des, @affecte_a, @nouveaute, @a_departager, @texte_empreinte, @valeurs, @corps)
     ON CONFLICT (id) DO UPDATE SET nom_tri = excluded.nom_tri, situation = excluded.situation,
       situation_tri = excluded.situation_tri, ouverte = excluded.ouverte, prochaine_tri = excluded.prochaine_tri,
       appel_tri = excluded.appel_tri, a_appeler_des = excluded.a_appeler_des, retard_des = excluded.retard_des,
       affecte_a = excluded.affecte_a, nouveaute = excluded.nouveaute, a_departager = excluded.a_departager,
       texte_empreinte = excluded.texte_empreinte, valeurs = excluded.valeurs, corps = excluded.corps
     RETURNING rang`,
  ),
  remove: db.prepare<[string]>('DELETE FROM candidat WHERE id = ?'),
  removeValeur: db.prepare<[string, string, number]>(
    'DELETE FROM candidat_valeur WHERE genre = ? AND cle = ? AND candidat = ?',
  ),
  addValeur: db.prepare<[string, string, number, string]>(
    'INSERT INTO candidat_valeur (genre, cle, candidat, nom) VALUES (?, ?, ?, ?)',
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
  const valeurs = valeursOf(row);
  const valeursText = JSON.stringify(valeurs);
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
    valeurs: valeursText,
    corps: JSON.stringify(row.corps),
  });
  moveCounters(db, before ?? null, {
    situation: row.situation,
    nouveaute: row.nouveaute,
    a_appeler_des: row.aAppelerDes,
  });
  if (written === undefined) return;
  if (before?.valeurs !== valeursText) {
    if (before !== undefined) removeValeurs(db, before.rang, before.valeurs);
    for (const [genre, cle, nom] of valeurs) sql.addValeur.run(genre, cle, written.rang, nom);
  }
  if (before?.texte_empreinte === row.texteEmpreinte) return;
  if (before !== undefined) removeTexts(db, before.rang);
  sql.addMots.run(written.rang, row.mots);
  sql.addChiffres.run(written.rang, row.chiffres);
}

const valeurList = z.array(z.tuple([z.string(), z.string(), z.string()]));
type Valeurs = z.infer<typeof valeurList>;

/** Sorted, one per key: the text is equal when the values are, whatever the order of the vœux. */
function valeursOf(row: CandidatRow): Valeurs {
  const all = row.valeurs
    .map(({ genre, cle, nom }): Valeurs[number] => [genre, cle, nom])
    .sort((a, b) => (a.join('\n') < b.join('\n') ? -1 : 1));
  return all.filter(([genre, cle], at) => all[at - 1]?.[0] !== genre || all[at - 1]?.[1] !== cle);
}

function removeValeurs(db: Sqlite, rang: number, known: string): void {
  for (const [genre, cle] of valeurList.parse(JSON.parse(known))) queries(db).removeValeur.run(genre, cle, rang);
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
  removeValeurs(db, before.rang, before.valeurs);
  sql.remove.run(id);
  moveCounters(db, before, null);
}
