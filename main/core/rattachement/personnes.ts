import { z } from 'zod';
import { isLocalSql, isServerSql } from '../store/flux-local.ts';
import { lecteurRattachees } from '../store/marques.ts';
import { coupleDe, lireRelation } from '../store/relation-entree.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/**
 * Who of a list imported by hand the server's lists name too: the dossier that this poste opened for her when it gave
 * an earlier list, else same INE and clé ministère éducatif, else same INE, MEF and UAI accueil (voeux-affelnet 5.2).
 * Two dossiers that fit equally are nobody: a person decides, not the poste.
 */
export type Preuve = 'deja-rattache' | 'ine-cle' | 'ine-mef-uai';

export interface Cible {
  dossier: string;
  flux: string;
}

export interface Rapprochement {
  preuve: Preuve;
  cible: Cible;
}

export interface PersonneLocale {
  dossier: string;
  ine: string;
}

interface PersonneRangee extends PersonneLocale {
  rang: number;
}

/** A flux of the server that takes actes. */
export const ouvert = `f.genre = 'relation' AND f.droits = 'complets' AND f.indisponible = 0 AND ${isServerSql('f.id')}`;

interface VoeuRow {
  dossier: string;
  flux: string;
  etat: string;
  offre: string;
  cle: string | null;
  mef: string | null;
  uai: string | null;
}

const voeu = (corps: string): string => `${corps} ->> '$.etat' AS etat, ${corps} ->> '$.code_offre' AS offre,
  ${corps} ->> '$.formation.cle_ministere_educatif' AS cle, ${corps} ->> '$.formation.mef' AS mef,
  ${corps} ->> '$.etablissement_accueil.uai' AS uai`;

const queries = perDatabase((db) => ({
  // In the order of the index: a page costs its people, wherever it stands.
  people: db.prepare<[string, number, number], PersonneRangee>(
    `SELECT l.rang, l.id AS dossier, c.corps ->> '$.ine' AS ine FROM ligne l JOIN ligne_corps c USING (rang)
     WHERE l.flux = ? AND l.type = 'dossier' AND l.rang > ? ORDER BY l.rang LIMIT ?`,
  ),
  // By the person, never by the list (`+`): a list is as long as everybody on it.
  own: db.prepare<[string, string], VoeuRow>(
    `SELECT l.dossier, l.flux, ${voeu('c.corps')} FROM ligne l JOIN ligne_corps c USING (rang)
     WHERE l.dossier = ? AND +l.flux = ? AND l.type = 'voeu' AND l.lecture = 'lue'`,
  ),
  // Through the projection's index on INE; what the rows say counts.
  others: db.prepare<[string], VoeuRow>(
    `SELECT e.dossier, e.flux, ${voeu('c.corps')} FROM dossier_etat e JOIN flux f ON f.id = e.flux AND ${ouvert}
       JOIN ligne l ON l.dossier = e.dossier AND l.type = 'voeu' AND l.lecture = 'lue'
       JOIN ligne_corps c ON c.rang = l.rang
     WHERE e.ine = ?`,
  ),
  // Drawn from the outbox alone as long as the server has not answered.
  opened: db.prepare<[string], Cible>(
    `SELECT e.dossier, e.flux FROM dossier_etat e JOIN flux f ON f.id = e.flux AND ${ouvert} WHERE e.dossier = ?`,
  ),
  liste: db.prepare<[string], { campagne: number | null; entree: string }>(
    'SELECT campagne, entree FROM flux WHERE id = ?',
  ),
}));

/** The people of a local list in the order of the file, at most `limite` after one of them. */
export const lirePersonnes = (db: Sqlite, flux: string, apres: number, limite: number): PersonneRangee[] =>
  queries(db).people.all(flux, apres, limite);

