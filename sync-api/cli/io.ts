import { existsSync } from 'node:fs';
import { Command } from 'commander';
import type { ErrorCode } from '../../shared/contract/errors.ts';
import { type Config, readConfig } from '../config.ts';
import type { Clock, Random, ServerDeps } from '../context.ts';
import { Refusal, refuse } from '../errors.ts';
import { createJournal } from '../journal.ts';
import { flagOf, type SettingName, settings } from '../settings.ts';
import { openDatabase, serverBusyTimeoutMs, sqliteFile } from '../store/database.ts';
import { loadDatabaseKey } from '../store/key.ts';
import { migrate } from '../store/migrate.ts';
import { ensureServeur } from '../store/serveur.ts';
import { sentenceOf } from './phrases.ts';

/** What a command may touch of its process. */
export interface Io {
  environment: Readonly<Record<string, string | undefined>>;
  clock: Clock;
  random: Random;
  /** Standard output: the result. */
  out(text: string): void;
  /** Standard error: refusals, progress and the log. */
  err(text: string): void;
  setExitCode(code: number): void;
  /** Resolves when the process is asked to stop (SIGTERM, SIGINT). */
  stopped(): Promise<void>;
}

export const exitCodes = { ok: 0, refused: 1, usage: 2, internal: 3 } as const;

/** The settings that every command on the database takes. */
export const storeSettings: readonly SettingName[] = ['DATABASE_URL', 'SYNC_API_DB_KEY_FILE', 'RETENTION_MOIS'];

/** A command with `--json` and the flags of its settings, in French. */
export function command(name: string, description: string, names: readonly SettingName[] = storeSettings): Command {
  const made = new Command(name).description(description).option('--json', 'répondre en JSON sur une ligne', false);
  for (const setting of names) {
    const { help, shown, hasFlag, default: byDefault } = settings[setting];
    if (hasFlag === false) continue;
    made.option(`${flagOf(setting)} <valeur>`, `${help} (${setting} ; par défaut : ${shown ?? byDefault})`);
  }
  return made;
}

/** Runs a command: a refusal is one sentence and exit code 1, or `{"erreur": {code, ...}}` with --json. */
export async function run(io: Io, isJson: boolean, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error: unknown) {
    if (!(error instanceof Refusal)) {
      // Its text may hold a person's data: the class and the place are enough to find a bug.
      const kind = error instanceof Error ? error.name : 'inconnue';
      fail(io, isJson, 'ERREUR_INTERNE', { erreur: kind, lieu: placeOf(error) }, exitCodes.internal);
      return;
    }
    const isInternal = error.code === 'ERREUR_INTERNE';
    fail(io, isJson, error.code, error.details, isInternal ? exitCodes.internal : exitCodes.refused);
  }
}

/** Says a refusal. Use `throw refuse(code, status, details)` inside `run` unless the sentence is the command's own. */
export function fail(
  io: Io,
  isJson: boolean,
  code: ErrorCode,
  details: Record<string, unknown> | undefined,
  exitCode: number = exitCodes.refused,
  sentence: string = sentenceOf(code, details),
): void {
  if (isJson) io.out(`${JSON.stringify({ erreur: { code, phrase: sentence, ...(details ? { details } : {}) } })}\n`);
  else io.err(`${sentence}\n`);
  io.setExitCode(exitCode);
}

/** The configuration from flags and environment, or null after its sentences were said. */
export function configOf(io: Io, options: Readonly<Record<string, unknown>>): Config | null {
  const flags: Record<string, string> = {};
  for (const name of Object.keys(settings)) {
    const value = options[camel(name)];
    if (typeof value === 'string') flags[name] = value;
  }
  const read = readConfig(io.environment, flags);
  if (read.ok) return read.config;
  if (options.json === true)
    io.out(`${JSON.stringify({ erreur: { code: 'REQUETE_INVALIDE', details: read.problems } })}\n`);
  else for (const { sentence } of read.problems) io.err(`${sentence}\n`);
  io.setExitCode(exitCodes.usage);
  return null;
}

/** commander's name of `--database-url`. */
const camel = (name: string): string =>
  name.toLowerCase().replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());

const placeOf = (error: unknown): string =>
  error instanceof Error ? (/([\w-]+\.ts:\d+)/.exec(error.stack ?? '')?.[1] ?? 'inconnu') : 'inconnu';

/** A simulation makes no base: there would be nothing to compare with. */
export type Role = 'commande' | 'serveur' | 'simulation';

/**
 * Opens and migrates the database of the configuration, makes its key at the first start. Close with `db.destroy()`.
 *
 * @throws Refusal INTROUVABLE (`raison`: BASE_ABSENTE) for a simulation without a base
 */
export async function openDeps(io: Io, config: Config, role: Role = 'commande'): Promise<ServerDeps> {
  const file = sqliteFile(config.databaseUrl) ?? '';
  if (role === 'simulation' && file !== ':memory:' && !existsSync(file))
    throw refuse('INTROUVABLE', 404, { raison: 'BASE_ABSENTE' });
  const key =
    file === ':memory:'
      ? ''
      : loadDatabaseKey({
          value: config.databaseKey,
          file: config.databaseKeyFile,
          databaseFile: file,
          bytes: (count) => io.random.bytes(count),
        });
  const db = await openDatabase({
    url: config.databaseUrl,
    key,
    ...(role === 'serveur' ? { busyTimeoutMs: serverBusyTimeoutMs } : {}),
  });
  try {
    await migrate(db);
    return {
      db,
      config,
      clock: io.clock,
      random: io.random,
      journal: createJournal((line) => io.err(line), io.clock),
      serveur: await ensureServeur(db, io.clock, io.random),
    };
  } catch (error: unknown) {
    await db.destroy();
    throw error;
  }
}

/** The usual shape of a command on the database: configuration, store, action, close. */
export async function withDeps(
  io: Io,
  options: Readonly<Record<string, unknown>>,
  action: (deps: ServerDeps) => Promise<void>,
): Promise<void> {
  const config = configOf(io, options);
  if (config === null) return;
  await run(io, options.json === true, async () => {
    const deps = await openDeps(io, config, options.simuler === true ? 'simulation' : 'commande');
    try {
      await action(deps);
    } finally {
      await deps.db.destroy();
    }
  });
}
