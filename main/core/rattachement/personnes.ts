import { z } from 'zod';
import { isLocalSql, isServerSql } from '../store/flux-local.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

/**
 * Who of a list imported by hand the server's lists name too: same INE and clé ministère éducatif, else same INE, MEF
 * and UAI accueil (voeux-affelnet 5.2). Two dossiers that fit equally are nobody: a person decides, not the poste.
 */
export type Preuve = 'ine-cle' | 'ine-mef-uai';

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

/** A flux of the server that takes actes. */
const ouvert = `f.genre = 'relation' AND f.droits = 'complets' AND f.indisponible = 0 AND ${isServerSql('f.id')}`;

interface VoeuRow {
  dossier: string;
  flux: string;
  cle: string | null;
  mef: string | null;
  uai: string | null;
}

const voeu = (corps: string): string => `${corps} ->> '$.formation.cle_ministere_educatif' AS cle,
  ${corps} ->> '$.formation.mef' AS mef, ${corps} ->> '$.etablissement_accueil.uai' AS uai`;

const queries = perDatabase((db) => ({
  people: db.prepare<[string, string, number], PersonneLocale>(
    `SELECT l.id AS dossier, c.corps ->> '$.ine' AS ine FROM ligne l JOIN ligne_corps c USING (rang)
     WHERE l.flux = ? AND l.type = 'dossier' AND l.id > ? ORDER BY l.id LIMIT ?`,
  ),
  own: db.prepare<[string, string], VoeuRow>(
    `SELECT l.dossier, l.flux, ${voeu('c.corps')} FROM ligne l JOIN ligne_corps c USING (rang)
     WHERE l.dossier = ? AND l.flux = ? AND l.type = 'voeu' AND l.lecture = 'lue'`,
  ),
  // Through the projection's index on INE; what the rows say counts.
  others: db.prepare<[string], VoeuRow>(
    `SELECT e.dossier, e.flux, ${voeu('c.corps')} FROM dossier_etat e JOIN flux f ON f.id = e.flux AND ${ouvert}
       JOIN ligne l ON l.dossier = e.dossier AND l.type = 'voeu' AND l.lecture = 'lue'
       JOIN ligne_corps c ON c.rang = l.rang
     WHERE e.ine = ?`,
  ),
}));

/** The people of a local list by dossier, at most `limite` after one of them. */
export const lirePersonnes = (db: Sqlite, flux: string, apres: string, limite: number): PersonneLocale[] =>
  queries(db).people.all(flux, apres, limite);

/** null when nobody was found, or several. Costs the vœux of that person. */
export function rapprocher(db: Sqlite, flux: string, { dossier, ine }: PersonneLocale): Rapprochement | null {
  const others = queries(db).others.all(ine);
  if (others.length === 0) return null;
  const own = queries(db).own.all(dossier, flux);
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
  const byCle = find('ine-cle', (mine, theirs) => mine.cle !== null && mine.cle === theirs.cle);
  const found =
    byCle ??
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
