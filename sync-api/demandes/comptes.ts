import { type Kysely, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';

/** How the promise is kept, for one relation and campagne: counts only, of nobody. */
export interface ComptesDemandes {
  /** SIRET_RESPONSABLE-SIRET_FORMATEUR */
  relation: string;
  campagne: number;
  recues: number;
  ouvertes: number;
  /** Of these, those whose deadline has passed. */
  en_retard: number;
  repondues: number;
  /** Answered before the deadline, at the moment of the acte and not of its arrival. */
  repondues_a_temps: number;
  annulees: number;
}

const nombre = (condition: ReturnType<typeof sql<boolean>>) => sql<number>`count(*) filter (where ${condition})`;

/** Counts by relation and campagne, in that order. Erased and purged demandes are no longer counted. */
export const compterDemandes = async (db: Kysely<Tables>, now: Date): Promise<ComptesDemandes[]> => {
  const maintenant = now.toISOString();
  const rows = await db
    .selectFrom('demande')
    .innerJoin('flux', 'flux.id', 'demande.flux_id')
    .innerJoin('relation', 'relation.id', 'flux.relation_id')
    .select([
      'relation.siret_responsable',
      'relation.siret_formateur',
      'flux.campagne',
      sql<number>`count(*)`.as('recues'),
      nombre(sql<boolean>`etat = 'ouverte'`).as('ouvertes'),
      nombre(sql<boolean>`etat = 'ouverte' and echeance < ${maintenant}`).as('en_retard'),
      nombre(sql<boolean>`etat = 'repondue'`).as('repondues'),
      nombre(sql<boolean>`etat = 'repondue' and repondue_le <= echeance`).as('repondues_a_temps'),
      nombre(sql<boolean>`etat = 'annulee'`).as('annulees'),
    ])
    .groupBy(['relation.siret_responsable', 'relation.siret_formateur', 'flux.campagne'])
    .orderBy('relation.siret_responsable')
    .orderBy('relation.siret_formateur')
    .orderBy('flux.campagne')
    .execute();
  return rows.map(({ siret_responsable, siret_formateur, campagne, ...comptes }) => ({
    relation: `${siret_responsable}-${siret_formateur}`,
    campagne: campagne ?? 0,
    ...comptes,
  }));
};
