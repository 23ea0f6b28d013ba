import path from 'node:path'
import { buildSync } from 'esbuild'
import { writeIfChanged } from './writeIfChanged.ts'

/** A part of `npm run browser`: the script that copies, as pages hold it, in a module. */

const ROOT = path.join(import.meta.dirname, '..')

export const COPY_SCRIPT_FILE = path.join(ROOT, 'src/ui/share/copyScript.ts')

/** The text of {@link COPY_SCRIPT_FILE}. */
export function copyScriptModule(): string {
  const { outputFiles } = buildSync({
    entryPoints: [path.join(ROOT, 'src/browser/share/copy.ts')],
    tsconfig: path.join(ROOT, 'tsconfig.json'),
    bundle: true,
    format: 'iife',
    // Chats open pages in browsers of their own, which are years behind.
    target: 'es2019',
    minify: true,
    legalComments: 'none',
    write: false,
  })
  const script = outputFiles.map(({ text }) => text.trim()).join('')
  return `// The script src/browser/share/copy.ts, minified by \`npm run browser\`.
export const COPY_SCRIPT = ${JSON.stringify(script)}
`
}

if (import.meta.main) writeIfChanged(COPY_SCRIPT_FILE, copyScriptModule())
