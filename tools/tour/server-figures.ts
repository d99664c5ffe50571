import { readFile } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import { systemClock, systemRandom } from '../../sync-api/context.ts';
import { Enrolements } from '../../sync-api/identite/enrolements.ts';
import { Postes } from '../../sync-api/identite/postes.ts';
import { openDatabase } from '../../sync-api/store/database.ts';
import type { Tables } from '../../sync-api/store/tables.ts';

export interface DatabaseAccess {
  databaseFile: string;
  keyFile: string;
}

export interface RelationFigures {
  /** SIRET_RESPONSABLE-SIRET_FORMATEUR. */
  relation: string;
  nom: string;
  actifs: number;
  retires: number;
}

export interface ServerFigures {
  relations: RelationFigures[];
  /** Every acte the server holds, and how many of each type. */
  actes: number;
  actesParType: Record<string, number>;
  /** Actes received more than once would stand here under one id: always equal to `actes`. */
  actesDistincts: number;
  postes: { nom: string; actes: number; recusEgaux: number; recusDifferents: number }[];
}

const acteType = z.object({ type: z.string() });

const withDatabase = async <T>(
  { databaseFile, keyFile }: DatabaseAccess,
  action: (db: Kysely<Tables>) => Promise<T>,
): Promise<T> => {
  const key = (await readFile(keyFile, 'utf8')).trim();
  const db = await openDatabase({ url: `sqlite:${databaseFile}`, key });
  try {
    return await action(db);
  } finally {
    await db.destroy();
  }
};

const readRelations = (db: Kysely<Tables>): Promise<RelationFigures[]> =>
  db
    .selectFrom('relation')
    .innerJoin('flux', 'flux.relation_id', 'relation.id')
    .leftJoin('etablissement', 'etablissement.siret', 'relation.siret_formateur')
    .leftJoin('voeu', 'voeu.flux_id', 'flux.id')
    .groupBy(['relation.id', 'etablissement.enseigne'])
    .orderBy('relation.siret_formateur')
    .select([
      sql<string>`relation.siret_responsable || '-' || relation.siret_formateur`.as('relation'),
      sql<string>`coalesce(etablissement.enseigne, relation.siret_formateur)`.as('nom'),
      sql<number>`count(*) filter (where voeu.etat = 'actif')`.as('actifs'),
      sql<number>`count(*) filter (where voeu.etat = 'retire')`.as('retires'),
    ])
    .execute();

const countTypes = async (db: Kysely<Tables>): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { corps } of await db.selectFrom('ligne').where('type', '=', 'acte').select('corps').execute()) {
    const { type } = acteType.parse(JSON.parse(corps));
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
};

/** What the server itself holds, read beside it with its own key: the tour believes this, not the screens alone. */
export const readServerFigures = (access: DatabaseAccess): Promise<ServerFigures> =>
  withDatabase(access, async (db) => {
    const actes = await db.selectFrom('acte').select(['id', 'poste_id']).execute();
    const recus = await db.selectFrom('recu').select(['poste_id', 'verdict']).execute();
    const postes = await db.selectFrom('poste').select(['id', 'nom']).orderBy('cree_le').execute();
    return {
      relations: await readRelations(db),
      actes: actes.length,
      actesParType: await countTypes(db),
      actesDistincts: new Set(actes.map(({ id }) => id)).size,
      postes: postes.map(({ id, nom }) => ({
        nom,
        actes: actes.filter((acte) => acte.poste_id === id).length,
        recusEgaux: recus.filter((recu) => recu.poste_id === id && recu.verdict === 'egal').length,
        recusDifferents: recus.filter((recu) => recu.poste_id === id && recu.verdict === 'different').length,
      })),
    };
  });

/** Ends a poste by its name, as the director's page does. */
export const revokePoste = (access: DatabaseAccess, nom: string, how: 'rendu' | 'perdu'): Promise<void> =>
  withDatabase(access, async (db) => {
    const { id } = await db.selectFrom('poste').where('nom', '=', nom).select('id').executeTakeFirstOrThrow();
    await new Postes({ db, clock: systemClock, random: systemRandom }).revoke(id, how);
  });

/** A fresh enrolment code of an account, as its director's page makes it. */
export const createCode = (access: DatabaseAccess, identifiant: string): Promise<string> =>
  withDatabase(access, async (db) => {
    const deps = { db, clock: systemClock, random: systemRandom, enabled: true };
    const { id } = await db
      .selectFrom('compte')
      .where('identifiant', '=', identifiant)
      .select('id')
      .executeTakeFirstOrThrow();
    return (await new Enrolements(deps).create(id)).code;
  });
