import path from 'node:path'
import { buildSync } from 'esbuild'
import { writeIfChanged } from './writeIfChanged.ts'

/** `npm run styles`: the style sheets as they are sent, in one module. Wrangler runs it before each build. */

const FOLDER = path.join(import.meta.dirname, '../src/ui/styles')

export const MINIFIED_FILE = path.join(FOLDER, 'minified.ts')

/** A style sheet with all that it imports, as short as can be. */
function minified(sheet: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [path.join(FOLDER, sheet)],
    bundle: true,
    minify: true,
    write: false,
  })
  return outputFiles.map(({ text }) => text.trim()).join('')
}

/** The text of {@link MINIFIED_FILE}. */
export function minifiedModule(): string {
  return `// The style sheets main.css, detail.css, account.css and paper.css, minified by \`npm run styles\`.
export const main = ${JSON.stringify(minified('main.css'))}
export const detail = ${JSON.stringify(minified('detail.css'))}
export const account = ${JSON.stringify(minified('account.css'))}
export const paper = ${JSON.stringify(minified('paper.css'))}
`
}

if (import.meta.main) {
  writeIfChanged(MINIFIED_FILE, minifiedModule())
}
