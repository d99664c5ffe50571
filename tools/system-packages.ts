import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runTool, ToolFailure } from './failure.ts';
import { runCommand } from './run-command.ts';

/** What running Electron, its keychain and a browser without a desktop needs, each under the names it has had. */
export const neededPackages: readonly (readonly [string, ...string[]])[] = [
  ['xvfb'],
  // Debian 13 and Ubuntu 24.04 renamed what their 64-bit time_t rebuilt.
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libxss1'],
  ['libxtst6'],
  ['dbus'],
  ['gnome-keyring'],
  ['libsecret-1-0'],
  // The browser of the sign-in, in the tour and the end-to-end tests.
  ['chromium'],
];

/** @returns the groups of which no name is installed, from the output of `dpkg-query -W -f '${Status} ${Package}\n'`. */
export const missingPackages = (
  dpkgOutput: string,
  needed: readonly (readonly [string, ...string[]])[] = neededPackages,
): (readonly [string, ...string[]])[] => {
  const installed = new Set<string>();
  for (const line of dpkgOutput.split('\n')) {
    const match = /^install ok installed (\S+)$/.exec(line.trim());
    if (match?.[1] !== undefined) installed.add(match[1]);
  }
  return needed.filter((names) => !names.some((name) => installed.has(name)));
};

/** @returns of each group the first name that the distribution knows, or its oldest name. */
export const chooseNames = (
  groups: readonly (readonly [string, ...string[]])[],
  isKnown: (name: string) => boolean,
): string[] => groups.map((names) => names.find(isKnown) ?? names.at(-1) ?? names[0]);

export const sudoLine = (names: readonly string[]): string => `sudo apt-get install -y ${names.join(' ')}`;

const isKnownToApt = (name: string): boolean => {
  const policy = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' });
  return policy.status === 0 && /Candidate: (?!\(none\))\S/.test(policy.stdout);
};

const queryMissing = (): (readonly [string, ...string[]])[] | null => {
  // dpkg-query exits 1 as soon as one name is unknown and still answers for the others.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the format of dpkg-query.
  const query = spawnSync('dpkg-query', ['-W', '-f', '${Status} ${Package}\n', ...neededPackages.flat()], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  return query.error === undefined ? missingPackages(query.stdout) : null;
};

/** Makes sure of the system packages on Debian and Ubuntu; elsewhere they are the person's own matter. */
export const ensureSystemPackages = async (): Promise<void> => {
  if (process.platform !== 'linux') return;
  const missing = queryMissing();
  if (missing === null || missing.length === 0) return;
  if (process.getuid?.() !== 0)
    throw new ToolFailure(
      `System packages are missing; type this once, then run again: ${sudoLine(chooseNames(missing, isKnownToApt))}`,
    );
  console.log(`Installing missing system packages: ${missing.map((names) => names.at(-1)).join(' ')}…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await runCommand('apt-get', ['update', '-q'], { output: 'keep', env });
  const names = chooseNames(missing, isKnownToApt);
  const install = await runCommand('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], {
    output: 'keep',
    env,
  });
  if (install.code === 0) return;
  process.stderr.write((update.code === 0 ? '' : update.output) + install.output);
  throw new ToolFailure('apt-get could not install them: see why above, mend it, then run again.');
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runTool(async () => {
    await ensureSystemPackages();
    console.log('All system packages are there.');
    return 0;
  });
}
