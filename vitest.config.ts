import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const AS_TEXT = '.text'

export default defineConfig({
  plugins: [
    {
      // As wrangler's Text rule does: a style sheet is its text. Under a name of its own, for vite empties .css.
      name: 'css-as-text',
      enforce: 'pre',
      resolveId: (source, importer) =>
        source.endsWith('.css') && importer ? `\0${resolve(dirname(importer), source)}${AS_TEXT}` : undefined,
      load: (id) =>
        id.startsWith('\0') && id.endsWith(`.css${AS_TEXT}`)
          ? `export default ${JSON.stringify(readFileSync(id.slice(1, -AS_TEXT.length), 'utf8'))}`
          : undefined,
    },
  ],
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/e2e/**'],
    setupFiles: ['tests/setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Each worker test starts a workerd of its own.
    maxWorkers: 2,
    silent: 'passed-only',
  },
})
