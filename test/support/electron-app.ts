import { test as base } from '@playwright/test';
import { type LaunchedApp, type LaunchOptions, launchApp } from '../../tools/launch-app.ts';

export { expect } from '@playwright/test';
export type { LaunchedApp, LaunchOptions } from '../../tools/launch-app.ts';

/**
 * `launch` starts the built app with a profile of its own (or the one given, to start it again) and closes at the end
 * of the test what the test left open.
 */
export const test = base.extend<{ launch: (options?: LaunchOptions) => Promise<LaunchedApp> }>({
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
