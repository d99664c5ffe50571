import { defineConfig } from 'vitest/config';
import { assertNodeVersion } from './tools/node-version.ts';

assertNodeVersion();

const project = (name: string, testTimeout = 10_000) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.{ts,tsx}`], testTimeout },
});

export default defineConfig({
  test: {
    environment: 'node',
    watch: false,
    projects: [
      project('unit'),
      project('contract', 30_000),
      project('simulation', 120_000),
      project('migrations', 30_000),
    ],
  },
});
