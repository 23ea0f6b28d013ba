import { defineConfig } from 'vitest/config'

/** Tests on a real workerd, one of each process for all files of it. */
const ON_WORKERD = ['cards', 'data', 'databases', 'history', 'http', 'worker'].map(
  (folder) => `tests/${folder}/**/*.test.ts`,
)

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    silent: 'passed-only',
    // Two cores have time for a third that mostly waits for queues and time limits.
    maxWorkers: 3,
    // No file leaves anything behind in its process.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...ON_WORKERD, 'tests/e2e/**'],
          setupFiles: ['tests/setup.ts'],
          pool: 'threads',
        },
      },
      {
        extends: true,
        test: {
          name: 'worker',
          include: ON_WORKERD,
          setupFiles: ['tests/setup.ts', 'tests/worker.setup.ts'],
          // A process stops its workerd when it ends.
          pool: 'forks',
        },
      },
    ],
  },
})
