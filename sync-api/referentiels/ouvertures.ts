import type { Kysely } from 'kysely';
import { type Origine, origines } from '../../shared/domain/demandes/origines.ts';
import { refuse } from '../errors.ts';
import { audit } from '../store/audit.ts';
import type { Tables } from '../store/tables.ts';
import { compterVersion } from './catalogue.ts';

/** For whom a training is open, and who decided it. */
export interface OuverturesDeFormation {
  cle: string;
  intitule: string;
  siretFormateur: string;
  raisonSociale: string;
  /** Absent from the last catalogue: closed for all, whatever was decided. */
  retiree: boolean;
  ouvertures: { origine: Origine; ouverte: boolean; par: 'catalogue' | 'exploitant' | null }[];
}

/** Trainings that one listing shows. */
export const formationsListees = 200;

/**
 * The openings of one training, or of those of a site or of a responsable, by clé.
 *
 * @param filtre `cle`, or `siret` of the formateur or of the responsable
 * @returns at most {@link formationsListees}, and how many there are
 */
export const listerOuvertures = async (
  db: Kysely<Tables>,
  filtre: { cle: string } | { siret: string },
): Promise<{ total: number; formations: OuverturesDeFormation[] }> => {
  const vues = db
    .selectFrom('formation_catalogue')
    .where((eb) =>
      'cle' in filtre
        ? eb('cle_ministere_educatif', '=', filtre.cle)
        : eb.or([eb('siret_formateur', '=', filtre.siret), eb('siret_responsable', '=', filtre.siret)]),
    );
  const { total } = await vues.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await vues.selectAll().orderBy('cle_ministere_educatif').limit(formationsListees).execute();
  const formations: OuverturesDeFormation[] = [];
  for (const row of rows) {
    const decisions = await db
      .selectFrom('ouverture')
      .selectAll()
      .where('cle_ministere_educatif', '=', row.cle_ministere_educatif)
      .execute();
    const parOrigine = new Map(decisions.map((decision) => [decision.origine, decision]));
    formations.push({
      cle: row.cle_ministere_educatif,
      intitule: row.intitule,
      siretFormateur: row.siret_formateur,
      raisonSociale: row.raison_sociale,
      retiree: row.retiree_le !== null,
      ouvertures: origines.map((origine) => ({
        origine,
        ouverte: parOrigine.get(origine)?.ouverte === 1,
        par: parOrigine.get(origine)?.par ?? null,
      })),
    });
  }
  return { total, formations };
};

export interface ComptesOuvertures {
  formations: number;
  retirees: number;
  /** Trainings shown and open, by origine. */
  ouvertes: Record<Origine, number>;
  /** Openings and closings that the operator decided: no catalogue changes them. */
  decidees: number;
}

/** The whole catalogue in figures. */
export const compterOuvertures = async (db: Kysely<Tables>): Promise<ComptesOuvertures> => {
  const compter = async (retirees: boolean): Promise<number> => {
    const { n } = await db
      .selectFrom('formation_catalogue')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('retiree_le', retirees ? 'is not' : 'is', null)
      .executeTakeFirstOrThrow();
    return n;
  };
  const rows = await db
    .selectFrom('ouverture')
    .innerJoin('formation_catalogue as f', 'f.cle_ministere_educatif', 'ouverture.cle_ministere_educatif')
    .select(['ouverture.origine', (eb) => eb.fn.countAll<number>().as('n')])
    .where('ouverture.ouverte', '=', 1)
    .where('f.retiree_le', 'is', null)
    .groupBy('ouverture.origine')
    .execute();
  const { decidees } = await db
    .selectFrom('ouverture')
    .select((eb) => eb.fn.countAll<number>().as('decidees'))
    .where('par', '=', 'exploitant')
    .executeTakeFirstOrThrow();
  const parOrigine = new Map(rows.map(({ origine, n }) => [origine, n]));
  const ouverte = (origine: Origine): number => parOrigine.get(origine) ?? 0;
  return {
    formations: await compter(false),
    retirees: await compter(true),
    ouvertes: {
      PARCOURSUP: ouverte('PARCOURSUP'),
      LBA: ouverte('LBA'),
      ONISEP: ouverte('ONISEP'),
      JEUNE_1_SOLUTION: ouverte('JEUNE_1_SOLUTION'),
      AFFELNET: ouverte('AFFELNET'),
      SITE_CFA: ouverte('SITE_CFA'),
    },
    decidees,
  };
};

/**
 * The operator opens or closes a training, for good: no catalogue changes it back.
 *
 * @throws Refusal INTROUVABLE for a clé that no catalogue ever named
 */
export const deciderOuverture = async (
  db: Kysely<Tables>,
  { clock }: { clock: { now(): Date } },
  { cle, pour, ouverte }: { cle: string; pour: readonly Origine[]; ouverte: boolean },
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const now = clock.now();
    await compterVersion(trx);
    const connue = await trx
      .selectFrom('formation_catalogue')
      .select('cle_ministere_educatif')
      .where('cle_ministere_educatif', '=', cle)
      .executeTakeFirst();
    if (connue === undefined) throw refuse('INTROUVABLE', 404, { champ: 'cle' });
    const decision = { ouverte: ouverte ? 1 : 0, par: 'exploitant', decidee_le: now.toISOString() } as const;
    for (const origine of pour) {
      await trx
        .insertInto('ouverture')
        .values({ cle_ministere_educatif: cle, origine, ...decision })
        .onConflict((conflict) => conflict.columns(['cle_ministere_educatif', 'origine']).doUpdateSet(decision))
        .execute();
    }
    await audit(trx, { le: now, code: ouverte ? 'OUVERTURE' : 'FERMETURE', nombre: pour.length });
  });
