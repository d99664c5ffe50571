import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What the benchmark uses of the peers, whose packages live outside the repository and outside its types. */

/** @returns `require` as a script inside the installed folder would have it. */
const requireFrom = (installed: string): NodeJS.Require => createRequire(join(installed, 'package.json'));

export interface Replicated {
  ok: boolean;
  docs_written: number;
  doc_write_failures: number;
}

interface ReplicateOptions {
  batch_size: number;
}

interface PouchDatabase {
  bulkDocs(docs: readonly object[]): Promise<readonly { ok?: boolean }[]>;
  info(): Promise<{ doc_count: number }>;
  close(): Promise<void>;
  replicate: {
    from(remote: string, options: ReplicateOptions): Promise<Replicated>;
    to(remote: string, options: ReplicateOptions): Promise<Replicated>;
  };
}

export interface Pouch {
  new (name: string): PouchDatabase;
  defaults(options: { prefix: string }): Pouch;
}

/** PouchDB as `require('pouchdb')` gives it on Node: LevelDB on disk. */
export const loadPouch = (installed: string, folder: string): Pouch => {
  const pouch: Pouch = requireFrom(installed)('pouchdb');
  return pouch.defaults({ prefix: join(folder, '/') });
};

interface ExpressApp {
  use(path: string, app: ExpressApp): void;
  listen(port: number, host: string, done: () => void): import('node:http').Server;
}

type ExpressPouch = (
  pouch: Pouch,
  options: { mode: 'minimumForPouchDB'; overrideMode: { exclude: readonly 'compression'[] } },
) => ExpressApp;

/**
 * express-pouchdb in the mode its manual names for replication with PouchDB, without its compression: on loopback that
 * only costs it time.
 */
export const pouchApp = (installed: string, pouch: Pouch): ExpressApp => {
  const require = requireFrom(installed);
  const express: () => ExpressApp = require('express');
  const expressPouch: ExpressPouch = require('express-pouchdb');
  const app = express();
  app.use('/', expressPouch(pouch, { mode: 'minimumForPouchDB', overrideMode: { exclude: ['compression'] } }));
  return app;
};

interface WatermelonCollection {
  query(): { fetchCount(): Promise<number> };
  find(id: string): Promise<{ _raw: Readonly<Record<string, unknown>> }>;
}

interface WatermelonSchema {
  readonly version: number;
}

interface WatermelonTable {
  name: string;
  columns: readonly { name: string; type: string; isOptional?: boolean; isIndexed?: boolean }[];
}

interface WatermelonAdapter {
  initializingPromise: Promise<void>;
}

interface WatermelonDatabase {
  get(table: string): WatermelonCollection;
}

// biome-ignore lint/complexity/noStaticOnlyClass: the shape of WatermelonDB's own base class.
declare class WatermelonModel {
  static table: string;
}

interface Watermelon {
  Model: typeof WatermelonModel;
  Database: new (parts: { adapter: WatermelonAdapter; modelClasses: unknown[] }) => WatermelonDatabase;
  SQLiteAdapter: new (options: { dbName: string; schema: WatermelonSchema }) => WatermelonAdapter;
  appSchema(parts: { version: number; tables: unknown[] }): WatermelonSchema;
  tableSchema(table: WatermelonTable): unknown;
  synchronize(parts: { database: WatermelonDatabase; pullChanges(): Promise<unknown> }): Promise<void>;
}

export const loadWatermelon = (installed: string): Watermelon => {
  const require = requireFrom(installed);
  const core: Pick<Watermelon, 'Model' | 'Database' | 'appSchema' | 'tableSchema'> = require('@nozbe/watermelondb');
  const adapter: { default: Watermelon['SQLiteAdapter'] } = require('@nozbe/watermelondb/adapters/sqlite');
  const sync: Pick<Watermelon, 'synchronize'> = require('@nozbe/watermelondb/sync');
  const common: { logger: { silence(): void } } = require('@nozbe/watermelondb/utils/common');
  // It says on the standard output, where the answer goes, that it has made its tables.
  common.logger.silence();
  const { Model, Database, appSchema, tableSchema } = core;
  return { Model, Database, appSchema, tableSchema, SQLiteAdapter: adapter.default, synchronize: sync.synchronize };
};
