import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    globalSetup: ['tests/e2e/globalSetup.ts'],
    setupFiles: ['tests/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // One browser: tests of the first visit look within a fixed delay, which a second one uses up.
    maxWorkers: 1,
    isolate: false,
    silent: 'passed-only',
  },
})