/** Whether everything that the list said of a person was taken back. */
export function isRetiree(db: Sqlite, flux: string, { dossier }: PersonneLocale): boolean {
  const voeux = queries(db).own.all(dossier, flux);
  return voeux.length > 0 && voeux.every(({ etat }) => etat === 'retire');
}

/**
 * What tells a person of this list again in a later file: what each vœu is, by the strongest key that file may have,
 * and her place in the list of that couple.
 */
export function lecteurCles(db: Sqlite, flux: string): (dossier: string) => Set<string> {
  const sql = queries(db);
  const liste = sql.liste.get(flux);
  const campagne = String(liste?.campagne ?? '');
  const couple = liste === undefined ? '' : coupleDe(lireRelation(liste.entree));
  return (dossier) => {
    const cles = sql.own.all(dossier, flux).flatMap(({ offre, cle, mef, uai }) => [
      // Where neither is known, the label tells (older files).
      ...(cle === null && (mef === null || uai === null) ? [`offre:${offre}`] : []),
      ...(cle === null ? [] : [`cle:${cle}`]),
      ...(mef === null || uai === null ? [] : [`mef:${mef}:${uai}`]),
    ]);
    return new Set([...cles, ...(couple === '' ? [] : [`couple:${couple}`])].map((cle) => `${campagne}:${cle}`));
  };
}

const byDossier = (a: Cible, b: Cible): number => (a.dossier < b.dossier ? -1 : 1);

/** Finds the people of one local list; null when nobody was found, or several. Costs the vœux of that person. */
export function rapprocheur(db: Sqlite, flux: string): (personne: PersonneLocale) => Rapprochement | null {
  const sql = queries(db);
  const clesDe = lecteurCles(db, flux);
  const rattachees = lecteurRattachees(db);
  return ({ dossier, ine }) => {
    // All of them were opened for her: any is better than one more.
    const [cible] = [...rattachees(ine, () => clesDe(dossier))]
      .flatMap((known) => sql.opened.get(known) ?? [])
      .sort(byDossier);
    if (cible !== undefined) return { preuve: 'deja-rattache', cible };
    return parVoeux(sql.own.all(dossier, flux), sql.others.all(ine));
  };
}

function parVoeux(own: readonly VoeuRow[], others: readonly VoeuRow[]): Rapprochement | null {
  const find = (
    preuve: Preuve,
    same: (mine: VoeuRow, theirs: VoeuRow) => boolean,
  ): Rapprochement | null | 'plusieurs' => {
    const found = new Map(
      others.filter((theirs) => own.some((mine) => same(mine, theirs))).map((row) => [row.dossier, row.flux]),
    );
    const [first, ...more] = found;
    if (first === undefined) return null;
    return more.length > 0 ? 'plusieurs' : { preuve, cible: { dossier: first[0], flux: first[1] } };
  };
  const found =
    find('ine-cle', (mine, theirs) => mine.cle !== null && mine.cle === theirs.cle) ??
    find(
      'ine-mef-uai',
      (mine, theirs) => mine.mef !== null && mine.mef === theirs.mef && mine.uai !== null && mine.uai === theirs.uai,
    );
  return found === 'plusieurs' ? null : found;
}

const fluxRow = z.object({ id: z.string(), nom: z.string(), campagne: z.number().nullable(), entree: z.string() });
export type FluxNomme = z.infer<typeof fluxRow>;

/** Flux of the server that may take people. */
export const listDestinations = (db: Sqlite): FluxNomme[] =>
  z
    .array(fluxRow)
    .parse(db.prepare(`SELECT id, nom, campagne, entree FROM flux f WHERE ${ouvert} ORDER BY nom, id`).all());

export const listLocales = (db: Sqlite): FluxNomme[] =>
  z
    .array(fluxRow)
    .parse(
      db
        .prepare(
          `SELECT id, nom, campagne, entree FROM flux WHERE genre = 'relation' AND ${isLocalSql('id')} ORDER BY nom, id`,
        )
        .all(),
    );
