import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    globalSetup: ['tests/e2e/globalSetup.ts'],
    setupFiles: ['tests/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // One browser: a second one takes the time that tests of the first visit have to look at a skeleton.
    maxWorkers: 1,
    isolate: false,
    silent: 'passed-only',
  },
})
