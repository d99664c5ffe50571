import { writeCoreHost } from './core-node.ts';
import type { ElectronRuntime } from './electron-runtime.ts';
import { ToolFailure } from './failure.ts';
import { distFolder, packageScript, repositoryFolder } from './repository.ts';
import { runCommand } from './run-command.ts';

/** Builds page, shell and core into dist/, ready for the given Electron. */
export const buildApp = async (runtime: Pick<ElectronRuntime, 'coreHost'>): Promise<void> => {
  const build = await runCommand(process.execPath, [packageScript('vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: repositoryFolder,
    output: 'keep',
    // Whoever calls, a test runner for one, may have said otherwise: a page built for tests does not start.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (build.code !== 0) {
    process.stderr.write(build.output);
    throw new ToolFailure('The app does not build: see why above.');
  }
  await writeCoreHost(distFolder, runtime.coreHost);
};
