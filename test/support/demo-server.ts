import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { openBrowser } from '../../tools/tour/browser.ts';
import { type DemoServer, startDemoServer } from '../../tools/tour/demo-server.ts';
import { chooseOperateur, type Operateur, reachDesk, signInWithCode } from '../../tools/tour/first-run.ts';
import { openVisitor } from '../../tools/tour/intake.ts';
import { type LaunchedApp, type LaunchOptions, test as launchTest } from './electron-app.ts';

export { expect } from '@playwright/test';

/**
 * The product as an operator runs it: the sync API, the public intake and a mail server in processes of their own on
 * the demo data. `poste` is a signed-in PC; `visit` a family with a browser.
 */
export const test = launchTest.extend<{
  demo: DemoServer;
  poste: (nomPoste: string, operateur: Operateur, options?: LaunchOptions) => Promise<LaunchedApp>;
  visit: (size: { width: number; height: number }) => Promise<Page>;
}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  demo: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'rappel-e2e-'));
    const demo = await startDemoServer({ folder });
    await use(demo);
    await demo.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  poste: async ({ launch, demo }, use) => {
    await use(async (nomPoste, operateur, options) => {
      const launched = await launch({ ...options, options: [`serveur=${demo.url}`] });
      await signInWithCode(launched.page, await demo.createCode(), nomPoste);
      await chooseOperateur(launched.page, operateur);
      await reachDesk(launched.page);
      return launched;
    });
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  visit: async ({}, use) => {
    const browsers: Browser[] = [];
    await use(async (size) => {
      const browser = await openBrowser();
      browsers.push(browser);
      return await openVisitor(browser, size);
    });
    for (const browser of browsers) await browser.close();
  },
});
