import { setImmediate as turn } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { fermetureMs, titreMontre } from '../../shared/domain/agenda/creneaux.ts';
import type { Clock } from '../context.ts';
import { fermeLe, offreDe } from '../demandes/creneau-offert.ts';
import type { OffreDeCreneau } from '../guichet/agenda-serveur.ts';
import type { GuichetServeur } from '../guichet/cote-serveur.ts';
import type { Tables } from '../store/tables.ts';
import { siteDuFlux } from './ecrite.ts';
import { type CreneauRow, findCreneau } from './ligne.ts';
import { placesDe } from './places.ts';

/**
 * Tells the guichet which créneaux families may book, and how many places are left. What changed is written down in the
 * base, in the transaction that changed it (`offre_a_dire`), and told here afterwards: a crash tells it twice, and never
 * forgets it. Nobody is named.
 */

export interface OffresDeps {
  db: Kysely<Tables>;
  clock: Clock;
  guichet: Pick<GuichetServeur, 'ecrireOffre' | 'retirerOffres' | 'listerOffres' | 'effacerLiens'>;
}

const ditesEnsemble = 200;

/** The trainings that offer it, of its own couple and of the present catalogue; every one of them when it names none. */
const formationsDe = async (db: Kysely<Tables>, fluxId: string, nommees: readonly string[]): Promise<string[]> => {
  const rows = await db
    .selectFrom('flux')
    .innerJoin('relation', 'relation.id', 'flux.relation_id')
    .innerJoin('formation_catalogue as f', (join) =>
      join
        .onRef('f.siret_responsable', '=', 'relation.siret_responsable')
        .onRef('f.siret_formateur', '=', 'relation.siret_formateur'),
    )
    .select('f.cle_ministere_educatif as cle')
    .where('flux.id', '=', fluxId)
    .where('f.retiree_le', 'is', null)
    .orderBy('f.cle_ministere_educatif')
    .execute();
  const toutes = rows.map(({ cle }) => cle);
  return nommees.length === 0 ? toutes : toutes.filter((cle) => nommees.includes(cle));
};

const offrePour = async (
  { db, clock }: OffresDeps,
  creneau: CreneauRow | undefined,
): Promise<OffreDeCreneau | null> => {
  const offre = creneau?.etat === 'prevu' ? offreDe(creneau) : null;
  if (creneau === undefined || offre === null || clock.now().toISOString() >= fermeLe(creneau)) return null;
  const formations = await formationsDe(db, creneau.flux_id, offre.formations);
  const site = await siteDuFlux(db, creneau.flux_id);
  if (site === null || formations.length === 0) return null;
  const { prises, enAttente } = await placesDe(db, creneau);
  return {
    creneau: {
      id: creneau.id,
      genre: creneau.genre,
      titre: titreMontre(creneau),
      debut: creneau.debut,
      fin: creneau.fin,
      fuseau: site.fuseau,
      lieu: creneau.lieu,
      en_ligne: creneau.lien === null ? 0 : 1,
      capacite: creneau.capacite,
      // A place that was freed goes to who waits: it is nobody else's.
      libres: enAttente > 0 ? 0 : Math.max(0, creneau.capacite - prises),
      liste_attente: creneau.liste_attente,
      origines: JSON.stringify([...new Set(offre.origines)].sort()),
    },
    formations,
  };
};

const dire = async (deps: OffresDeps, ids: readonly string[]): Promise<void> => {
  const parties: string[] = [];
  for (const id of ids) {
    const offre = await offrePour(deps, await findCreneau(deps.db, id));
    if (offre === null) parties.push(id);
    else await deps.guichet.ecrireOffre(offre);
    // The databases answer at once: without a turn, postes would wait for all of them.
    await turn();
  }
  await deps.guichet.retirerOffres(parties);
};

/** Those that are about to begin leave the pages, and addresses those of what is over: nothing but the hour changed. */
const fermer = async ({ clock, guichet }: OffresDeps): Promise<number> => {
  const maintenant = clock.now();
  await guichet.effacerLiens(maintenant.toISOString());
  const fermees = await guichet.listerOffres(new Date(maintenant.getTime() + fermetureMs).toISOString());
  await guichet.retirerOffres(fermees);
  return fermees.length;
};

/**
 * Tells what changed since the last time, closes what is about to begin, and forgets the address of what is over.
 *
 * @returns how many changes were told
 * @throws the error of either database when it is busy: to be called again
 */
export const direOffres = async (deps: OffresDeps): Promise<number> => {
  let dites = await fermer(deps);
  for (;;) {
    const rows = await deps.db
      .selectFrom('offre_a_dire')
      .select(['id', 'creneau_id'])
      .orderBy('id')
      .limit(ditesEnsemble)
      .execute();
    const derniere = rows.at(-1);
    if (derniere === undefined) return dites;
    await dire(deps, [...new Set(rows.map(({ creneau_id }) => creneau_id))]);
    // What changed again meanwhile has a greater number, and stays.
    await deps.db.deleteFrom('offre_a_dire').where('id', '<=', derniere.id).execute();
    dites += rows.length;
  }
};

/** Every créneau that may be offered. SQLite takes the partial index `creneau_offert` only for its own condition. */
export const offrables = (db: Kysely<Tables>, maintenant: string) =>
  db
    .selectFrom('creneau')
    .select('id')
    .where('offre', 'is not', null)
    .where('etat', '=', sql.lit('prevu'))
    .where('fin', '>', maintenant);

/** The catalogue changed: a créneau may be offered by other trainings. All are told again, at the next {@link direOffres}. */
export const redireOffres = async ({ db, clock }: Pick<OffresDeps, 'db' | 'clock'>): Promise<void> => {
  await db
    .insertInto('offre_a_dire')
    .columns(['creneau_id'])
    .expression(offrables(db, clock.now().toISOString()))
    .execute();
};

/**
 * At start: a guichet that was lost, replaced or put back from a backup is told every offer again, and loses those that
 * this base does not know, or does not offer any more. @returns how many were removed
 */
export const reparerOffres = async (deps: OffresDeps): Promise<number> => {
  const rows = await offrables(deps.db, deps.clock.now().toISOString()).execute();
  const offerts = new Set(rows.map(({ id }) => id));
  const orphelines = (await deps.guichet.listerOffres()).filter((id) => !offerts.has(id));
  await deps.guichet.retirerOffres(orphelines);
  await redireOffres(deps);
  return orphelines.length;
};
