import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [
    {
      // As wrangler's Text rule does: a style sheet is its text.
      name: 'css-as-text',
      enforce: 'pre',
      load: (id) =>
        id.endsWith('.css') ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))}` : undefined,
    },
  ],
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/e2e/**'],
    setupFiles: ['tests/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Each worker test starts a workerd of its own.
    maxWorkers: 2,
    silent: 'passed-only',
  },
})
