import { z } from 'zod';

const onOff = z.stringbool({ truthy: ['1', 'true', 'oui', 'on'], falsy: ['0', 'false', 'non', 'off'] });
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** One setting: its environment variable is the key, its flag the same in kebab-case. */
interface Setting<T extends z.ZodType> {
  schema: T;
  default: string;
  /** What --help says when the default is computed from other settings. */
  shown?: string;
  /** What it is for, shown by --help. */
  help: string;
  /** A key on a command line stands in the list of processes: no flag. */
  hasFlag?: false;
  /** The sentence of a bad value, after « NOM : ». */
  expected: string;
}
const setting = <T extends z.ZodType>(value: Setting<T>): Setting<T> => value;

/** Every setting of the server: environment variable, and flag of the same name in kebab-case. */
export const settings = {
  DATABASE_URL: setting({
    schema: z.string().regex(/^sqlite:.+$/),
    default: 'sqlite:rappel-cfa.sqlite',
    help: 'base de données',
    expected: 'attendu « sqlite:CHEMIN », par exemple sqlite:/srv/rappel-cfa/base.sqlite.',
  }),
  SYNC_API_DB_KEY: setting({
    schema: z.union([z.literal(''), z.string().regex(/^[0-9a-fA-F]{64}$/)]),
    default: '',
    shown: 'lue dans SYNC_API_DB_KEY_FILE',
    help: 'clé de la base, 64 chiffres hexadécimaux',
    hasFlag: false,
    expected: 'attendu 64 chiffres hexadécimaux.',
  }),
  SYNC_API_DB_KEY_FILE: setting({
    schema: z.string(),
    default: '',
    shown: 'à côté de la base, créé au premier démarrage',
    help: 'fichier qui contient la clé de la base',
    expected: 'attendu un chemin de fichier.',
  }),
  DOSSIER_CLES: setting({
    schema: z.string(),
    default: '',
    shown: 'à côté de la base, créé au premier démarrage',
    help: 'dossier des clés de signature',
    expected: 'attendu un chemin de dossier.',
  }),
  HOST: setting({
    schema: z.string().min(1),
    default: '127.0.0.1',
    help: "adresse d'écoute",
    expected: 'attendu une adresse IP ou un nom de machine.',
  }),
  PORT: setting({
    schema: whole(0, 65_535),
    default: '8787',
    help: "port d'écoute (0 : un port libre)",
    expected: 'attendu un nombre entier de 0 à 65535.',
  }),
  PUBLIC_URL: setting({
    schema: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
    default: '',
    shown: 'http://HOST:PORT',
    help: 'adresse vue par les postes et les navigateurs',
    expected:
      'attendu une adresse https:// sans chemin, obligatoire quand HOST n’est pas 127.0.0.1 (http:// n’est accepté que là).',
  }),
  TRUST_PROXY: setting({
    schema: onOff,
    default: 'non',
    help: 'le serveur est derrière un proxy TLS qui pose X-Forwarded-For et X-Forwarded-Proto',
    expected: 'attendu « oui » ou « non ».',
  }),
  ENROLEMENT: setting({
    schema: onOff,
    default: 'non',
    help: "autoriser les codes d'enrôlement pour les postes sans navigateur",
    expected: 'attendu « oui » ou « non ».',
  }),
  OPERATEUR_REQUIS: setting({
    schema: onOff,
    default: 'oui',
    help: 'demander qui travaille sur le poste à chaque déverrouillage',
    expected: 'attendu « oui » ou « non ».',
  }),
  RETENTION_MOIS: setting({
    schema: whole(0, 12),
    default: '6',
    help: 'effacement des listes : nombre de mois après le 31 décembre de la campagne',
    expected: 'attendu un nombre entier de 0 à 12.',
  }),
  SESSION_JOURS: setting({
    schema: whole(1, 90),
    default: '30',
    help: "durée d'une connexion de poste sans échange, en jours",
    expected: 'attendu un nombre entier de 1 à 90.',
  }),
  VERSION_MINIMALE: setting({
    schema: z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/),
    default: '0.1.0',
    help: "version de l'application en dessous de laquelle les listes ne sont plus envoyées",
    expected: 'attendu une version de la forme 1.2.3.',
  }),
  ESSAIS_PAR_COMPTE: setting({
    schema: whole(1, 1_000),
    default: '10',
    help: 'essais de connexion par compte et par adresse IP en 15 minutes',
    expected: 'attendu un nombre entier de 1 à 1000.',
  }),
  ESSAIS_PAR_ADRESSE: setting({
    schema: whole(1, 10_000),
    default: '60',
    help: 'essais de connexion, de code ou de lien par adresse IP en 15 minutes',
    expected: 'attendu un nombre entier de 1 à 10000.',
  }),
  ECHECS_PAR_MINUTE: setting({
    schema: whole(1, 100_000),
    default: '300',
    help: 'requêtes de poste refusées, par adresse IP en une minute',
    expected: 'attendu un nombre entier de 1 à 100000.',
  }),
  CONNEXIONS_PAR_MINUTE: setting({
    schema: whole(1, 100_000),
    default: '240',
    help: 'connexions commencées, par adresse IP en une minute',
    expected: 'attendu un nombre entier de 1 à 100000.',
  }),
  GUICHET_URL: setting({
    schema: z.union([z.literal(''), z.string().regex(/^sqlite:.+$/)]),
    default: '',
    shown: 'guichet.sqlite, à côté de la base',
    help: 'fichier que se partagent l’accueil public et le serveur : offres, et demandes en chemin',
    expected: 'attendu « sqlite:CHEMIN », un autre fichier que celui de la base.',
  }),
  GUICHET_CLE_FILE: setting({
    schema: z.string(),
    default: '',
    shown: 'à côté du guichet, créé au premier démarrage',
    help: 'fichier qui contient la clé du guichet',
    expected: 'attendu un chemin de fichier.',
  }),
  ACCUEIL_URL: setting({
    schema: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
    default: '',
    shown: 'http://HOST:PORT de l’accueil',
    help: 'adresse publique de l’accueil, écrite dans les courriels',
    expected: 'attendu une adresse https:// sans chemin (http:// n’est accepté que pour 127.0.0.1).',
  }),
  DEPOTS_PAR_ADRESSE: setting({
    schema: whole(1, 10_000),
    default: '12',
    help: 'demandes déposées par adresse IP en une heure, avant une preuve de travail',
    expected: 'attendu un nombre entier de 1 à 10000.',
  }),
  DEPOTS_PAR_FORMATION: setting({
    schema: whole(1, 100_000),
    default: '60',
    help: 'demandes déposées par formation en une heure, avant une preuve de travail',
    expected: 'attendu un nombre entier de 1 à 100000.',
  }),
  SMTP_URL: setting({
    schema: z.union([z.literal(''), z.url({ protocol: /^smtps?$/ })]),
    default: '',
    shown: 'aucun : les courriels attendent',
    help: 'serveur d’envoi des courriels, smtp:// ou smtps://',
    hasFlag: false,
    expected: 'attendu une adresse smtp:// ou smtps://.',
  }),
  COURRIEL_EXPEDITEUR: setting({
    schema: z.string().regex(/^[^\r\n<>]{0,80}<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/),
    default: 'Rappel CFA <ne-pas-repondre@localhost>',
    help: 'expéditeur des courriels',
    expected: 'attendu une adresse, ou un nom suivi de <adresse>.',
  }),
  COURRIEL_RETOURS: setting({
    schema: z.string(),
    default: '',
    shown: 'aucune',
    help: 'boîte (fichier mbox) où arrivent les avis de non-remise',
    expected: 'attendu un chemin de fichier.',
  }),
} as const;

