import { defineConfig } from 'vitest/config'

/** The tests of the folder that `npm run mutation` changes. */
export default defineConfig({
  test: {
    include: [`${process.env.MUTATION_TESTS}/**/*.test.ts`],
    setupFiles: ['tests/setup.ts'],
    testTimeout: 60_000,
  },
})
