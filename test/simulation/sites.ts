import { publierEtablissements } from '../../sync-api/referentiels/publication.ts';
import { adresseCfa, cles } from './candidates.ts';
import { formateurs, responsable } from './population.ts';
import type { SimServer } from './sim-server.ts';

/** Where and when a seed lives. */
export interface Season {
  /** ISO 8601 UTC. */
  startsAt: string;
  /** Midnight in Paris before the clocks change, for the seeds that live then. */
  night: string | null;
}

const june: Season = { startsAt: '2026-06-08T06:00:00.000Z', night: null };
const october: Season = { startsAt: '2026-10-24T06:00:00.000Z', night: '2026-10-24T22:00:00.000Z' };
const march: Season = { startsAt: '2027-03-27T06:00:00.000Z', night: '2027-03-27T23:00:00.000Z' };

/** One seed in five lives through a weekend when the clocks change. */
export const seasonOf = (seed: number): Season => (seed % 10 === 3 ? october : seed % 10 === 8 ? march : june);

const lyon = { adresse: '14 rue des Maîtres-Queux', code_postal: '69100', ville: 'VILLEURBANNE' };
const saintPierre = { adresse: '2 rue du Four à Chaux', code_postal: '97410', ville: 'SAINT-PIERRE' };

/** The sites, one of them overseas in one seed of four, each with the training that the intake offers. */
export async function openSites(server: SimServer, seed: number): Promise<void> {
  const { db, random } = server.deps;
  const sites = formateurs.map((siret, rang) => ({ siret, ...(rang === 1 && seed % 4 === 0 ? saintPierre : lyon) }));
  const raison_sociale = 'CFA des Trois Fourneaux';
  await db
    .insertInto('etablissement')
    .values(sites.map((site) => ({ ...site, raison_sociale, enseigne: null, uai: null, academie_code: null })))
    .execute();
  await db.transaction().execute((trx) => publierEtablissements(trx, random, [responsable]));
  const trainings = sites.map(({ siret, ...place }, rang) => ({
    ...place,
    cle_ministere_educatif: cles[rang] ?? '',
    parcoursup_id: null,
    onisep_id: null,
    intitule: 'CUISINE (CAP)',
    cfd: '50022137',
    siret_responsable: responsable,
    siret_formateur: siret,
    raison_sociale,
    telephone: '0465710010',
    courriels_lieu: JSON.stringify([adresseCfa]),
    courriel_gestionnaire: null,
    vue_le: server.now.toISOString(),
    retiree_le: null,
  }));
  await db.insertInto('formation_catalogue').values(trainings).execute();
}
