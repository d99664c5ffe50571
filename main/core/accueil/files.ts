import { appelerPrefix, hourOf } from '../appels/file-compte.ts';
import { findValeurs } from '../candidats/valeurs.ts';
import { sumBefore } from '../store/compteur.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { fileDuFlux } from './avancement-compte.ts';

/** Of the list whose values are bound: a JSON array of their rangs. */
const isOfListe = `EXISTS (SELECT 1 FROM json_each(?) k CROSS JOIN candidat_valeur v
  ON v.valeur = k.value AND v.candidat = c.rang)`;

const queries = perDatabase((db) => ({
  thisHour: db
    .prepare<[string, string], number>('SELECT count(*) FROM candidat WHERE a_appeler_des >= ? AND a_appeler_des <= ?')
    .pluck(),
  thisHourOf: db
    .prepare<[string, string, string], number>(
      `SELECT count(*) FROM candidat c WHERE c.a_appeler_des >= ? AND c.a_appeler_des <= ? AND ${isOfListe}`,
    )
    .pluck(),
  departager: db.prepare<[], number>('SELECT count(*) FROM candidat WHERE a_departager = 1').pluck(),
  departagerOf: db
    .prepare<[string], number>(`SELECT count(*) FROM candidat c WHERE c.a_departager = 1 AND ${isOfListe}`)
    .pluck(),
}));

const valeursOf = (db: Sqlite, flux: string): string => JSON.stringify(findValeurs(db, 'flux', [flux]));

/** Who is to be called now, skipped or not: a sum of kept hours and the people of the current one. */
export function countAAppeler(db: Sqlite, now: string, flux: string | null): number {
  const sql = queries(db);
  const hour = hourOf(now);
  const prefix = flux === null ? appelerPrefix : fileDuFlux(flux);
  const current = flux === null ? sql.thisHour.get(hour, now) : sql.thisHourOf.get(hour, now, valeursOf(db, flux));
  return sumBefore(db, prefix, hour) + (current ?? 0);
}

/** Costs the people that it finds. */
export const countADepartager = (db: Sqlite, flux: string | null): number =>
  (flux === null ? queries(db).departager.get() : queries(db).departagerOf.get(valeursOf(db, flux))) ?? 0;
