import { chooseOperateur, type Operateur, reachDesk, signInWithCode } from '../../tools/tour/first-run.ts';
import { DemoCfa } from './demo-cfa.ts';
import { type LaunchedApp, type LaunchOptions, test as launchTest } from './electron-app.ts';

export { expect } from '@playwright/test';
export type { LaunchedApp, LaunchOptions } from './electron-app.ts';

/**
 * The whole product: `cfa` is a real server on the demo data, `start` launches the built app with its address, `poste`
 * besides enrols it with a code and waits for the first sync.
 */
export const test = launchTest.extend<{
  cfa: DemoCfa;
  start: (options?: LaunchOptions) => Promise<LaunchedApp>;
  poste: (nomPoste: string, operateur: Operateur, options?: LaunchOptions) => Promise<LaunchedApp>;
}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  cfa: async ({}, use) => {
    const cfa = await DemoCfa.open();
    await use(cfa);
    await cfa.close();
  },
  start: async ({ launch, cfa }, use) => {
    await use((options = {}) => launch({ ...options, options: [`serveur=${cfa.url}`, ...(options.options ?? [])] }));
  },
  poste: async ({ start, cfa }, use) => {
    await use(async (nomPoste, operateur, options) => {
      const launched = await start(options);
      await signInWithCode(launched.page, await cfa.code(), nomPoste);
      await chooseOperateur(launched.page, operateur);
      await reachDesk(launched.page);
      return launched;
    });
  },
});
