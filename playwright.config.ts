import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  workers: 2,
  // On a loaded machine, a test that is only slow has not failed.
  timeout: 180_000,
  // Two postes, their cores, a browser and a server share what may be two slow cores.
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: 'list',
  // The tour is by far the longest: begun last, it would leave the other worker with nothing to do.
  projects: [
    { name: 'tour', testMatch: '**/tour.spec.ts' },
    { name: 'app', testIgnore: '**/tour.spec.ts' },
  ],
});
