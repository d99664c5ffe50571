import { z } from 'zod';
import { genreDePartage } from '../../../shared/domain/partages.ts';
import { isServerSql } from '../store/flux-local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/**
 * What was written here and that the pull has not brought back: a_envoyer -> en_vol -> recu -> (pulled, gone), or
 * refuse. A writing takes the place of the one before it, whose fate may still be unknown: `envoye`.
 */
const partageLocal = z.object({
  id: z.string(),
  genre: genreDePartage,
  /** Canonical text; null deletes. */
  valeur: z.string().nullable(),
  /** Text of what its author had seen, null when nothing stood. */
  base: z.string().nullable(),
  /** Text that left and whose answer is not known, `null` in letters for a deletion. */
  envoye: z.string().nullable(),
  ecrit_le: z.string(),
  etat: z.enum(['a_envoyer', 'en_vol', 'recu', 'refuse']),
  code: z.string().nullable(),
});
export type PartageLocal = z.infer<typeof partageLocal>;

const columns = 'id, genre, valeur, base, envoye, ecrit_le, etat, code';

const queries = perDatabase((db) => ({
  all: db.prepare(`SELECT ${columns} FROM partage_local ORDER BY ecrit_le, id`),
  one: db.prepare<[string]>(`SELECT ${columns} FROM partage_local WHERE id = ?`),
  next: db.prepare<[string]>(
    `SELECT ${columns} FROM partage_local WHERE etat = 'a_envoyer' AND id NOT IN (SELECT value FROM json_each(?))
     ORDER BY ecrit_le, id LIMIT 1`,
  ),
  isWaiting: db.prepare<[], number>("SELECT 1 FROM partage_local WHERE etat = 'a_envoyer' LIMIT 1").pluck(),
  put: db.prepare(
    `INSERT INTO partage_local (${columns}) VALUES (@id, @genre, @valeur, @base, @envoye, @ecrit_le, @etat, @code)
     ON CONFLICT (id) DO UPDATE SET valeur = excluded.valeur, base = excluded.base, envoye = excluded.envoye,
       ecrit_le = excluded.ecrit_le, etat = excluded.etat, code = excluded.code`,
  ),
  remove: db.prepare<[string]>('DELETE FROM partage_local WHERE id = ?'),
  land: db.prepare("UPDATE partage_local SET etat = 'a_envoyer' WHERE etat = 'en_vol'"),
  reoffer: db.prepare("UPDATE partage_local SET etat = 'a_envoyer' WHERE etat = 'recu'"),
  /** No list of this kind is left to receive, and there is one. */
  isPulled: db
    .prepare<[string], number>(
      `SELECT count(*) > 0 AND min(curseur >= tete AND reconstruit = 0) FROM flux
       WHERE genre = ? AND droits = 'complets' AND indisponible = 0 AND ${isServerSql('id')}`,
    )
    .pluck(),
  forgetOrganisme: db.prepare("DELETE FROM partage_local WHERE etat = 'recu' AND genre <> 'vue'"),
  forgetCompte: db.prepare("DELETE FROM partage_local WHERE etat = 'recu' AND genre = 'vue'"),
  genreOfFlux: db.prepare<[string], string>('SELECT genre FROM flux WHERE id = ?').pluck(),
  dropVues: db.prepare("DELETE FROM partage_local WHERE genre = 'vue'"),
  // What this organisme alone holds, and everything once no other one is left.
  dropOfOrganisme: db.prepare<{ flux: string }>(
    `DELETE FROM partage_local WHERE genre <> 'vue' AND (
       NOT EXISTS (SELECT 1 FROM flux WHERE genre = 'organisme' AND droits = 'complets' AND id <> @flux)
       OR (EXISTS (SELECT 1 FROM ligne l WHERE l.id = partage_local.id AND l.flux = @flux)
         AND NOT EXISTS (SELECT 1 FROM ligne l JOIN flux f ON f.id = l.flux
           WHERE l.id = partage_local.id AND f.genre = 'organisme' AND f.droits = 'complets' AND f.id <> @flux)))`,
  ),
}));

export const lireLocaux = (db: Sqlite): PartageLocal[] => z.array(partageLocal).parse(queries(db).all.all());

const one = (row: unknown): PartageLocal | null => (row === undefined ? null : partageLocal.parse(row));

export const lireLocal = (db: Sqlite, id: string): PartageLocal | null => one(queries(db).one.get(id));

/** The next to leave, oldest writing first, without those that are put off. */
export const prochainPartage = (db: Sqlite, sauf: Iterable<string> = []): PartageLocal | null =>
  one(queries(db).next.get(JSON.stringify([...sauf])));

export const hasPartageAEnvoyer = (db: Sqlite): boolean => queries(db).isWaiting.get() !== undefined;

export const mettreLocal = (db: Sqlite, row: PartageLocal): void => {
  queries(db).put.run(row);
};

export const retirerLocal = (db: Sqlite, id: string): void => {
  queries(db).remove.run(id);
};

/** Nothing flies between two runs: what still says so was left by a crash, and its answer is not known. */
export const poserPartages = (db: Sqlite): void => {
  queries(db).land.run();
};

/** A server that was restored may have lost what it had taken: the same text again is harmless. */
export const reoffrirPartages = (db: Sqlite): void => {
  queries(db).reoffer.run();
};

/**
 * Drops what the server took, once every list of its kind was received to a head that was asked for after the answer:
 * the document stands there, or a newer one that was written over it.
 */
export function oublierPartagesRecus(db: Sqlite): void {
  if (queries(db).isPulled.get('organisme') === 1) queries(db).forgetOrganisme.run();
  if (queries(db).isPulled.get('compte') === 1) queries(db).forgetCompte.run();
}

/** A list leaves this poste, inside the caller's transaction and before its rows do: what was written for it goes too. */
export function retirerPartagesDuFlux(db: Sqlite, flux: string): void {
  const genre = queries(db).genreOfFlux.get(flux);
  if (genre === 'organisme') queries(db).dropOfOrganisme.run({ flux });
  if (genre === 'compte') queries(db).dropVues.run();
}
