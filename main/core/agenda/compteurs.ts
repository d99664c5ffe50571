import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { heureCivile, instantCivil } from '../../../shared/domain/fuseau.ts';
import { finDuJour } from '../../../shared/domain/jours-ouvres.ts';
import { fuseauOfFlux } from '../candidats/fold.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

const queries = perDatabase((db) => ({
  flux: db.prepare<[], string>("SELECT id FROM flux WHERE genre = 'relation'").pluck(),
  duJour: db
    .prepare<[string, string, string], number>(
      `SELECT count(*) FROM creneau_etat
       WHERE montre = 1 AND flux = ? AND debut >= ? AND debut < ? AND etat = 'prevu'`,
    )
    .pluck(),
  aNoter: db.prepare<[string], number>('SELECT count(*) FROM creneau_etat WHERE a_noter = 1 AND fin <= ?').pluck(),
  absents: db.prepare<[], number>('SELECT count(*) FROM reservation_etat WHERE a_rappeler = 1').pluck(),
  aReconfirmer: db
    .prepare<[string], number>("SELECT count(*) FROM reservation_etat WHERE etat = 'a_reconfirmer' AND fin > ?")
    .pluck(),
}));

/** The first instant of today and of tomorrow, where the site is. */
function bornesDuJour(now: string, fuseau: string): [string, string] {
  const { jour } = heureCivile(now, fuseau);
  return [instantCivil({ jour, heure: 0, minute: 0 }, fuseau), finDuJour(now, fuseau)];
}

/** Costs what it counts, in indexes: today is asked of each flux, for it does not begin everywhere at once. */
export function countAgenda(db: Sqlite, now: string): ResponseOf<'agenda:compteurs'> {
  const sql = queries(db);
  const jours = new Map<string, [string, string]>();
  let aujourdhui = 0;
  for (const flux of sql.flux.all()) {
    const fuseau = fuseauOfFlux(db, flux);
    const bornes = jours.get(fuseau) ?? bornesDuJour(now, fuseau);
    jours.set(fuseau, bornes);
    aujourdhui += sql.duJour.get(flux, ...bornes) ?? 0;
  }
  return {
    aujourdhui,
    aNoter: sql.aNoter.get(now) ?? 0,
    absents: sql.absents.get() ?? 0,
    aReconfirmer: sql.aReconfirmer.get(now) ?? 0,
  };
}
