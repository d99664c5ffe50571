import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const scene: Migration = {
  async up(_db: Kysely<unknown>): Promise<void> {
    // Filled by the issue under way, before any release.
  },
};
