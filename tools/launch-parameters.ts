export interface LaunchParameters {
  /** A folder whose package.json `main` is the built app. */
  appFolder: string;
  /** Its own profile; without it the app uses the person's. */
  userDataFolder?: string;
  /** Options of the app itself, as main/shell/launch-options.ts lists them, without dashes: `serveur=https://…`. */
  options?: readonly string[];
}

/** What an Electron on a machine without a graphics card, perhaps as root, needs to be told. */
export const electronParameters = ({ appFolder, userDataFolder, options = [] }: LaunchParameters): string[] => [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  ...(userDataFolder === undefined ? [] : [`--user-data-dir=${userDataFolder}`]),
  ...options.map((option) => `--${option}`),
  appFolder,
];
