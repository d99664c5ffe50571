import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApp } from './build-app.ts';
import { runOnVirtualDesktop } from './display.ts';
import { findElectron, runtimeSentence } from './electron-runtime.ts';
import { runTool } from './failure.ts';
import { assertNodeVersion } from './node-version.ts';
import { packageScript, repositoryFolder, toolCacheFolder } from './repository.ts';
import { runCommand } from './run-command.ts';
import { ensureSystemPackages } from './system-packages.ts';
import { countPlaywright, countsLine, readCounts, type TestCounts } from './test-counts.ts';

/** Builds the app and drives it in a real Electron. On Linux on a desktop of its own, so that nobody's is disturbed. */
export const runEndToEnd = async (filters: readonly string[]): Promise<TestCounts> => {
  await ensureSystemPackages();
  const runtime = await findElectron();
  console.log(runtimeSentence(runtime));
  await buildApp(runtime);
  await mkdir(toolCacheFolder, { recursive: true });
  const report = join(toolCacheFolder, 'e2e.json');
  await rm(report, { force: true });
  const parameters = [packageScript('@playwright/test/cli.js'), 'test', '--reporter=list,json', ...filters];
  const env = {
    ...process.env,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    ELECTRON_OVERRIDE_DIST_PATH: runtime.folder,
    PLAYWRIGHT_FORCE_TTY: '0',
    // Each test starts servers and cores of its own, from the same sources.
    NODE_COMPILE_CACHE: join(toolCacheFolder, 'compiled'),
  };
  process.chdir(repositoryFolder);
  const code =
    process.platform === 'linux'
      ? await runOnVirtualDesktop(process.execPath, parameters, env)
      : (await runCommand(process.execPath, parameters, { output: 'show', env })).code;
  return await readCounts(report, code, countPlaywright);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runTool(async () => {
    assertNodeVersion();
    const counts = await runEndToEnd(process.argv.slice(2));
    console.log(countsLine(counts));
    return counts.failed === 0 ? 0 : 1;
  });
}
