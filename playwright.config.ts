import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  workers: 2,
  timeout: 90_000,
  // Two postes, their cores, a browser and a server share what may be two slow cores.
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: 'list',
});
