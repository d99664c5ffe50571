import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { refuse } from '../errors.ts';
import { appliquerMigrations } from './appliquer-migrations.ts';
import { initial } from './migrations/0010-initial.ts';
import { formations } from './migrations/0020-formations.ts';
import { scene } from './migrations/0030-scene.ts';
import { suivi } from './migrations/0040-suivi.ts';
import { importVivant } from './migrations/0050-import-vivant.ts';
import { demandes } from './migrations/0060-demandes.ts';
import { depotsMarques } from './migrations/0070-depots-marques.ts';
import { agenda } from './migrations/0080-agenda.ts';
import type { Tables } from './tables.ts';

/** Numbered by tens, in order; once released a migration is frozen (STYLE, house rule 9). */
export const migrations: Record<string, Migration> = {
  '0010-initial': initial,
  '0020-formations': formations,
  '0030-scene': scene,
  '0040-suivi': suivi,
  '0050-import-vivant': importVivant,
  '0060-demandes': demandes,
  '0070-depots-marques': depotsMarques,
  '0080-agenda': agenda,
};

/**
 * Brings the database to the newest schema, in one transaction: a failing migration leaves nothing behind.
 *
 * @throws Refusal BASE_PLUS_RECENTE when a newer server wrote this database, BASE_ILLISIBLE when a migration fails
 */
export async function migrate(db: Kysely<Tables>, known: Record<string, Migration> = migrations): Promise<void> {
  const error = await appliquerMigrations(db, known);
  if (error !== undefined) throw refuse('BASE_ILLISIBLE', 500, { etape: 'migration' });
}
