import { fuseauParDefaut } from '../../../shared/domain/fuseau.ts';
import { finDuJour } from '../../../shared/domain/jours-ouvres.ts';
import { perDatabase, type Sqlite } from '../store/sqlite.ts';
import type { Site } from './sites.ts';

const queries = perDatabase((db) => {
  const next = (sql: string) => db.prepare<[string], string | null>(sql).pluck();
  return [
    next('SELECT min(a_appeler_des) FROM candidat WHERE a_appeler_des > ?'),
    next('SELECT min(retard_des) FROM candidat WHERE retard_des > ?'),
    next('SELECT min(echeance) FROM demande_etat WHERE ouverte = 1 AND echeance > ?'),
  ];
});

/** The next instant at which somebody becomes due or late, or the day ends at one of the sites. Costs some index steps. */
export function prochainChangement(db: Sqlite, sites: readonly Site[], now: string): string {
  const fuseaux = sites.length === 0 ? [fuseauParDefaut] : sites.map(({ fuseau }) => fuseau);
  return [
    ...queries(db).flatMap((next) => next.get(now) ?? []),
    ...[...new Set(fuseaux)].map((fuseau) => finDuJour(now, fuseau)),
  ].reduce((soonest, one) => (one < soonest ? one : soonest));
}
