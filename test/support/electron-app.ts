import { test as base } from '@playwright/test';
import { openHiddenDisplay } from '../../tools/display.ts';
import { type LaunchedApp, type LaunchOptions, launchApp } from '../../tools/launch-app.ts';

export { expect } from '@playwright/test';
export type { LaunchedApp, LaunchOptions } from '../../tools/launch-app.ts';

/**
 * `launch` starts the built app with a profile of its own (or the one given, to start it again) and closes at the end
 * of the test what the test left open. Each worker has a display of its own: what the test of the other one copies
 * would otherwise be in the clipboard that this one reads.
 */
export const test = base.extend<
  { launch: (options?: LaunchOptions) => Promise<LaunchedApp> },
  { ownDisplay: string | null }
>({
  ownDisplay: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      if (process.platform !== 'linux') {
        await use(null);
        return;
      }
      const { DISPLAY: shared } = process.env;
      const display = await openHiddenDisplay(false);
      process.env.DISPLAY = display.name;
      await use(display.name);
      if (shared === undefined) delete process.env.DISPLAY;
      else process.env.DISPLAY = shared;
      await display.close();
    },
    { scope: 'worker', auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  launch: async ({}, use) => {
    const open: LaunchedApp[] = [];
    await use(async (options) => {
      const launched = await launchApp(options);
      open.push(launched);
      return launched;
    });
    for (const launched of open) await launched.close();
  },
});
