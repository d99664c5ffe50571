import { defineConfig } from 'vitest/config';
import { assertNodeVersion } from './tools/node-version.ts';

assertNodeVersion();

const project = (name: string, testTimeout = 10_000, folder = `${name}/**`) => ({
  extends: true as const,
  test: { name, include: [`test/${folder}/*.test.{ts,tsx}`], testTimeout },
});

export default defineConfig({
  test: {
    environment: 'node',
    watch: false,
    // Vitest would keep one core for a watcher: on two cores that doubles the time.
    maxWorkers: '100%',
    projects: [
      project('unit'),
      project('contract', 30_000, 'contract'),
      project('contract-longue', 30_000, 'contract/longue'),
      project('simulation', 120_000, 'simulation'),
      project('simulation-longue', 120_000, 'simulation/longue'),
      project('migrations', 30_000),
      project('bench', 600_000),
    ],
  },
});
