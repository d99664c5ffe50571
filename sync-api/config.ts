import { dirname, join } from 'node:path';
import { type SettingName, settingNames, settings, settingsSchema } from './settings.ts';
import { sqliteFile } from './store/database.ts';

export interface Config {
  databaseUrl: string;
  /** 64 hexadecimal digits, or null: read from `databaseKeyFile`. */
  databaseKey: string | null;
  databaseKeyFile: string;
  /** Folder of the signing keys (0700). */
  keyFolder: string;
  host: string;
  /** 0 lets the system choose. */
  port: number;
  /** Origin without a trailing slash; null: `http://host:port` once it listens. */
  publicUrl: string | null;
  trustProxy: boolean;
  enrolement: boolean;
  operateurRequis: boolean;
  /** Months after 31 December of the campagne. */
  retentionMois: number;
  sessionJours: number;
  /** x.y.z; the pull of an older poste gets 426. */
  versionMinimale: string;
  /** Tries per 15 minutes at sign-in, code and link. */
  essaisParCompte: number;
  essaisParAdresse: number;
  /** Per address and minute: requests of the API that are refused for want of a right token and proof. */
  echecsParMinute: number;
  /** Per address and minute: sign-ins begun. */
  connexionsParMinute: number;
}

/** One bad setting, and the French sentence that says what was expected. */
export interface ConfigProblem {
  setting: SettingName;
  sentence: string;
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: ConfigProblem[] };

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

/**
 * Reads the configuration; flags win over the environment. An empty variable counts as absent.
 * The values themselves never stand in a problem: one of them is a key.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  flags: Readonly<Record<string, string | undefined>> = {},
): ConfigResult {
  const raw: Record<string, string> = {};
  for (const name of settingNames) raw[name] = flags[name] || environment[name] || settings[name].default;
  const parsed = settingsSchema.safeParse(raw);
  if (!parsed.success) {
    const bad = new Set(parsed.error.issues.map((issue) => issue.path[0]));
    return { ok: false, problems: settingNames.filter((name) => bad.has(name)).map(problem) };
  }
  const values = parsed.data;
  const origin = publicOrigin(values.PUBLIC_URL);
  // Another machine cannot reach us by `http://HOST:PORT`: sign-in there needs the address of the TLS proxy.
  const isExposed = origin === null && !loopbackHosts.has(values.HOST);
  if (origin === undefined || isExposed) return { ok: false, problems: [problem('PUBLIC_URL')] };
  const file = sqliteFile(values.DATABASE_URL) ?? '';
  return {
    ok: true,
    config: {
      databaseUrl: values.DATABASE_URL,
      databaseKey: values.SYNC_API_DB_KEY === '' ? null : values.SYNC_API_DB_KEY.toLowerCase(),
      databaseKeyFile: values.SYNC_API_DB_KEY_FILE || `${file}.cle`,
      keyFolder: values.DOSSIER_CLES || join(dirname(file), 'cles'),
      host: values.HOST,
      port: values.PORT,
      publicUrl: origin,
      trustProxy: values.TRUST_PROXY,
      enrolement: values.ENROLEMENT,
      operateurRequis: values.OPERATEUR_REQUIS,
      retentionMois: values.RETENTION_MOIS,
      sessionJours: values.SESSION_JOURS,
      versionMinimale: values.VERSION_MINIMALE,
      essaisParCompte: values.ESSAIS_PAR_COMPTE,
      essaisParAdresse: values.ESSAIS_PAR_ADRESSE,
      echecsParMinute: values.ECHECS_PAR_MINUTE,
      connexionsParMinute: values.CONNEXIONS_PAR_MINUTE,
    },
  };
}

function problem(setting: SettingName): ConfigProblem {
  return { setting, sentence: `${setting} : ${settings[setting].expected}` };
}

/** Sign-in over clear http is for loopback only (RFC 8252); anywhere else the tokens would travel in clear. */
function publicOrigin(value: string): string | null | undefined {
  if (value === '') return null;
  const url = new URL(value);
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') return undefined;
  if (url.protocol === 'http:' && !loopbackHosts.has(url.hostname)) return undefined;
  return url.origin;
}
