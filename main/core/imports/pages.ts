import { z } from 'zod';
import {
  type AnomalieLue,
  type ChangementLu,
  type GraviteAnomalie,
  graviteAnomalie,
} from '../../../shared/contract/ipc/imports.ts';
import { dossierLigne, voeuLigne } from '../../../shared/contract/lignes.ts';
import { ecartsDossier, ecartsVoeu } from '../../../shared/domain/listes/ecarts.ts';
import { voeuSource } from '../../../shared/domain/listes/voeu-source.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { lireCorps } from './connues.ts';
import type { LectureFinie } from './lecture.ts';

/** What a reading found, page by page: straight from the staging, by its index. */
interface Page<T> {
  lignes: T[];
  suite: string | null;
}

const anomalieRow = z.object({
  rang: z.number(),
  ligne: z.number(),
  colonne: z.string().nullable(),
  type: z.string(),
  gravite: graviteAnomalie,
});

interface StagedRow {
  rang: number;
  couple: string;
  ine: string;
  genre: 'ajoute' | 'modifie';
  dossier: string;
  voeu: string;
  connu: string | null;
  dossierConnu: string | null;
}
interface LeavingRow {
  rang: number;
  couple: string;
  voeu: string;
  dossier: string;
}

const staged = `SELECT a.rang, a.couple, a.ine, a.genre, a.dossier, a.voeu, k.voeu AS connu,
    (SELECT p.dossier FROM arrivee_connue p WHERE p.couple = a.couple AND p.ine = a.ine LIMIT 1) AS dossierConnu
  FROM arrivee a LEFT JOIN arrivee_connue k ON k.couple = a.couple AND k.ine = a.ine AND k.cle = a.cle
  WHERE a.etat = 'valide' AND a.genre <> 'inchange'`;

const queries = perDatabase((db) => ({
  anomalies: db.prepare<[number, number]>(
    `SELECT rang, numero_ligne AS ligne, colonne, type, gravite FROM arrivee_anomalie
     WHERE rang > ? ORDER BY rang LIMIT ?`,
  ),
  anomaliesDe: db.prepare<[string, number, number]>(
    `SELECT rang, numero_ligne AS ligne, colonne, type, gravite FROM arrivee_anomalie
     WHERE gravite = ? AND rang > ? ORDER BY rang LIMIT ?`,
  ),
  countAnomalies: db.prepare<[], Record<GraviteAnomalie, number>>(
    `SELECT coalesce(sum(gravite = 'ecartee'), 0) AS ecartee, coalesce(sum(gravite = 'a-verifier'), 0) AS 'a-verifier',
       coalesce(sum(gravite = 'reparee'), 0) AS reparee FROM arrivee_anomalie`,
  ),
  // In the order of the file, then who left it.
  changed: db.prepare<[number, number], StagedRow>(`${staged} AND a.rang > ? ORDER BY a.rang LIMIT ?`),
  ofGenre: db.prepare<[string, number, number], StagedRow>(
    `${staged} AND a.genre = ? AND a.rang > ? ORDER BY a.rang LIMIT ?`,
  ),
  leaving: db.prepare<[number, number], LeavingRow>(
    `SELECT rang, couple, voeu, dossier FROM arrivee_connue WHERE genre = 'retire' AND rang > ? ORDER BY rang LIMIT ?`,
  ),
}));

/** null for a cursor that we did not give. */
const readRang = (apres: string | null): number | null =>
  apres === null ? 0 : /^[0-9]{1,15}$/.test(apres) ? Number(apres) : null;

interface PageAnomalies extends Page<AnomalieLue> {
  comptes?: Record<GraviteAnomalie, number>;
}

