import { defineConfig } from 'vitest/config';
import { assertNodeVersion } from './tools/node-version.ts';

assertNodeVersion();

// Far above what a test takes: on a loaded machine, one that is only slow has not failed.
const project = (name: string, testTimeout = 30_000, folder = `${name}/**`) => ({
  extends: true as const,
  test: { name, include: [`test/${folder}/*.test.{ts,tsx}`], testTimeout, hookTimeout: testTimeout },
});

export default defineConfig({
  test: {
    environment: 'node',
    watch: false,
    // Vitest would keep one core for a watcher: on two cores that doubles the time.
    maxWorkers: '100%',
    // A file's tests leave nothing behind: what they share is read once a worker, which saves a third of the processor.
    isolate: false,
    projects: [
      project('unit'),
      project('contract', 60_000, 'contract'),
      project('contract-longue', 120_000, 'contract/longue'),
      project('simulation', 240_000, 'simulation'),
      project('simulation-longue', 240_000, 'simulation/longue'),
      project('migrations', 60_000),
      project('bench', 600_000),
    ],
  },
});
