import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const AS_TEXT = '.text'

/** Tests on a real workerd, one of each process for all files of it. */
const ON_WORKERD = ['cards', 'data', 'http', 'worker'].map((folder) => `tests/${folder}/**/*.test.ts`)

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