/** null for a cursor that was not given here. */
export function lireAnomalies(
  db: Sqlite,
  {
    gravite = null,
    apres,
    limite,
  }: { gravite?: GraviteAnomalie | null | undefined; apres: string | null; limite: number },
): PageAnomalies | null {
  const rang = readRang(apres);
  if (rang === null) return null;
  const sql = queries(db);
  const found = gravite === null ? sql.anomalies.all(rang, limite + 1) : sql.anomaliesDe.all(gravite, rang, limite + 1);
  const rows = z.array(anomalieRow).parse(found);
  const page = rows.slice(0, limite);
  const comptes = apres === null ? sql.countAnomalies.get() : undefined;
  return {
    lignes: page.map(({ rang: _rang, ...line }) => line),
    suite: rows.length > limite ? String(page.at(-1)?.rang) : null,
    ...(comptes === undefined ? {} : { comptes }),
  };
}

const fluxOf = ({ relations }: LectureFinie, couple: string): string | null =>
  relations.find((relation) => relation.couple === couple)?.lue.flux ?? null;

function changementDe(db: Sqlite, lecture: LectureFinie, row: StagedRow): ChangementLu {
  const dossier = dossierLigne.parse(JSON.parse(row.dossier));
  const voeu = voeuSource.parse(JSON.parse(row.voeu));
  const flux = fluxOf(lecture, row.couple);
  const line = {
    genre: row.genre,
    nom: dossier.nom,
    prenom: dossier.prenom,
    formation: voeu.formation.libelle,
    champs: [],
  };
  if (row.genre === 'ajoute' || flux === null || row.connu === null || row.dossierConnu === null) return line;
  const before = lireCorps(db, row.connu, flux);
  const person = lireCorps(db, row.dossierConnu, flux);
  if (before === null || person === null) return line;
  const known = voeuLigne.parse(JSON.parse(before));
  return {
    ...line,
    champs: [
      ...ecartsDossier(dossierLigne.parse(JSON.parse(person)), dossier),
      ...ecartsVoeu(known, { ...known, ...voeu }),
    ].slice(0, 60),
  };
}

function retraitDe(db: Sqlite, lecture: LectureFinie, { couple, voeu, dossier }: LeavingRow): ChangementLu {
  const flux = fluxOf(lecture, couple) ?? '';
  const before = voeuLigne.safeParse(JSON.parse(lireCorps(db, voeu, flux) ?? 'null'));
  const person = dossierLigne.safeParse(JSON.parse(lireCorps(db, dossier, flux) ?? 'null'));
  return {
    genre: 'retire',
    nom: person.data?.nom ?? '',
    prenom: person.data?.prenom ?? '',
    formation: before.data?.formation.libelle ?? '',
    champs: [],
  };
}

const leavingMark = 'r';

/** null for a cursor that was not given here. A page may be shorter than `limite` where the two kinds meet. */
export function lireChangements(
  db: Sqlite,
  lecture: LectureFinie,
  { genre, apres, limite }: { genre: ChangementLu['genre'] | null; apres: string | null; limite: number },
): Page<ChangementLu> | null {
  const sql = queries(db);
  const isLeaving = genre === 'retire' || (apres?.startsWith(leavingMark) ?? false);
  const rang = readRang(isLeaving && apres !== null ? apres.slice(leavingMark.length) : apres);
  if (rang === null || (isLeaving && genre !== null && genre !== 'retire')) return null;
  if (isLeaving) {
    const rows = sql.leaving.all(rang, limite + 1);
    const page = rows.slice(0, limite);
    return {
      lignes: page.map((row) => retraitDe(db, lecture, row)),
      suite: rows.length > limite ? `${leavingMark}${page.at(-1)?.rang}` : null,
    };
  }
  const rows = genre === null ? sql.changed.all(rang, limite + 1) : sql.ofGenre.all(genre, rang, limite + 1);
  const page = rows.slice(0, limite);
  const isEnd = rows.length <= limite;
  const hasLeaving = genre === null && sql.leaving.get(0, 1) !== undefined;
  return {
    lignes: page.map((row) => changementDe(db, lecture, row)),
    suite: isEnd ? (hasLeaving ? `${leavingMark}0` : null) : String(page.at(-1)?.rang),
  };
}
