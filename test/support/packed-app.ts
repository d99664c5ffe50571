import { type ChildProcess, spawn } from 'node:child_process';
import { cp, link, mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { PackedApp } from '../../tools/package-app.ts';

const step = z.object({ etape: z.string(), resultat: z.string(), cause: z.string().nullable() });
const report = z.object({
  ok: z.boolean(),
  etape: z.string().nullable(),
  hote: z.string(),
  version: z.string(),
  electron: z.string(),
  chrome: z.string(),
  node: z.string().nullable(),
  sqlite: z.string().nullable(),
  chiffrement: z.string().nullable(),
  trousseau: z.string().nullable(),
  etapes: z.array(step),
});
export type Report = z.infer<typeof report>;

export interface Ended {
  code: number | null;
  said: string;
  complained: string;
}

export interface RunOptions {
  options?: readonly string[];
  env?: NodeJS.ProcessEnv;
}

const parameters = (options: readonly string[]): string[] => [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  ...options,
];

export const startPacked = (app: Pick<PackedApp, 'executable'>, { options = [], env = {} }: RunOptions): ChildProcess =>
  spawn(app.executable, parameters(options), { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });

export const runPacked = (app: Pick<PackedApp, 'executable'>, options: RunOptions): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = startPacked(app, options);
    const ended: Ended = { code: null, said: '', complained: '' };
    child.stdout?.on('data', (chunk) => {
      ended.said += String(chunk);
    });
    child.stderr?.on('data', (chunk) => {
      ended.complained += String(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...ended, code }));
  });

/** `--self-check --json`, and what it reports. */
export const selfCheck = async (
  app: Pick<PackedApp, 'executable'>,
  { options = [], env = {} }: RunOptions = {},
): Promise<Ended & { report: Report }> => {
  const ended = await runPacked(app, { options: ['--self-check', '--json', ...options], env });
  try {
    return { ...ended, report: report.parse(JSON.parse(ended.said)) };
  } catch {
    throw new Error(`no report (code ${ended.code}): ${ended.said}${ended.complained}`);
  }
};

export const archiveOf = (app: Pick<PackedApp, 'folder'>): string => join(app.folder, 'resources', 'app.asar');

/** A copy whose resources may be damaged: Electron itself, which is most of it, is the same files. */
export const copyPacked = async (app: PackedApp, folder: string): Promise<PackedApp> => {
  await mkdir(folder);
  for (const entry of await readdir(app.folder, { withFileTypes: true })) {
    const [from, to] = [join(app.folder, entry.name), join(folder, entry.name)];
    await (entry.isDirectory() ? cp(from, to, { recursive: true }) : link(from, to));
  }
  return { ...app, folder, executable: join(folder, basename(app.executable)) };
};
