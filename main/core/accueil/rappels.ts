import { finDuJour } from '../../../shared/domain/jours-ouvres.ts';
import { findValeurs } from '../candidats/valeurs.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import { readSites, type Site } from './sites.ts';

/**
 * The promised calls that are due before the day ends where the site is; those that nobody kept the days before are
 * still to be made. They stand first in the index of the queue: a count costs those that it finds.
 */
export interface ConditionRappels {
  /** On `candidat c`. */
  where: string;
  params: string[];
}

/** `flux` null: of any list. The evening does not come everywhere at once: each site has its own. */
export function conditionRappels(db: Sqlite, now: string, flux: string | null = null): ConditionRappels {
  return conditionOf(db, readSites(db, flux), now, flux !== null);
}

function conditionOf(db: Sqlite, sites: readonly Site[], now: string, oneListe: boolean): ConditionRappels {
  const fins = new Map(sites.map(({ fuseau }) => [fuseau, finDuJour(now, fuseau)]));
  const latest = [...fins.values()].reduce((a, b) => (a > b ? a : b), '');
  const base = `c.file_classe = 0 AND c.file_essai = '' AND c.file_cle < ?`;
  if (fins.size === 1 && !oneListe) return { where: base, params: [latest] };
  const soirs = sites.flatMap(({ flux, fuseau }) =>
    findValeurs(db, 'flux', [flux]).map((valeur) => ({ valeur, fin: fins.get(fuseau) ?? '' })),
  );
  return {
    where: `${base} AND EXISTS (SELECT 1 FROM json_each(?) s CROSS JOIN candidat_valeur v
      ON v.valeur = s.value ->> '$.valeur' AND v.candidat = c.rang WHERE c.file_cle < s.value ->> '$.fin')`,
    params: [latest, JSON.stringify(soirs)],
  };
}

const queries = perDatabase((db) => ({
  of: (where: string) =>
    db.prepare<string[], { duJour: number; enRetard: number }>(
      `SELECT count(*) AS duJour, coalesce(sum(c.retard_des <= ?), 0) AS enRetard FROM candidat c WHERE ${where}`,
    ),
}));

export function countRappels(
  db: Sqlite,
  sites: readonly Site[],
  now: string,
  oneListe: boolean,
): { duJour: number; enRetard: number } {
  const { where, params } = conditionOf(db, sites, now, oneListe);
  return (
    queries(db)
      .of(where)
      .get(now, ...params) ?? { duJour: 0, enRetard: 0 }
  );
}
