import { dirname, join, resolve } from 'node:path';
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
  /** `sqlite:FILE` of the guichet: what the public intake and the server share (guichet/tables.ts). */
  guichetUrl: string;
  guichetCleFile: string;
  /** Origin of the intake, in the mails; null: the address that the intake listens at, loopback only. */
  accueilUrl: string | null;
  /** Per hour, before a proof of work is asked. */
  depotsParAdresse: number;
  depotsParFormation: number;
  /** Empty: mails wait. May hold a password: never logged, never a flag. */
  smtpUrl: string;
  courrielExpediteur: string;
  /** Path of an mbox; empty: bounces are not read. */
  courrielRetours: string;
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
  const accueil = publicOrigin(values.ACCUEIL_URL);
  if (accueil === undefined) return { ok: false, problems: [problem('ACCUEIL_URL')] };
  const file = sqliteFile(values.DATABASE_URL) ?? '';
  const guichetUrl = values.GUICHET_URL || defaultGuichet(file);
  const guichetFile = sqliteFile(guichetUrl) ?? '';
  // One file for both would give the public intake the lists.
  if (guichetFile !== ':memory:' && resolve(guichetFile) === resolve(file))
    return { ok: false, problems: [problem('GUICHET_URL')] };
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
      guichetUrl,
      guichetCleFile: values.GUICHET_CLE_FILE || `${guichetFile}.cle`,
      accueilUrl: accueil,
      depotsParAdresse: values.DEPOTS_PAR_ADRESSE,
      depotsParFormation: values.DEPOTS_PAR_FORMATION,
      smtpUrl: values.SMTP_URL,
      courrielExpediteur: values.COURRIEL_EXPEDITEUR,
      courrielRetours: values.COURRIEL_RETOURS,
    },
  };
}

const defaultGuichet = (file: string): string =>
  file === ':memory:' || file === '' ? 'sqlite::memory:' : `sqlite:${join(dirname(file), 'guichet.sqlite')}`;

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