export type SettingName = keyof typeof settings;

export const settingsSchema = z.object({
  DATABASE_URL: settings.DATABASE_URL.schema,
  SYNC_API_DB_KEY: settings.SYNC_API_DB_KEY.schema,
  SYNC_API_DB_KEY_FILE: settings.SYNC_API_DB_KEY_FILE.schema,
  DOSSIER_CLES: settings.DOSSIER_CLES.schema,
  HOST: settings.HOST.schema,
  PORT: settings.PORT.schema,
  PUBLIC_URL: settings.PUBLIC_URL.schema,
  TRUST_PROXY: settings.TRUST_PROXY.schema,
  ENROLEMENT: settings.ENROLEMENT.schema,
  OPERATEUR_REQUIS: settings.OPERATEUR_REQUIS.schema,
  RETENTION_MOIS: settings.RETENTION_MOIS.schema,
  SESSION_JOURS: settings.SESSION_JOURS.schema,
  VERSION_MINIMALE: settings.VERSION_MINIMALE.schema,
  ESSAIS_PAR_COMPTE: settings.ESSAIS_PAR_COMPTE.schema,
  ESSAIS_PAR_ADRESSE: settings.ESSAIS_PAR_ADRESSE.schema,
  ECHECS_PAR_MINUTE: settings.ECHECS_PAR_MINUTE.schema,
  CONNEXIONS_PAR_MINUTE: settings.CONNEXIONS_PAR_MINUTE.schema,
  GUICHET_URL: settings.GUICHET_URL.schema,
  GUICHET_CLE_FILE: settings.GUICHET_CLE_FILE.schema,
  ACCUEIL_URL: settings.ACCUEIL_URL.schema,
  DEPOTS_PAR_ADRESSE: settings.DEPOTS_PAR_ADRESSE.schema,
  DEPOTS_PAR_FORMATION: settings.DEPOTS_PAR_FORMATION.schema,
  SMTP_URL: settings.SMTP_URL.schema,
  COURRIEL_EXPEDITEUR: settings.COURRIEL_EXPEDITEUR.schema,
  COURRIEL_RETOURS: settings.COURRIEL_RETOURS.schema,
});

export const settingNames = settingsSchema.keyof().options;

/** The flag of a setting: `--database-url` for DATABASE_URL. */
export const flagOf = (name: string): string => `--${name.toLowerCase().replaceAll('_', '-')}`;

/** One line per setting for `--help`: flag, variable, meaning, default. */
export function settingLines(): string[] {
  return settingNames.map((name) => {
    const { help, shown, hasFlag, default: byDefault } = settings[name];
    return `  ${(hasFlag === false ? '' : flagOf(name)).padEnd(24)} ${name.padEnd(22)} ${help} (par défaut : ${shown ?? byDefault})`;
  });
}
