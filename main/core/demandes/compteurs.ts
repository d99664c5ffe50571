import type { ResponseOf } from '../../../shared/contract/ipc/index.ts';
import { finDuJour } from '../../../shared/domain/jours-ouvres.ts';
import { fuseauOfFlux } from '../candidats/fold.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';

const one = (db: Sqlite, where: string) =>
  db.prepare<[], number>(`SELECT count(*) FROM demande_etat WHERE ${where}`).pluck();

const queries = perDatabase((db) => ({
  ouvertes: one(db, 'ouverte = 1'),
  retenues: one(db, 'retenue = 1'),
  depassees: db
    .prepare<[string], number>('SELECT count(*) FROM demande_etat WHERE ouverte = 1 AND echeance < ?')
    .pluck(),
  duFlux: db
    .prepare<[string, string], number>(
      'SELECT count(*) FROM demande_etat WHERE ouverte = 1 AND flux = ? AND echeance < ?',
    )
    .pluck(),
  flux: db.prepare<[], string>("SELECT id FROM flux WHERE genre = 'relation'").pluck(),
}));

interface Site {
  flux: string;
  /** IANA zone. */
  fuseau: string;
}

function countAvantCeSoir(db: Sqlite, sites: readonly Site[], now: string): number {
  const fins = new Map<string, string>();
  let nombre = 0;
  for (const { flux, fuseau } of sites) {
    const fin = fins.get(fuseau) ?? finDuJour(now, fuseau);
    fins.set(fuseau, fin);
    nombre += queries(db).duFlux.get(flux, fin) ?? 0;
  }
  return nombre;
}

/** Of these lists, each with the zone of its site: late ones are among those of before tonight. */
export const countEcheances = (
  db: Sqlite,
  sites: readonly Site[],
  now: string,
): { avantCeSoir: number; depassees: number } => ({
  avantCeSoir: countAvantCeSoir(db, sites, now),
  depassees: sites.reduce((somme, { flux }) => somme + (queries(db).duFlux.get(flux, now) ?? 0), 0),
});

/**
 * Costs the open demandes, in indexes that hold nothing else. « Avant ce soir » is asked of each flux, for the evening
 * does not come everywhere at once; those whose hour has passed are still to be answered and count in it.
 */
export function countDemandes(db: Sqlite, now: string): ResponseOf<'demandes:compteurs'> {
  const sql = queries(db);
  const sites = sql.flux.all().map((flux) => ({ flux, fuseau: fuseauOfFlux(db, flux) }));
  return {
    ouvertes: sql.ouvertes.get() ?? 0,
    avantCeSoir: countAvantCeSoir(db, sites, now),
    depassees: sql.depassees.get(now) ?? 0,
    retenues: sql.retenues.get() ?? 0,
  };
}
